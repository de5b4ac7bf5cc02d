from __future__ import annotations

import json
import logging

import pytest

from attrib.serve import log


def test_a_line_is_one_object_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    log.write("info", "request", route="/a\nb\u2028\x1b[31m", key=None, ms=1.5)
    out = capsys.readouterr().err
    assert out.isascii()
    assert out.count("\n") == 1
    told = json.loads(out)
    assert told["route"] == "/a\nb\u2028\x1b[31m"
    assert "key" not in told
    assert told["time"].endswith("+00:00")


def test_what_libraries_log_has_no_words_of_exceptions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logger = logging.Logger("a-library")
    logger.addHandler(log.JsonLines())
    try:
        raise ValueError("words of an article")
    except ValueError:
        logger.exception("failed on %s", "words of an article")
    logger.warning("a %s connection", "broken")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["level"], first["error"], first["logger"]) == ("error", "ValueError", "a-library")
    assert "words" not in json.dumps(first)
    assert second["message"] == "a broken connection"


def test_an_article_s_id_is_hashed() -> None:
    assert log.hashed(None) is None
    assert log.hashed("pier") == log.hashed("pier") != log.hashed("pier ")


def test_a_trace_has_no_words_of_the_article() -> None:
    words = {"a": 1}
    name = "Quillfeather"
    try:
        words[name]
    except KeyError as error:
        kind, place = log.trace_of(error)
    assert kind == "KeyError"
    assert "test_log.py:" in place
    assert name not in place
