from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from attrib.errors import ModelError
from attrib.find.tagger import LABELS, Tagger, WordSpan, best_labels, distance_bucket, spans


def order() -> np.ndarray:
    table = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for inside in range(2, len(LABELS), 2):
        for row in range(len(LABELS)):
            if row not in (inside - 1, inside):
                table[row, inside] = -1e4
    return table


def probabilities(labels: list[str], sure: float = 0.9) -> np.ndarray:
    rows = np.full((len(labels), len(LABELS)), (1 - sure) / (len(LABELS) - 1), np.float32)
    for index, label in enumerate(labels):
        rows[index, LABELS.index(label)] = sure
    return rows


def test_spans_follow_the_labels() -> None:
    labels = ["B-source", "I-source", "B-cue", "B-content", "I-content", "O", "B-content"]
    found = spans(probabilities(labels), order())
    assert [(s.first, s.last) for s in found["source"]] == [(0, 2)]
    assert [(s.first, s.last) for s in found["cue"]] == [(2, 3)]
    assert [(s.first, s.last) for s in found["content"]] == [(3, 5), (6, 7)]


def test_an_inside_label_never_starts_a_span_of_its_own() -> None:
    best = best_labels(probabilities(["O", "I-content", "I-content"], 0.6), order())
    assert LABELS[best[1]] in ("O", "B-content")


def test_two_spans_of_one_role_side_by_side_stay_two() -> None:
    found = spans(probabilities(["B-content", "I-content", "B-content"]), order())
    assert [(s.first, s.last) for s in found["content"]] == [(0, 2), (2, 3)]


def test_a_span_carries_the_mean_probability_of_its_role() -> None:
    (span,) = spans(probabilities(["B-cue"], 0.7), order())["cue"]
    assert span == WordSpan(0, 1, pytest.approx(0.7 + 0.3 / 6, abs=1e-5))


@pytest.mark.parametrize(
    ("gap", "bucket"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (63, 6), (64, 7), (9999, 7)]
)
def test_distance_bucket(gap: int, bucket: int) -> None:
    assert distance_bucket(gap) == bucket


def test_missing_files_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Tagger(tmp_path)


def test_a_damaged_model_is_a_clear_error(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "attrib" / "data" / "tagger"
    for name in ("tagger.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "tagger.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Tagger(tmp_path)


def test_the_shipped_model_is_loaded_once() -> None:
    assert Tagger.load() is Tagger.load()
