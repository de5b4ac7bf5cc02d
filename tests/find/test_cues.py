from __future__ import annotations

import pytest

from attrib.find.cues import Cues


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "assertion"),
        ("according to", "assertion"),
        ("later admitted", "assertion"),
        ("believes", "belief"),
        ("worried", "belief"),
        ("has been hoping", "belief"),
        ("realised", "fact"),
        ("knew", "fact"),
        ("refused", "eventuality"),
        ("planning", "eventuality"),
        ("called for", "eventuality"),
        ("calls", "assertion"),
        (":", "assertion"),
        ("", "assertion"),
    ],
)
def test_act(cue: str, act: str) -> None:
    assert Cues.load().act(cue, quoted=False) == act


@pytest.mark.parametrize(
    ("cue", "quoted", "act"),
    [
        ("rejected", False, "eventuality"),
        ("sobbed", True, "assertion"),
        ("would not say", False, "eventuality"),
        ("declined to comment on", False, "eventuality"),
        ("didn't tell", False, "eventuality"),
        ("did not say", True, "assertion"),
        ("criticised", False, "assertion"),
        ("shows", False, "fact"),
    ],
)
def test_what_is_not_listed_or_not_said_asserts_only_where_it_is_quoted(
    cue: str, quoted: bool, act: str
) -> None:
    assert Cues.load().act(cue, quoted=quoted) == act


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("the harbour board denied that it had paid", True),
        ("the ferry left an hour late in the fog", False),
        ("", False),
        ("Rules differ from state to state in the United States.", False),
        ("He stated his case.", True),
    ],
)
def test_reports_speech(text: str, reports: bool) -> None:
    assert Cues.load().reports_speech(text) is reports
