import json

from attrib.render import rdjson, rdjsonl

from . import tools


def test_columns_are_bytes_and_the_end_is_exclusive() -> None:
    told = json.loads(
        rdjson.render([tools.report()], [tools.ERROR], stopping=tools.STOPPING, root=tools.ROOT)
    )
    assert told["source"] == {"name": "attrib"}
    unread, _, first, *_ = told["diagnostics"]
    assert unread["location"] == {"path": "lost.txt"}
    # "Zoë Núñez, 🦊 of the quay: " has 26 characters and three bytes more for letters, three for the fox.
    line = tools.TEXT.split("\n")[0].encode()
    start, end = first["location"]["range"]["start"], first["location"]["range"]["end"]
    assert start == {"line": 1, "column": 26 + 3 + 3 + 1}
    assert line[start["column"] - 1 : end["column"] - 1].decode() == "“Größe zählt.”"
    assert first["severity"] == "ERROR"
    assert first["code"] == {"value": "AT101 unattributed-quote"}
    assert "suggestions" not in first


def test_lines_hold_the_same_diagnostics() -> None:
    given = ([tools.report()], [tools.ERROR], [tools.ENTRY])
    whole = json.loads(rdjson.render(*given, stopping=tools.STOPPING, root=tools.ROOT))
    lines = rdjsonl.render(*given, stopping=tools.STOPPING, root=tools.ROOT).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == whole["diagnostics"]
    assert lines[-1] == ""
