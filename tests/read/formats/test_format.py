"""Formats told by content, formats that were asked for, and files of several articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attrib import Document, ReadError, read_all, read_all_bytes, read_bytes, read_file
from attrib.read import INPUT_FORMATS, InputFormat
from attrib.read.format import format_of

from .story import (
    built,
    json_lines,
    ninjs_2,
    nitf,
    nitf_file,
    packed,
    record,
    wordpress,
    wxr,
)

STORY = "The pier is shut, Ann Lee said."


@pytest.mark.parametrize(
    ("raw", "path", "told"),
    [
        (STORY, "a", "text"),
        (STORY, "a.JSON", "json"),
        (STORY, "a.jsonl", "jsonl"),
        (f'["a"]\n{{"body": "{STORY}"}}', "a.ndjson", "jsonl"),
        (f"// header\n{{'body': '{STORY}'}}", "a.json", "json"),
        (f"<p>{STORY}</p>", "a.json", "json"),
        ("[Update] The pier is shut.", "a", "text"),
        ("{Correction} The pier is shut.", "a", "text"),
        ('["We are shut," he said.]', "a", "text"),
        ('{"We are shut," he said.}\n\nAnn Lee said so too.', "a", "text"),
        ('{ "Shut": said } the board.', "a.txt", "text"),
        ('[{"Shut," he said.]', "a.txt", "text"),
        ('{"body": "The pier', "a.txt", "json"),
        ('{"bo', "a", "json"),
        ('{"a":\n', "a", "json"),
        ('[{"a": -1}]', "a", "json"),
        ("<3 is how Ann Lee put it.", "a", "text"),
        ("<feed the birds> he said.", "a", "text"),
        ("<sigh> The board said no. <b>Again.</b>", "a", "text"),
        (f"<b>{STORY}</b>", "a", "text"),
        ("<EMBARGOED until 9am> The board said no.", "a", "text"),
        (f'<?xml version="1.0"?><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div>', "a", "html"),
        (f"<my-story><p>{STORY}</p><p>{STORY}</p></my-story>", "a", "html"),
        (f"<!DOCTYPE html>\n<html><p>{STORY}</p></html>", "a.md", "html"),
        ("<nitf is not xml> the board said.", "a", "text"),
        ("# The pier\n\n> *Shut*", "a.txt", "text"),
        ("# The pier\n\n> *Shut*", "a.md", "markdown"),
        (f"<p>{STORY}</p>", "a.MD", "markdown"),
        (f"<p>{STORY}</p>", "a", "html"),
        (f'<?xml version="1.0"?><html><p>{STORY}</p></html>', "a.xml", "html"),
        ("<nitf><body/></nitf>", "a.md", "nitf"),
        (nitf_file(), "a.txt", "nitf"),
        ("<?xml version='1.0'?><!-- x --><!DOCTYPE n:nitf [<!ENTITY a 'b'>]>\n<n:nitf/>", "a", "nitf"),
        ("<newsItem xmlns='x'/>", "a", "newsml"),
        ("<newsMessage>", "a", "newsml"),
        (wxr("blocks"), "a", "wxr"),
        ('{"a": 1}', "a", "json"),
        ('  {\n "a": 1}', "a", "json"),
        ('[{"a": 1}]', "a", "json"),
        ("{}", "a", "json"),
        ('{"a": 1}\n{"b": 2}\n', "a", "jsonl"),
        ('{"a": 1}\n\n\n{"b": 2', "a", "jsonl"),
        ('{"a": 1}\n', "a.jsonl", "jsonl"),
        ('{"a": 1}\n', "a.json", "json"),
    ],
)  # fmt: skip
def test_the_format_is_told_by_content(raw: str, path: str, told: str) -> None:
    assert format_of(raw, path) == told


def sample(name: InputFormat) -> bytes:
    samples: dict[str, str | bytes] = {
        "text": STORY * 3,
        "markdown": f"*{STORY}*",
        "docx": built("DOCX of Word"),
        "ninjs": ninjs_2(),
        "newsml": built("NewsML-G2 with NITF"),
        "nitf": nitf(),
        "wordpress": json.dumps(wordpress()),
        "wxr": wxr("blocks"),
        "json": json.dumps(record()),
        "jsonl": json_lines(),
        "html": f"<p>{STORY}</p>",
    }
    made = samples[name]
    return made if isinstance(made, bytes) else made.encode()


@pytest.mark.parametrize("held", INPUT_FORMATS)
@pytest.mark.parametrize("asked", INPUT_FORMATS)
def test_a_format_that_is_asked_for_is_read_or_refused(
    held: InputFormat, asked: InputFormat
) -> None:
    found = list(read_all_bytes(sample(held), "a", input_format=asked))
    if held == asked:
        assert any(isinstance(one, Document) for one in found)
    elif asked in ("docx", "ninjs", "newsml", "nitf", "wordpress", "wxr", "json", "jsonl"):
        # Whose keys fit is read: a post is JSON too, by its content.rendered.
        for one in found:
            if isinstance(one, Document):
                assert one.field is not None
            else:
                assert one.message
                assert len(str(one)) < 300


@pytest.mark.parametrize(
    ("held", "asked", "words"),
    [
        ("text", "docx", "not a Word document (DOCX): it is no ZIP archive"),
        ("text", "html", "not HTML: there is no tag in it"),
        ("text", "json", "not JSON: expecting value"),
        ("text", "jsonl", "not JSON: expecting value"),
        ("text", "ninjs", "not JSON: expecting value"),
        ("text", "nitf", "a damaged NITF file: syntax error"),
        ("docx", "text", "a ZIP archive or an Office document, not text"),
        ("docx", "nitf", "a ZIP archive or an Office document, not text"),
        ("html", "nitf", "not NITF: its root is <p>"),
        ("html", "newsml", "not NewsML-G2: its root is <p>"),
        ("html", "wxr", "not a WordPress export (WXR): its root is <p>"),
        ("nitf", "newsml", "not NewsML-G2: its root is <nitf>"),
        ("newsml", "nitf", "not NITF: its root is <newsItem>"),
        ("json", "ninjs", "not ninjs: "),
        ("ninjs", "wordpress", "not a WordPress post: it has no content.rendered"),
        ("wordpress", "ninjs", "not ninjs: "),
        ("ninjs", "json", "name its field, as with --field"),
    ],
)
def test_the_wrong_format_is_told(held: InputFormat, asked: InputFormat, words: str) -> None:
    (error, *_) = read_all_bytes(sample(held), "a", input_format=asked)
    assert isinstance(error, ReadError)
    assert words in error.message


# Fields


def test_a_field_is_read_where_it_is_named() -> None:
    data = json.dumps({"data": {"stories": [{"x": 1}, {"text.x": {"html": f"<p>{STORY}</p>"}}]}})
    nested = json.dumps(
        {"a": {"b": [{"c": STORY, "title": "Inner"}], "author": "Ann"}, "title": "T"}
    )
    document = read_bytes(nested.encode(), "a.json", field="a.b[0].c")
    assert (document.text, document.field, document.headline) == (STORY, "a.b[0].c", "Inner")
    with pytest.raises(ReadError, match=r"nothing at text; there it has text\.x"):
        read_bytes(data.encode(), "a.json", field="data.stories[1].text")


@pytest.mark.parametrize(
    "field", ["a", "a.b.c", "a.b[1]", "a.b[0]", "a..b", "[0]", "a.b[x]", ".", "a.b[", "a" * 500]
)
def test_a_field_that_is_not_there_is_told(field: str) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(json.dumps({"a": {"b": [7]}}).encode(), "a.json", field=field)
    assert error.value.path == "a.json"
    assert len(str(error.value)) < 200


def test_a_field_wins_over_the_format() -> None:
    item = {**json.loads(ninjs_2()), "description_text": STORY}
    assert read_bytes(json.dumps(item).encode(), "a", field="description_text").text == STORY


def test_only_json_has_fields() -> None:
    with pytest.raises(ReadError, match="only JSON has fields: read as text"):
        read_bytes(STORY.encode(), "a", field="body")


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"text": STORY, "body": ""}, "text"),
        ({"content": STORY}, "content"),
        ({"article": {"body": STORY}}, "article.body"),
        ({"content": {"text": STORY}, "id": 7}, "content.text"),
    ],
)
def test_the_field_is_told_by_its_name(value: dict[str, object], field: str) -> None:
    document = read_bytes(json.dumps(value).encode(), "a.json")
    assert (document.text, document.field) == (STORY, field)


# Several articles


def lines(*values: object) -> bytes:
    return "".join(v if isinstance(v, str) else json.dumps(v) + "\n" for v in values).encode()


def test_each_line_is_an_article_and_a_bad_one_an_error(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(
        lines({"body": STORY}, "\n", '{"body": \n', {"id": 1}, {"body": "Open, Ann Lee said."})
        + b'{"body": "caf\xe9"}\r\n'
        + lines(wordpress())
    )
    found = list(read_all(path))
    kinds = [one.path if isinstance(one, Document) else str(one) for one in found]
    assert kinds == [
        f"{path}#1",
        f"{path}:3:10: not JSON: it ends in the middle",
        f"{path}#4: no article found: name its field, as with --field content.body; the JSON has id",
        f"{path}#5",
        f"{path}:6:14: damaged text: not UTF-8 here",
        f"{path}#7",
    ]
    assert read_file(Path(f"{path}#5")).text == "Open, Ann Lee said."
    with pytest.raises(ReadError, match="no article #2 among the 6 in it"):
        read_file(Path(f"{path}#2"))
    with pytest.raises(ReadError, match=r"6 articles in one file: name one, as .*#1, or read"):
        read_file(path)
    assert [str(e) for e in read_all(Path(f"{path}#3"))] == [kinds[1]]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf\n \n", b"\xff\xfe\n\x00"])
def test_lines_without_an_article_are_nothing_to_check(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="nothing to check"):
        read_file(path)
    (error,) = read_all(path)
    assert isinstance(error, ReadError)


def test_a_list_is_counted_from_one() -> None:
    data = json.dumps([{"body": STORY}, 7, wordpress(), json.loads(ninjs_2())]).encode()
    one, two, three, four = read_all_bytes(data, "-")
    assert isinstance(one, Document)
    assert (one.path, one.number, one.field) == ("-#1", 1, "body")
    assert str(two) == "-#2: no article found: the JSON holds no text"
    assert isinstance(three, Document)
    assert three.field == "content.rendered"
    assert isinstance(four, Document)
    assert four.field == "bodies[1].value"
    (empty,) = read_all_bytes(b'[{ "a": [] }]', "a")
    assert "name its field" in str(empty)


def test_one_article_has_no_number(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    with pytest.raises(ReadError, match="no article #1: it holds one, without a number"):
        read_file(Path(f"{path}#1"))
    # A file may be called so.
    named = tmp_path / "story#1"
    named.write_text(STORY)
    assert read_file(named).path == str(named)
    (missing,) = read_all(tmp_path / "gone.txt")
    assert str(missing) == f"{tmp_path / 'gone.txt'}: no such file"


def test_only_posts_of_an_export_are_articles() -> None:
    export = wxr("blocks")
    item = export[export.index("<item><title><![CDATA[") : export.index("</channel>")]
    more = "".join(
        item.replace(f"<![CDATA[{old}]]>", f"<![CDATA[{new}]]>").replace("Council", new)
        for old, new in [
            ("publish", "trash"),
            ("post", "attachment"),
            ("publish", "draft"),
            ("post", "recipe"),
        ]
    )
    blank = "<item><title>Nothing</title><content:encoded></content:encoded></item>"
    found = list(
        read_all_bytes(export.replace("</channel>", f"{more}{blank}</channel>").encode(), "x")
    )
    told = [one.headline if isinstance(one, Document) else str(one) for one in found]
    assert told == [
        "Council shuts the Marlow footbridge",
        "draft shuts the Marlow footbridge",
        "recipe shuts the Marlow footbridge",
        "x#7: no article text: the post is empty",
    ]
    numbers = [one.number for one in found if isinstance(one, Document)]
    assert numbers == [2, 5, 6]


def test_a_zip_that_is_no_docx_stays_what_it_was() -> None:
    with pytest.raises(ReadError, match="a ZIP archive or an Office document, not text"):
        read_bytes(packed({"a.txt": STORY}), "a.docx")
