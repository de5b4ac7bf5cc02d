from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

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


def test_what_the_system_says_of_an_error_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    handler = log.JsonLines()
    try:
        Path("/no/such/file").stat()
    except OSError as error:
        handler.emit(_record(error))
    told = json.loads(capsys.readouterr().err)
    assert told["error"] == "FileNotFoundError: No such file or directory"


def test_what_is_said_over_and_over_stands_there_once_in_a_while(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(log.time, "monotonic", lambda: now)
    handler = log.JsonLines()
    for _ in range(18_000):
        handler.emit(_record(OSError(24, "Too many open files")))
    handler.emit(_record(ValueError()))
    now += 11
    handler.emit(_record(OSError(24, "Too many open files")))
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line.get("repeated") for line in lines] == [None, None, 17_999]


def _record(error: Exception) -> logging.LogRecord:
    told = (type(error), error, None)
    return logging.LogRecord("asyncio", logging.ERROR, "", 0, "accept", (), told)


def test_a_pipe_that_nobody_reads_holds_nobody_up() -> None:
    reading, writing = os.pipe()
    writer = log.Writer(writing, most=100)
    line = json.dumps({"event": "x" * 1_000}) + "\n"
    for _ in range(1_000):
        writer.put(line)
    began = time.monotonic()
    writer.finish(0.2)
    assert time.monotonic() - began < 30
    # Who reads at last gets whole lines, and how many there are not.
    got = b""
    while b"lines-dropped" not in got:
        writer.put(line)
        got += os.read(reading, 65_536)
    while not got.endswith(b"\n"):
        got += os.read(reading, 65_536)
    events = [json.loads(one) for one in got.splitlines()]
    assert next(one["count"] for one in events if one["event"] == "lines-dropped") >= 700
    os.close(reading)


def test_after_a_line_that_was_cut_the_next_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    room = [7]

    def write(file: int, data: bytes) -> int:
        if room[0] == 0:
            raise OSError(28, "No space left on device")
        part = data[: room[0]]
        room[0] -= len(part)
        written.append(part)
        return len(part)

    writer = log.Writer(-1)
    monkeypatch.setattr(log.os, "write", write)
    writer.put('{"event": "first"}\n')
    writer.finish()
    room[0] = 1_000
    writer.put('{"event": "second"}\n')
    writer.finish()
    assert b"".join(written).splitlines() == [b'{"event', b'{"event": "second"}']


@pytest.mark.parametrize(
    ("script", "event"),
    [
        ("t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()", "thread-died"),
        ("1 / 0", "died"),
    ],
)
def test_errors_that_nobody_caught_are_lines_too(script: str, event: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            f"import threading\nfrom attrib.serve import log\nlog.take_over()\n{script}\nlog.finish()",
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"], told["trace"][0]) == (event, "error", "ZeroDivisionError")


def test_the_log_is_written_by_a_thread_that_ends_with_the_process() -> None:
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "attrib log")
