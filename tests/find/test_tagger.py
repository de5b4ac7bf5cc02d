from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from attrib.errors import ModelError
from attrib.find.quotations import find_quotations
from attrib.find.tagger import LABELS, Certainty, Tagger, WordSpan, best_labels, link_places, spans
from attrib.find.windows import Window
from attrib.read import read_text


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


def decoded(words: np.ndarray) -> dict[str, list[WordSpan]]:
    (best,) = best_labels([words], order())
    return spans(words, best)


def test_spans_follow_the_labels() -> None:
    labels = ["B-source", "I-source", "B-cue", "B-content", "I-content", "O", "B-content"]
    found = decoded(probabilities(labels))
    assert [(s.first, s.last) for s in found["source"]] == [(0, 2)]
    assert [(s.first, s.last) for s in found["cue"]] == [(2, 3)]
    assert [(s.first, s.last) for s in found["content"]] == [(3, 5), (6, 7)]


def test_an_inside_label_never_starts_a_span_of_its_own() -> None:
    (best,) = best_labels([probabilities(["O", "I-content", "I-content"], 0.6)], order())
    assert LABELS[best[1]] in ("O", "B-content")


def test_two_spans_of_one_role_side_by_side_stay_two() -> None:
    found = decoded(probabilities(["B-content", "I-content", "B-content"]))
    assert [(s.first, s.last) for s in found["content"]] == [(0, 2), (2, 3)]


def test_a_span_carries_the_mean_probability_of_its_role() -> None:
    (span,) = decoded(probabilities(["B-cue"], 0.7))["cue"]
    assert span == WordSpan(0, 1, pytest.approx(0.7 + 0.3 / 6, abs=1e-5))


def test_windows_sought_side_by_side_have_the_labels_they_have_alone() -> None:
    rng = np.random.default_rng(7)
    windows = [
        rng.dirichlet(np.ones(len(LABELS)), size).astype(np.float32) for size in (5, 1, 40, 17)
    ]
    together = best_labels(windows, order())
    assert together == [best_labels([window], order())[0] for window in windows]
    assert [len(labels) for labels in together] == [5, 1, 40, 17]


def test_the_best_labels_are_the_best_of_all_sequences() -> None:
    rng = np.random.default_rng(3)
    words = rng.dirichlet(np.ones(len(LABELS)), 4).astype(np.float32)
    table = order() + rng.normal(size=order().shape).astype(np.float32)

    def score(labels: tuple[int, ...]) -> float:
        path = zip((0, *labels), labels, strict=False)
        return float(
            sum(np.log(words[i, label] + 1e-9) for i, label in enumerate(labels))
            + sum(table[a, b] for a, b in path)
        )

    (best,) = best_labels([words], table)
    assert tuple(best) == max(product(range(len(LABELS)), repeat=4), key=score)


def window_of(paragraphs: list[int]) -> Window:
    empty = np.zeros(0, np.int64)
    return Window(empty, empty, empty, (), np.array(paragraphs))


@pytest.mark.parametrize(
    ("gap", "bucket"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (63, 6), (64, 7), (999, 7)]
)
def test_distance_is_in_buckets(gap: int, bucket: int) -> None:
    window = window_of([0] * (gap + 2))
    left, right = WordSpan(0, 1), WordSpan(gap + 1, gap + 2)
    assert link_places(window, [left], [right])[0, 0].tolist() == [8 + bucket, 0, 0]
    assert link_places(window, [right], [left])[0, 0].tolist() == [bucket, 0, 0]


def test_paragraph_ends_and_rivals_between_are_counted() -> None:
    window = window_of([0, 0, 0, 1, 1, 2, 2, 3])
    targets = [WordSpan(0, 1), WordSpan(2, 3), WordSpan(3, 4), WordSpan(7, 8)]
    places = link_places(window, [WordSpan(5, 6)], targets)[0]
    assert places[:, 1].tolist() == [2, 2, 1, 1]
    assert places[:, 2].tolist() == [2, 1, 0, 0]
    assert (places[:, 0] >= 8).tolist() == [False, False, False, True]


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


def test_many_threads_find_to_the_bit_what_one_finds() -> None:
    folder = Path(__file__).parents[2] / "attrib" / "data" / "tagger"
    text = (Path(__file__).parents[2] / "examples" / "harbour-tunnel.txt").read_text("utf-8")
    document = read_text(text)
    marks = find_quotations(document.text, document.paragraphs)
    one, many = (
        Tagger(folder, threads=threads).tag(document.text, document.paragraphs, marks.quotations)
        for threads in (1, 4)
    )
    assert len(one) > 10
    assert one == many


@pytest.mark.parametrize(("parts", "low", "high"), [((0.99,) * 5, 0.9, 1), ((0.0,) * 5, 0, 0.01)])
def test_confidence_is_between_nothing_and_one(
    parts: tuple[float, ...], low: float, high: float
) -> None:
    certainty = Certainty(-1.0, (0.3, 0.3, 0.3, 0.3, 0.3), 0.1, 0.1, 0.9)
    assert low <= certainty.of(parts) <= high
    assert certainty.of(parts) < certainty.of((0.999,) * 5)
