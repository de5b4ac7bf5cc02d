"""The real command on articles as newsrooms hold them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import ROOT, Run
from tests.read.formats.story import DATE, FORMATS, HEADLINE, built, json_lines, record

GOOD = {"body": "The pier is shut, the Harbour Board said.", "title": "Shut"}
BAD_CLAIM = {"body": "The ledgers were falsified to hide the loss of the ferry."}


def write(folder: Path, name: str) -> str:
    file, _, number = FORMATS[name]
    (folder / file).write_bytes(built(name))
    return f"{file}{number}"


@pytest.mark.parametrize("name", ["DOCX of Word", "ninjs 2", "WXR with blocks", "JSON Lines"])
def test_the_json_report_tells_field_and_credit(name: str, run: Run, tmp_path: Path) -> None:
    article = write(tmp_path, name)
    done = run("check", article, "--format", "json", "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    (document,) = report["documents"]
    assert document["path"] == article
    assert {f["name"] for f in document["findings"]} >= {"unattributed-claim", "vague-source"}
    if name == "DOCX of Word":
        assert document["field"] == "document"
        assert document["left_out"] == ["1 footnote"]
    else:
        assert (document["headline"], document["date"]) == (HEADLINE, DATE)
        assert document["left_out"] == []
    if name == "ninjs 2":
        assert document["field"] == "bodies[1].value"
        assert document["credit"] == "Tidewater News"
        assert document["publication"] is None
        body = json.loads(built(name))["bodies"][1]["value"]
        for finding in document["findings"]:
            words = body[finding["start"] : finding["end"]]
            assert body.split("\n")[finding["line"] - 1][finding["column"] - 1 :].startswith(
                words.split("\n")[0]
            )


def test_the_text_report_tells_where_a_place_is(run: Run, tmp_path: Path) -> None:
    done = run("check", write(tmp_path, "ninjs 1, plain"))
    assert "story.json (body_text):9:1: warning AT204" in done.stdout
    assert "\nstory.json: 15 statements" in done.stdout
    done = run("check", write(tmp_path, "DOCX of Word"))
    assert "story.docx (document):7:1: warning AT204" in done.stdout
    assert done.stdout.endswith("(left out: 1 footnote)\n")
    # A place in an export is one in its file, so that an editor finds it.
    done = run("check", write(tmp_path, "WXR of the classic editor"))
    assert done.stdout.startswith("export.xml:21:1: warning AT204")
    assert "\nexport.xml#2: 15 statements" in done.stdout


def test_the_other_reports_tell_it_too(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path, "ninjs 1, plain")
    done = run("check", article, "--house", "all", "--fail-on", "never")
    assert done.stdout.startswith("story.json (body_text)\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "okafor.txt").write_text(
        "---\nspeaker: Renée Okafor\n---\nYou could put an arm into them.\n", encoding="utf-8"
    )
    done = run("verify", article, "--texts", "texts")
    assert "story.json (body_text):3:1: " in done.stdout
    done = run("sources", "suggest", article)
    assert "story.json (body_text):3: " in done.stdout


def test_every_article_of_a_file_is_checked_and_a_bad_line_is_an_error(
    run: Run, tmp_path: Path
) -> None:
    lines = [json.dumps(GOOD), '{"body": ', json.dumps(BAD_CLAIM), json.dumps({"id": 4})]
    (tmp_path / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("check", "posts.jsonl", "--format", "json", "--fail-on", "warning")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "attrib: error: posts.jsonl:2:10: not JSON: it ends in the middle",
        "attrib: error: posts.jsonl#4: no article found: name its field, as with --field "
        "content.body; the JSON has id",
    ]
    report = json.loads(done.stdout)
    assert [d["path"] for d in report["documents"]] == ["posts.jsonl#1", "posts.jsonl#3"]
    assert [e.get("line") for e in report["errors"]] == [2, None]
    text = run("check", "posts.jsonl", "--jobs", "3")
    assert text.stdout.splitlines()[-1].startswith("2 articles checked: ")
    assert text.stdout.endswith("; 2 articles could not be checked\n")
    assert run("check", "posts.jsonl#1").returncode == 0
    assert run("check", "posts.jsonl#3", "--fail-on", "warning").returncode == 1


def test_standard_input_may_hold_several(run: Run) -> None:
    done = run("check", "-", "--fail-on", "never", stdin=json_lines().encode())
    assert done.returncode == 0
    assert "\n-#2: 15 statements" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 articles checked: ")


def test_format_and_field_may_be_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"story": record()}), encoding="utf-8")
    done = run("check", "a.json")
    assert done.returncode == 2
    assert "name its field, as with --field content.body; the JSON has story" in done.stderr
    assert run("check", "a.json", "--field", "story.body").returncode == 0
    for command in (["check"], ["baseline"], ["sources", "suggest"], ["verify"]):
        (tmp_path / "texts").mkdir(exist_ok=True)
        more = ["--texts", "texts"] if command == ["verify"] else []
        done = run(*command, "a.json", "--input-format", "nitf", *more)
        assert done.returncode == 2
        assert "a.json:1:1: a damaged NITF file: " in done.stderr
        assert "Traceback" not in done.stderr
        done = run(*command, "a.json", "--field", "story.body", *more)
        assert done.returncode == 0, done.stderr


def test_a_report_is_not_written_over_the_file_that_an_article_is_in(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "posts.jsonl").write_text(json.dumps(GOOD), encoding="utf-8")
    done = run("check", "posts.jsonl#1", "--output", "posts.jsonl")
    assert done.returncode == 2
    assert "it is one of the articles to check" in done.stderr
    done = run("baseline", "posts.jsonl#1", "--baseline", "posts.jsonl")
    assert done.returncode == 2
    assert (tmp_path / "posts.jsonl").read_text(encoding="utf-8") == json.dumps(GOOD)


def test_baseline_and_suppressions_name_one_article_of_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(
        f"{json.dumps(GOOD)}\n{json.dumps(BAD_CLAIM)}\n", encoding="utf-8"
    )
    done = run("check", "posts.jsonl", "--format", "json")
    (finding,) = [f for d in json.loads(done.stdout)["documents"] for f in d["findings"]
                  if f["name"] == "unattributed-claim"]  # fmt: skip
    entry = (
        "version: 1\nfail_on: warning\nallow:\n  - article: {}\n    rule: unattributed-claim\n"
        f"    fingerprint: {finding['fingerprint']}\n    reason: seen\n"
    )
    (tmp_path / "attrib.yaml").write_text("version: 1\nfail_on: warning\n", encoding="utf-8")
    assert run("check", "posts.jsonl").returncode == 1
    for article in ("posts.jsonl#2", "'posts.jsonl#*'", "'*.jsonl#?'"):
        (tmp_path / "attrib.yaml").write_text(entry.format(article), encoding="utf-8")
        done = run("check", "posts.jsonl")
        assert done.returncode == 0, done.stdout
        # Nothing is said of an entry that may be about an article that was not checked.
        assert "AT9" not in run("check", "posts.jsonl#1").stdout
    (tmp_path / "attrib.yaml").write_text("version: 1\nfail_on: warning\n", encoding="utf-8")
    assert run("baseline", "posts.jsonl").returncode == 0
    assert "posts.jsonl#2" in (tmp_path / "attrib.baseline.yaml").read_text(encoding="utf-8")
    assert run("check", "posts.jsonl", "--new-only").returncode == 0


def test_names_in_a_file_cannot_speak_to_the_terminal(run: Run, tmp_path: Path) -> None:
    key = "k\x1b[31m\nattrib: error: no"
    (tmp_path / "a.json").write_text(json.dumps({key: {key: 1}}), encoding="utf-8")
    for more in ([], ["--field", key]):
        done = run("check", "a.json", *more)
        assert done.returncode == 2
        assert "\x1b" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
    body = {"uri": "u", f"body_{key}": BAD_CLAIM["body"]}
    (tmp_path / "a.json").write_text(json.dumps(body), encoding="utf-8")
    done = run("check", "a.json")
    assert "\x1b" not in done.stdout
    assert not any(line.startswith("attrib: error") for line in done.stdout.splitlines())


def test_the_docs_show_what_the_command_prints(run: Run, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    shown = page.split("```console\n$ attrib check posts.jsonl\n", 1)[1].split("```", 1)[0]
    story = "The pier will stay shut until spring, the Harbour Board said.\n\n" + (
        "The ledgers were falsified to hide the loss of the ferry."
    )
    (tmp_path / "posts.jsonl").write_text(
        json.dumps({"headline": "Pier shut", "body": story}) + '\n{"headline": "Ferry", "body": \n',
        encoding="utf-8",
    )
    done = run("check", "posts.jsonl")
    assert done.returncode == 2
    assert done.stderr + done.stdout == shown


# Reports to keep


def test_a_folder_gets_a_page_for_each_article_of_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(
        f"{json.dumps(GOOD)}\n{{\n{json.dumps(BAD_CLAIM)}\n", encoding="utf-8"
    )
    done = run("report", "posts.jsonl", "-o", "out/")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: posts.jsonl:2:2: not JSON")
    pages = {page.name: page.read_text(encoding="utf-8") for page in (tmp_path / "out").iterdir()}
    assert sorted(pages) == ["index.html", "posts-2.html", "posts-3.html", "posts.html"]
    assert "posts.jsonl#1 (body)" in pages["posts.html"]
    assert "not JSON" in pages["posts-2.html"]
    assert "line 1 of body" in pages["posts-3.html"]
    for name in ("posts.html", "posts-2.html", "posts-3.html"):
        assert name in pages["index.html"] or name == "posts-2.html"


@pytest.mark.parametrize("command", ["check", "report"])
def test_one_page_has_no_room_for_several_articles(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(json_lines(), encoding="utf-8")
    (tmp_path / "out.html").write_text("before", encoding="utf-8")
    done = run(command, "posts.jsonl", "--format", "html", "-o", "out.html")
    assert done.returncode == 2
    assert "several articles as HTML need a folder" in done.stderr
    assert (tmp_path / "out.html").read_text(encoding="utf-8") == "before"
    assert run(command, "posts.jsonl#2", "--format", "html", "-o", "out.html").returncode < 2


def test_a_page_is_not_written_over_a_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(f"{json.dumps(GOOD)}\n" * 2, encoding="utf-8")
    (tmp_path / "posts-2.html").write_text("<p>The pier is shut.</p>", encoding="utf-8")
    registry = (
        "version: 1\nsources:\n  - {id: board, kind: institution, name: Harbour Board,"
        " texts: [{path: posts-2.html}]}\n"
    )
    (tmp_path / "sources.yaml").write_text(registry, encoding="utf-8")
    done = run("report", "posts.jsonl", "-o", "./")
    assert done.returncode == 2
    assert "posts-2.html: cannot write: this run goes by it" in done.stderr
    assert "pier is shut" in (tmp_path / "posts-2.html").read_text(encoding="utf-8")


def test_forms_to_keep_tell_field_and_notes(run: Run, tmp_path: Path) -> None:
    articles = [write(tmp_path, "ninjs 1, plain"), write(tmp_path, "DOCX of Word")]
    markdown = run("report", *articles, "--format", "markdown").stdout
    assert r"story\.json (body\_text):9" in markdown
    assert "left out&#58; 1 footnote" in markdown
    plain = run("report", *articles, "--format", "plain").stdout
    assert "story.json (body_text), line 9" in plain
    assert "left out: 1 footnote" in " ".join(plain.split())
    rows = list(csv.DictReader(run("report", *articles, "--format", "csv").stdout.splitlines()))
    fields = {row["article"]: row["field"] for row in rows if row["code"] == "AT204"}
    assert fields == {"story.json": "body_text", "story.docx": "document"}
    (message,) = [
        r["message"] for r in rows if "docx" in r["article"] and "statements" in r["message"]
    ]
    assert message.endswith("; left out: 1 footnote")
    done = run("report", "story.json", "--format", "plain", "--input-format", "wxr")
    assert done.returncode == 2
    assert "a damaged WordPress export" in done.stderr


def test_an_archive_in_one_file_is_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "posts.jsonl").write_text(json_lines() + "{\n", encoding="utf-8")
    done = run("sources", "report", "posts.jsonl", "--format", "json")
    assert done.returncode == 2
    assert "Okafor" in done.stdout
    assert "posts.jsonl:3:2: not JSON" in done.stderr
    done = run("sources", "report", "posts.jsonl#2", "--field", "headline")
    assert done.returncode == 0, done.stderr
