from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from attrib import Checker
from attrib.render.json import render
from tests.conftest import ROOT
from tests.read.formats import story

from .server import CALM, KEY, LOUD, Server, gate

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
JSON = {"Content-Type": "application/json"}


def error(answer: httpx.Response, status: int, name: str) -> dict[str, Any]:
    """What an error says, in the form that every one has."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) == {"error", "message", "request", "details"}
    assert told["error"] == name
    assert told["request"] == answer.headers["x-request-id"]
    return dict(told)


def test_a_check_is_the_report_of_the_command(server: Server, checker: Checker) -> None:
    answer = server.client.post("/v1/check", json={"text": f"{CALM}\n\n{LOUD}"})
    assert answer.status_code == 200
    assert answer.headers["attrib-status"] == "1"
    Draft202012Validator(SCHEMA).validate(answer.json())
    assert answer.text == render([checker.check(f"{CALM}\n\n{LOUD}")])


def test_an_article_may_be_sent_as_it_is(server: Server) -> None:
    page = f"<p>{CALM}</p><p>{LOUD}</p>"
    sent = [
        server.client.post("/v1/check", json={"html": page, "path": "a.html"}),
        server.client.post(
            "/v1/check?path=a.html", content=page.encode(), headers={"Content-Type": "text/html"}
        ),
    ]
    assert sent[0].status_code == 200
    assert sent[0].content == sent[1].content
    (document,) = sent[0].json()["documents"]
    assert document["path"] == "a.html"
    assert [finding["name"] for finding in document["findings"]] == ["unattributed-quote"]
    assert document["findings"][0]["start"] == page.index("“")


def test_articles_of_other_formats_are_checked_alike(server: Server) -> None:
    """The table of all formats is tests/read/formats; here is what the way through HTTP adds."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    sent = [
        ("text", "", "text/plain; charset=utf-8"),
        ("DOCX of Word", "", word),
        ("NITF", "", "application/xml"),
        ("ninjs 3", "format=ninjs", "application/json"),
        ("a WordPress post", "format=wordpress", "application/json; charset=utf-8"),
        ("JSON", "format=json", "application/octet-stream"),
    ]
    told = []
    for name, query, kind in sent:
        content, headers = story.built(name), {"Content-Type": kind}
        answer = server.client.post(f"/v1/check?{query}", content=content, headers=headers)
        assert answer.status_code == 200, (name, answer.text)
        Draft202012Validator(SCHEMA).validate(answer.json())
        (document,) = answer.json()["documents"]
        told.append([finding["fingerprint"] for finding in document["findings"]])
        gate = f"/v1/gate?article=9&{query}"
        passed = server.client.post(gate, content=content, headers=headers).json()
        assert (passed["decision"], passed["sha256"]) == ("publish", sha256(content).hexdigest())
        # What is damaged is held; half of a text is a text.
        damaged = server.client.post(gate, content=content[: len(content) // 2], headers=headers)
        if name != "text":
            assert damaged.json()["decision"] == "hold", name
            assert damaged.json()["why"][0]["rule"] is None
    assert told[0]
    assert [sorted(names) for names in told] == [sorted(told[0])] * len(sent)


def test_json_that_is_an_article_has_to_be_called_so(server: Server) -> None:
    content = story.built("ninjs 3")
    answer = server.client.post("/v1/check", content=content, headers=JSON)
    assert "format=ninjs" in error(answer, 422, "invalid")["message"]
    answer = server.client.post("/v1/check?path=a", content=content, headers=JSON)
    assert "format=ninjs" in error(answer, 422, "invalid")["message"]
    for query in ("format=jsonl", "format=", "format=pdf", "format=text&format=html"):
        answer = server.client.post(f"/v1/check?{query}", content=content, headers=JSON)
        error(answer, 422, "invalid")
    several = json.dumps([json.loads(content)] * 2).encode()
    answer = server.client.post("/v1/check?format=ninjs", content=several, headers=JSON)
    assert "2 articles" in error(answer, 422, "unreadable")["message"]
    broken = server.client.post("/v1/check?format=ninjs", content=content[:-9], headers=JSON)
    assert "not JSON" in error(broken, 422, "unreadable")["message"]


def test_tags_in_plain_text_are_words(server: Server) -> None:
    said = "The <b>pier</b> is shut &amp; locked, the Harbour Board said."
    told = []
    for kind in ("text/plain", "text/html"):
        headers = {"Content-Type": kind}
        answer = server.client.post("/v1/check", content=said.encode(), headers=headers)
        told.append(answer.json()["documents"][0]["statements"][0]["content"][0]["text"])
    assert "is shut &amp; locked" in told[0]
    assert "is shut & locked" in told[1]


def test_a_character_set_that_is_named_is_used(server: Server) -> None:
    for charset, codec in (("utf-8", "utf-8"), ("ISO-8859-1", "cp1252"), ('"utf-16"', "utf-16")):
        answer = server.client.post(
            "/v1/check",
            content=LOUD.encode(codec),
            headers={"Content-Type": f"text/plain; charset={charset}"},
        )
        assert answer.json()["documents"][0]["findings"][0]["text"] == LOUD
    wrong = server.client.post(
        "/v1/check", content=b"\xfa", headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    assert "wrong byte at 0" in error(wrong, 422, "unreadable")["message"]
    unknown = server.client.post(
        "/v1/check", content=b"a", headers={"Content-Type": "text/plain; charset=rot13"}
    )
    error(unknown, 415, "charset")


Q = "Nobody has ever come to look at that crane."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"{{\\rtf1\\ansi “{Q}”}}".encode(), "text/plain; charset=utf-8"),
        (f"{CALM}\n\n“{Q}”".encode("utf-16-le"), "text/plain; charset=utf-8"),
        (f"{CALM}\n\n“{Q}”".encode("utf-16-le"), "text/plain; charset=iso-8859-1"),
        (f"{CALM}\n\n‘{Q}’".encode(), "text/plain; charset=iso-8859-1"),
        (f"<p>{CALM}</p><p>„{Q}“</p>".encode(), "text/html; charset=iso-8859-1"),
        (f"{CALM}\n\n“{Q}”".encode("mac_roman"), "text/plain; charset=iso-8859-1"),
        (b"%PDF-1.4 The pier is shut.", "text/plain; charset=utf-8"),
        (b"Hello there \0\0\0\0\1\2\3" * 10, "text/plain; charset=utf-8"),
        (f"{CALM}".encode("utf-32"), "text/markdown; charset=utf-16"),
    ],
)
def test_naming_a_character_set_lets_nothing_pass(
    server: Server, content: bytes, kind: str
) -> None:
    answer = server.client.post(
        "/v1/gate?article=q", content=content, headers={"Content-Type": kind}
    )
    assert answer.json()["decision"] == "hold", answer.text
    assert answer.json()["why"][0]["rule"] is None


@pytest.mark.parametrize(
    "words",
    ["{\\rtf1\\ansi The pier is shut.}", "Hello there \0\0", "\x89PNG\r\n\x1a The pier is shut."],
)
def test_what_is_no_text_is_held_in_json_too(server: Server, words: str) -> None:
    for body in ({"text": words}, {"html": words}):
        held = server.client.post("/v1/gate", json={"article": "q", **body}).json()
        assert held["decision"] == "hold", body
    error(server.client.post("/v1/check", json={"text": words}), 422, "unreadable")
    field = server.client.post(
        "/v1/gate?article=q&format=json", content=json.dumps({"text": words}).encode(), headers=JSON
    )
    assert field.json()["decision"] == "hold"


@pytest.mark.parametrize("words", ["Advertisement", "Advertisement\n\nShare this\n\nRead more"])
def test_furniture_alone_is_held(server: Server, words: str) -> None:
    (why,) = server.client.post("/v1/gate", json=gate(words)).json()["why"]
    assert "nothing to check" in why["message"]


def test_house_and_limit_are_the_request_s(server: Server) -> None:
    never = server.client.post("/v1/check", json={"text": LOUD, "fail_on": "never"})
    assert never.headers["attrib-status"] == "0"
    reuters = server.client.post("/v1/check", json={"text": LOUD, "house": "reuters"})
    assert reuters.json()["house"] == "reuters"
    file = server.client.post("/v1/check", json={"text": LOUD, "house": "/etc/passwd"})
    assert error(file, 422, "invalid")["details"][0]["where"] == "house"


def test_quotes_are_held_against_texts_of_the_request(server: Server) -> None:
    article = "“The pier is not safe and we have said so for years,” said Anna Calder."
    said = {
        "text": "The pier is safe and we have said so for years.",
        "source": "Anna Calder",
        "title": "Interview",
    }
    answer = server.client.post("/v1/verify", json={"text": article, "texts": [said]})
    assert answer.status_code == 200, answer.text
    assert answer.headers["attrib-status"] == "1"
    Draft202012Validator(SCHEMA).validate(answer.json())
    verdict = answer.json()["documents"][0]["statements"][0]["verdict"]
    assert verdict["kind"] == "altered"
    assert verdict["passages"][0]["path"] == "text 1"
    assert verdict["passages"][0]["title"] == "Interview"
    # Nothing is kept: the next request has other texts.
    other = {"text": "We talked about the weather for an hour.", "source": "Anna Calder"}
    again = server.client.post("/v1/verify", json={"text": article, "texts": [other]})
    assert again.json()["documents"][0]["statements"][0]["verdict"]["kind"] == "not-found"


@pytest.mark.parametrize(
    ("texts", "status", "name"),
    [
        ([], 422, "invalid"),
        ([{"text": "x"}] * 101, 422, "invalid"),
        ([{"text": ""}], 422, "unreadable"),
        ([{"text": "words", "kind": "pdf"}], 422, "invalid"),
    ],
)
def test_texts_that_cannot_be_read(
    server: Server, texts: list[dict[str, str]], status: int, name: str
) -> None:
    error(server.client.post("/v1/verify", json={"text": CALM, "texts": texts}), status, name)


def test_the_gate_lets_pass_and_holds(server: Server) -> None:
    passed = server.client.post("/v1/gate", json=gate(CALM, "calm", revision="7", user="ines"))
    assert passed.status_code == 200
    told = passed.json()
    assert (told["decision"], told["stands"], told["why"]) == ("publish", "publish", [])
    assert (told["article"], told["revision"], told["user"]) == ("calm", "7", "ines")
    assert told["sha256"] == sha256(CALM.encode()).hexdigest()
    assert told["key"] == f"key-{sha256(KEY.encode()).hexdigest()[:8]}"

    held = server.client.post("/v1/gate", json=gate(LOUD, "loud")).json()
    assert (held["decision"], held["rules"]) == ("hold", ["unattributed-quote"])
    (why,) = held["why"]
    assert (why["code"], why["line"], why["column"], why["start"]) == ("AT101", 1, 1, 0)
    assert why["message"]
    assert len(why["fingerprint"]) == 32
    assert server.client.get(f"/v1/gate/{held['id']}").json() == held


def test_what_was_not_read_is_told_and_kept(server: Server) -> None:
    note = f"# The pier\n\n{CALM}[^1]\n\n[^1]: {LOUD}\n"
    kind = {"Content-Type": "text/markdown"}
    told = server.client.post("/v1/gate?article=n", content=note.encode(), headers=kind).json()
    assert (told["decision"], told["left_out"]) == ("publish", ["1 footnote"])
    assert server.client.get(f"/v1/gate/{told['id']}").json() == told
    two = json.dumps({"body": CALM, "text": LOUD}).encode()
    told = server.client.post("/v1/gate?article=n&format=json", content=two, headers=JSON).json()
    assert told["left_out"] == ["the field text"]
    assert server.client.post("/v1/gate", json=gate(CALM)).json()["left_out"] == []


def test_what_the_article_lets_pass_itself_is_told_and_kept(server: Server) -> None:
    allowed = f"<!-- attrib: allow AT101; owner Jo Marsh: she asked for it -->\n\n{LOUD}"
    told = server.client.post("/v1/gate", json=gate(allowed, "m")).json()
    assert (told["decision"], told["why"], told["rules"]) == ("publish", [], [])
    (accepted,) = told["accepted"]
    assert (accepted["rule"], accepted["said_in"]) == ("unattributed-quote", "article")
    assert (accepted["reason"], accepted["owner"]) == ("she asked for it", "Jo Marsh")
    assert len(accepted["fingerprint"]) == 32
    assert (accepted["line"], accepted["start"]) == (3, allowed.index(LOUD))
    assert server.client.get("/v1/gate?article=m").json()["decisions"] == [told]
    assert server.client.post("/v1/gate", json=gate(LOUD)).json()["accepted"] == []


def test_an_article_that_cannot_be_read_is_held_and_kept(server: Server) -> None:
    held = server.client.post("/v1/gate", json=gate(" \n", "blank"))
    assert held.status_code == 200
    told = held.json()
    assert told["decision"] == "hold"
    assert "nothing to check" in told["why"][0]["message"]
    assert told["why"][0]["rule"] is None
    assert server.client.get("/v1/gate", params={"article": "blank"}).json()["decisions"] == [told]


def test_an_override_stands_beside_the_decision(server: Server) -> None:
    held = server.client.post("/v1/gate", json=gate(LOUD, "over")).json()
    where = f"/v1/gate/{held['id']}/override"
    word = {"by": " Ines Calder ", "reason": "the parents\nasked not to be named"}
    answer = server.client.post(where, json=word)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["decision"], told["stands"]) == ("hold", "publish")
    (override,) = told["overrides"]
    assert (override["by"], override["reason"]) == ("Ines Calder", word["reason"])
    assert server.client.get(f"/v1/gate/{held['id']}").json() == told
    error(server.client.post(where, json={"by": "x", "reason": " "}), 422, "invalid")

    passed = server.client.post("/v1/gate", json=gate(CALM, "over")).json()
    again = server.client.post(f"/v1/gate/{passed['id']}/override", json=word)
    error(again, 409, "not-held")
    nothing = server.client.post(f"/v1/gate/{'0' * 32}/override", json=word)
    error(nothing, 404, "not-found")


def test_decisions_come_in_pages_the_newest_first(server: Server) -> None:
    ids = [server.client.post("/v1/gate", json=gate(CALM, "many")).json()["id"] for _ in range(5)]
    seen: list[str] = []
    before: dict[str, int] = {}
    while True:
        page = server.client.get("/v1/gate", params={"article": "many", "limit": 2, **before})
        seen += [decision["id"] for decision in page.json()["decisions"]]
        if page.json()["next"] is None:
            break
        before = {"before": page.json()["next"]}
    assert seen == ids[::-1]


def test_rules_and_sources_are_listed(server: Server) -> None:
    rules = server.client.get("/v1/rules").json()
    assert {rule["code"] for rule in rules} >= {"AT101", "AT404"}
    first = server.client.get("/v1/sources", params={"limit": 3}).json()
    second = server.client.get("/v1/sources", params={"limit": 3, "offset": first["next"]}).json()
    assert first["total"] > 3_000
    assert len({source["id"] for source in (*first["sources"], *second["sources"])}) == 6
    last = server.client.get("/v1/sources", params={"offset": first["total"]}).json()
    assert (last["sources"], last["next"]) == ([], None)


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b"", 400, "bad-json"),
        (b"{", 400, "bad-json"),
        (b'{"text": "\\ud800"}', 400, "bad-json"),
        (b"\xff\xfe", 400, "bad-json"),
        (b"[" * 50_000, 400, "bad-json"),
        (b'{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400, "bad-json"),
        (b"1" * 50_000, 400, "bad-json"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b'{"text": "a", "html": "b"}', 422, "invalid"),
        (b'{"text": 1}', 422, "invalid"),
        (b'{"text": "a", "fail-on": "error"}', 422, "invalid"),
        (b'{"text": ""}', 422, "unreadable"),
        ('{"text": "новости города сегодня"}'.encode(), 422, "unreadable"),
    ],
)
def test_bodies_that_are_not_as_expected(
    server: Server, body: bytes, status: int, name: str
) -> None:
    told = error(server.client.post("/v1/check", content=body, headers=JSON), status, name)
    assert len(told["message"]) < 300


def test_the_request_is_not_echoed(server: Server) -> None:
    answer = server.client.post("/v1/check", json={"text": ["Pimlico"], "Wapping": 1})
    assert "Pimlico" not in answer.text


def test_content_types_that_are_not_read(server: Server) -> None:
    for kind in ("application/pdf", "multipart/form-data; boundary=x", "", "text/plain2"):
        answer = server.client.post("/v1/check", content=b"x", headers={"Content-Type": kind})
        assert "text/plain" in error(answer, 415, "content-type")["message"]
    plain = {"Content-Type": "text/plain"}
    error(server.client.post("/v1/verify", content=b"x", headers=plain), 415, "content-type")
    packed = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    error(server.client.post("/v1/check", content=b"x", headers=packed), 415, "encoded")


def test_parameters_in_the_url_are_held_to_the_same(server: Server) -> None:
    plain = {"Content-Type": "text/plain"}
    for query in ("?house=/etc/passwd", "?fail-on=error", "?path=", "?house=ap&house=npr"):
        sent = server.client.post(f"/v1/check{query}", content=CALM.encode(), headers=plain)
        error(sent, 422, "invalid")
    error(server.client.post("/v1/check?house=ap", json={"text": CALM}), 422, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "/etc/passwd",
        "C:\\con",
        "a" * 500,
        "<script>",
        "-",
        "%00",
        "قارب",
        "🚢",
    ],
)
def test_a_path_is_a_name_and_nothing_is_opened(server: Server, path: str) -> None:
    answer = server.client.post("/v1/check", json={"text": CALM, "path": path})
    assert answer.status_code == 200, answer.text
    assert answer.json()["documents"][0]["path"] == path
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        *("a\0b", "a\nb", "a\tb", "\x1b[31m", "", "a" * 501),
        # A terminal's escape in C1, ends of lines, what turns the direction of writing.
        *("a\u0085b\u009b31m", "a\u2028b", "a\u2029b", "\u202etxt.a", "a\u2066b", "\u200fa"),
        # Nothing that anybody sees.
        *("   ", "\u200b", "\u00a0", "\u00ad\ufeff", "\u0301", "\u3164"),
    ],
)
def test_a_path_is_one_line_that_is_seen(server: Server, path: str) -> None:
    error(server.client.post("/v1/check", json={"text": CALM, "path": path}), 422, "invalid")
    error(server.client.post("/v1/gate", json=gate(CALM, path)), 422, "invalid")
    error(server.client.get("/v1/gate", params={"article": path}), 422, "invalid")


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ("\u200b", "\u200b"),
        ("a", "\u0085\u009b"),
        ("Ines", " \n "),
        ("\u202eInes", "known"),
        ("Ines", "known\u2067"),
        ("Ines", "\u200b\u2060"),
    ],
)
def test_an_override_is_somebody_s_and_has_a_reason(server: Server, by: str, reason: str) -> None:
    where = f"/v1/gate/{server.client.post('/v1/gate', json=gate(LOUD)).json()['id']}"
    word = {"by": by, "reason": reason}
    error(server.client.post(f"{where}/override", json=word), 422, "invalid")
    assert server.client.get(where).json()["stands"] == "hold"


def test_what_a_form_sends_is_taken(server: Server) -> None:
    where = f"/v1/gate/{server.client.post('/v1/gate', json=gate(LOUD)).json()['id']}"
    word = {"by": "Zoë Núñez-O’Hara", "reason": "She confirmed it.\r\nThe name follows."}
    told = server.client.post(f"{where}/override", json=word).json()["overrides"][0]
    assert told["by"] == word["by"]
    assert told["reason"] == "She confirmed it.\nThe name follows."


@pytest.mark.parametrize(
    "url",
    [
        "/v1/gate?artikel=zz",
        "/v1/gate?article=a&article=b",
        "/v1/gate?limit=1&limit=2",
        f"/v1/gate/{'0' * 32}?article=a",
        "/v1/rules?hose=ap",
        "/v1/rules?house=ap&house=bbc",
        "/v1/sources?foo=1",
        "/v1/sources?limit=1&limit=1",
        "/healthz?a=1",
        "/readyz?a=1",
        "/metrics?a=1",
        "/docs?a=1",
        "/openapi.json?a=1",
    ],
)
def test_a_parameter_that_is_unknown_or_doubled_is_told(server: Server, url: str) -> None:
    error(server.client.get(url), 422, "invalid")


def test_an_override_has_no_parameters(server: Server) -> None:
    where = f"/v1/gate/{'0' * 32}/override?by=ines"
    told = server.client.post(where, json={"by": "ines", "reason": "known"})
    error(told, 422, "invalid")
    error(server.client.post("/v1/verify?house=ap", json={"text": CALM}), 422, "invalid")


def test_methods_that_are_not_served_are_told_those_that_are(server: Server) -> None:
    for path, methods in (
        ("/v1/gate", "GET, HEAD, POST"),
        ("/v1/check", "POST"),
        ("/healthz", "GET, HEAD"),
    ):
        answer = server.client.put(path)
        error(answer, 405, "method")
        assert answer.headers["allow"] == methods


def test_head_is_get_without_a_body(server: Server) -> None:
    for path in ("/healthz", "/readyz", "/docs", "/openapi.json", "/v1/rules", "/metrics"):
        answer = server.client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert server.client.get(path).headers["content-type"] == answer.headers["content-type"]


def test_what_is_not_there(server: Server) -> None:
    error(server.client.get("/v2/check"), 404, "not-found")
    error(server.client.get("/v1/check"), 405, "method")
    error(server.client.get("/v1/gate/x"), 422, "invalid")
    error(server.client.get(f"/v1/gate/{'0' * 32}"), 404, "not-found")
    for query in ("limit=0", "limit=x", "before=0", f"before={2**63}", "article=%00"):
        error(server.client.get(f"/v1/gate?{query}"), 422, "invalid")


def test_the_service_is_alive_and_ready(server: Server) -> None:
    with httpx.Client(base_url=server.url) as stranger:
        assert stranger.get("/healthz").json() == {"status": "alive"}
        assert stranger.get("/readyz").json() == {"status": "ready"}
