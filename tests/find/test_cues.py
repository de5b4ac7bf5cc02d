from __future__ import annotations

import pytest

from attrib.find.cues import Cues
from attrib.model import Kind


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
    assert Cues.load().act(cue, kind="indirect") == act


@pytest.mark.parametrize(
    ("cue", "kind", "act"),
    [
        ("rejected", "indirect", "eventuality"),
        ("sobbed", "direct", "assertion"),
        ("would not say", "mixed", "eventuality"),
        ("declined to comment on", "indirect", "eventuality"),
        ("didn't tell", "indirect", "eventuality"),
        ("will announce", "indirect", "eventuality"),
        ("could argue", "indirect", "eventuality"),
        ("did not say", "direct", "assertion"),
        ("criticised", "indirect", "assertion"),
        ("shows", "indirect", "fact"),
    ],
)
def test_what_is_not_listed_or_not_said_asserts_only_where_it_is_quoted(
    cue: str, kind: Kind, act: str
) -> None:
    assert Cues.load().act(cue, kind=kind) == act


@pytest.mark.parametrize(
    ("cue", "content", "kind", "act"),
    [
        ("thanked", "the crew of the lifeboat", "indirect", "eventuality"),
        ("thanked", "“the bravest crew on this coast”", "direct", "assertion"),
        ("disclosed", "a loss that was smaller than in spring", "indirect", "eventuality"),
        ("disclosed", "that it had lost money", "indirect", "assertion"),
        ("disclosed", "the ferry had lost money", "indirect", "assertion"),
        ("reported", "having lost money", "indirect", "assertion"),
        ("called", "it a fair price", "indirect", "assertion"),
        ("called", "the “fair” price", "mixed", "eventuality"),
        ("called", "Per Lund “a liar and a coward”", "mixed", "assertion"),
        ("called", 'the plan "unsafe".', "mixed", "assertion"),
        ("described", "the harbour as “silted up”", "mixed", "assertion"),
        ("branded", "him “a fool”", "mixed", "assertion"),
        ("dismissed", "the charge as “nonsense”", "mixed", "assertion"),
        ("labelled", "the board “deaf”", "mixed", "assertion"),
        ("has denounced", "the sale as “theft”", "mixed", "assertion"),
        ("accused", "the board of “lying”", "mixed", "assertion"),
        ("would not call", "the plan “unsafe”", "mixed", "eventuality"),
        ("declined to describe", "the plan as “unsafe”", "mixed", "eventuality"),
        ("described", "the “silted” harbour", "mixed", "eventuality"),
        ("described", "the harbour", "indirect", "eventuality"),
        ("called", "a meeting of the crew", "indirect", "eventuality"),
        ("dismissed", "the captain", "indirect", "eventuality"),
        ("thanked", "the “brave” crew of “Ada”", "mixed", "eventuality"),
        ("opened", "a café, “The Ferry”", "mixed", "eventuality"),
        ("has been praised", "The pilot", "indirect", "eventuality"),
        ("spoke about", "what it was like", "indirect", "eventuality"),
        ("said about", "the harbour: “It will silt up.”", "mixed", "assertion"),
        ("denied", "any part in it", "indirect", "assertion"),
        ("said", "the ferry sails at noon", "indirect", "assertion"),
        ("praised", "", "indirect", "assertion"),
        ("allegations of", "neglect at the home", "indirect", "eventuality"),
        ("allegation", "that the home was neglected", "indirect", "assertion"),
        ("spoke of", "being alone at sea", "indirect", "eventuality"),
        ("was charged with", "arson", "indirect", "eventuality"),
    ],
)
def test_a_deed_of_speech_done_to_a_thing_says_nothing_of_it(
    cue: str, content: str, kind: Kind, act: str
) -> None:
    assert Cues.load().act(cue, content, kind=kind) == act


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


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("she wants to say something about the ferry", False),
        ("the board would not say who paid for the pier", False),
        ("she went on to say that the board denied it", True),
    ],
)
def test_reports_speech_that_took_place(text: str, reports: bool) -> None:
    assert Cues.load().reports_speech(text, done=True) is reports
    assert Cues.load().reports_speech(text)


@pytest.mark.parametrize(
    ("cue", "content", "withholds"),
    [
        ("asked", "not to be named", True),
        ("asked", "not to", True),
        ("declined", "to be identified", True),
        ("asked for", "her name not to be used", True),
        ("requested", "anonymity", True),
        ("wished", "to remain anonymous", True),
        ("insisted on", "anonymity", True),
        ("asked", "that his full name be withheld", True),
        ("did not want", "to be quoted", True),
        ("asked", "for a new pump", False),
        ("asked", "the board not to name the harbour", False),
        ("said", "not to be named", False),
        ("declined", "to name the captain", False),
        ("wanted", "the port to be named after her", False),
        ("refused", "to leave", False),
        ("asked", "", False),
        ("told", "his name", False),
    ],
)
def test_a_wish_to_stay_unnamed(cue: str, content: str, withholds: bool) -> None:
    assert Cues.load().withholds(cue, content) is withholds


@pytest.mark.parametrize(
    "cue",
    [
        "is said",
        "has been described as",
        "was not suggested",
        "had long been widely rumoured",
        "are believed to",
        "was claimed on Monday night",
        "being hailed as",
        "has never been thought",
        "were accused of",
        "may be regarded as",
    ],
)
def test_a_passive_that_names_nobody(cue: str) -> None:
    assert Cues.load().is_agentless(cue)


@pytest.mark.parametrize(
    "cue",
    [
        "said",
        "has said",
        "’s called for",
        "was told",
        "was asked",
        "is convinced",
        "was reported by",
        "is quoted as saying",
        "was described as saying",
        "is understood to have said",
        "was saying that he believed",
        "described",
        "",
    ],
)
def test_what_is_no_such_passive(cue: str) -> None:
    assert not Cues.load().is_agentless(cue)


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("And that it would fall by May.", True),
        ("But that nobody knew.", True),
        ("That was in May.", False),
        ("And the pier fell.", False),
        ("", False),
    ],
)
def test_a_sentence_that_goes_on_with_a_clause(sentence: str, goes_on: bool) -> None:
    assert Cues.load().continues(sentence) is goes_on
