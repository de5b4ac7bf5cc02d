"""When two spellings are one word."""

from __future__ import annotations

import pytest

from attrib.verify.spelling import contracts, in_full, same_word, same_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("organise", "organize"), ("organisations", "organizations"), ("harbour", "harbor")),
        *(("centre", "center"), ("metres", "meters"), ("travelled", "traveled")),
        *(("licence", "license"), ("analyse", "analyze"), ("enrolment", "enrollment")),
        *(("grey", "gray"), ("programme", "program"), ("judgement", "judgment")),
        *(("its", "it's"), ("councils", "council's"), ("catalogue", "catalog")),
        *(("learnt", "learned"), ("towards", "toward"), ("favourite", "favorite")),
    ],
)
def test_one_word(one: str, other: str) -> None:
    assert same_word(one, other)
    assert same_word(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("four", "for"), ("hoped", "hopped"), ("planed", "planned"), ("filling", "filing")),
        *(("prices", "prizes"), ("prise", "prize"), ("were", "we're"), ("hour", "hor")),
        *(("will", "would"), ("can", "can't"), ("ships", "ship"), ("most", "must")),
        *(("advice", "advise"), ("past", "passed"), ("closed", "close"), ("fire", "fier")),
    ],
)
def test_two_words(one: str, other: str) -> None:
    assert not same_word(one, other)
    assert not same_word(other, one)


def test_joined_and_parted() -> None:
    assert same_words(["re", "open"], ["reopen"])
    assert same_words(["all", "right"], ["alright"])
    assert not same_words(["not", "able"], ["notable", "men"])


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (["don't"], ["do", "not"]),
        (["it's"], ["it", "is"]),
        (["it's"], ["it", "has"]),
        (["can't"], ["cannot"]),
        (["we'll"], ["we", "will"]),
        (["they", "won't"], ["they", "will", "not"]),
    ],
)
def test_contractions(short: list[str], long: list[str]) -> None:
    assert contracts(short, long)
    assert contracts(long, short)


def test_a_lost_not_is_no_contraction() -> None:
    assert not contracts(["can"], ["can't"])
    assert not contracts(["do"], ["don't"])
    assert in_full(["harbour's"]) == ("harbour's",)
