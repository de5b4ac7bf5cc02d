from __future__ import annotations

from attrib.serve.worker import _trace


def test_a_trace_has_no_words_of_the_article() -> None:
    words = {"a": 1}
    try:
        words["Bertram Quillfeather"]
    except KeyError as error:
        trace = _trace(error)
    assert trace[0] == "KeyError"
    assert "test_worker.py" in trace[1]
    assert not any("Quillfeather" in line and "words[" not in line for line in trace)
    assert not any("Quillfeather" in line for line in trace)
