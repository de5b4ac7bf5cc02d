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
    assert Cues.load().act(cue) == act


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("the harbour board denied that it had paid", True),
        ("the ferry left an hour late in the fog", False),
        ("", False),
    ],
)
def test_reports_speech(text: str, reports: bool) -> None:
    assert Cues.load().reports_speech(text) is reports
