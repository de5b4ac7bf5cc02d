from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ModelError
from attrib.find import Tagger, find
from attrib.find.claims import ClaimHead, ClaimReader
from attrib.find.windows import Window
from attrib.model import CLAIM_KINDS, Claim, Document, Span
from attrib.read import read_text


def claims(text: str) -> tuple[Document, tuple[Claim, ...]]:
    document = read_text(text)
    return document, find(document, Tagger.load()).claims


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The landlord let the boiler rot so that the last tenants would leave.", "allegation"),
        ("She had never trusted the new board.", "claim"),
        ("One household in five in the valley burns coal.", "figure"),
        ("The old bridge will not survive another winter.", "forecast"),
    ],
)
def test_what_only_a_source_can_know(text: str, kind: str) -> None:
    _, found = claims(text + "\n")
    assert [claim.kind for claim in found] == [kind]
    assert found[0].probability > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "The library opens at nine and closes at six on weekdays.",
        "The council voted 7-2 to approve the plan on Tuesday.",
        "Rovers won 3-1 in front of 12,000 people.",
        "Ms. Ost was born in Velmark in 1961 and studied law.",
    ],
)
def test_what_anybody_can_check(text: str) -> None:
    _, found = claims(text + "\n")
    assert all(claim.probability < 0.5 for claim in found)


def test_the_words_of_a_claim_stand_in_its_sentence() -> None:
    text = "The pier closed in May. The firm hid the rust from the divers for years.\n"
    document, found = claims(text)
    assert [claim.sentence for claim in found] == [1]
    sentence = document.sentences[1]
    assert sentence.contains(found[0].words)
    assert "hid" in document.slice(found[0].words)


def test_the_shipped_head_is_loaded_once() -> None:
    assert ClaimHead.load() is ClaimHead.load()


def test_a_missing_or_damaged_head_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        ClaimHead.read(tmp_path / "claims.npz")
    (tmp_path / "claims.npz").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ModelError, match="cannot be loaded"):
        ClaimHead.read(tmp_path / "claims.npz")


def test_a_head_of_other_kinds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.npz"
    np.savez(path, settings=np.array('{"name": "x", "kinds": ["gossip"]}'))
    with pytest.raises(ModelError, match="another version"):
        ClaimHead.read(path)


@settings(max_examples=60, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 9), min_size=1, max_size=6),
    seed=st.integers(0, 1000),
)
def test_any_states_give_claims_inside_their_sentences(lengths: list[int], seed: int) -> None:
    head = ClaimHead.load()
    words, sentences, at = [], [], 0
    for length in lengths:
        start = at
        for _ in range(length):
            words.append((at, at + 3))
            at += 4
        sentences.append(Span(start, at))
    size = len(words)
    empty = np.zeros(size, np.int64)
    window = Window(empty, empty, empty, tuple(words), empty)
    reader = ClaimReader(head, sentences)
    states = np.random.default_rng(seed).normal(0, 1, (size, head.inner.shape[1]))
    reader.read(window, states.astype(np.float32))
    for claim in reader.claims:
        assert sentences[claim.sentence].contains(claim.words)
        assert claim.kind in CLAIM_KINDS
        assert 0 <= claim.probability <= 1


def test_a_window_without_words_or_a_text_without_sentences_claims_nothing() -> None:
    empty = np.zeros(0, np.int64)
    reader = ClaimReader(ClaimHead.load(), [])
    reader.read(Window(empty, empty, empty, (), empty), np.zeros((0, 768), np.float32))
    assert reader.claims == ()
