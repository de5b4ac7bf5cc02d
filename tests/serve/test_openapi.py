"""The API against its own description."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from attrib.serve.articles import CONTENT_TYPES

from .server import KEY, Server, serving

CHECKS = (
    "not_a_server_error",
    "response_schema_conformance",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
)


def test_the_page_about_the_api_loads_nothing(server: Server) -> None:
    answer = server.client.get("/docs")
    assert answer.status_code == 200
    loads: list[tuple[str, str | None]] = []
    links: list[str] = []
    ids: set[str | None] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = dict(attrs)
            if tag in ("script", "link", "img", "iframe", "object") or "src" in told:
                loads.append((tag, told.get("src") or told.get("href")))
            if tag == "a":
                links.append(told["href"] or "")
            ids.add(told.get("id"))

    Reader().feed(answer.text)
    assert loads == []
    assert [link for link in links if not link.startswith("#") and link != "openapi.json"] == []
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    assert "script" not in answer.headers["content-security-policy"]
    for path in ("/v1/check", "/v1/gate/{id}/override", "/metrics"):
        assert path in answer.text


def test_the_description_is_openapi_and_has_every_way_to_send_an_article(server: Server) -> None:
    told = server.client.get("/openapi.json").json()
    validate(told, cls=OpenAPIV31SpecValidator)
    sent = told["paths"]["/v1/gate"]["post"]
    assert set(sent["requestBody"]["content"]) == {"application/json", *CONTENT_TYPES}
    assert {"article", "format", "field"} <= {one["name"] for one in sent["parameters"]}


def test_the_description_has_the_errors_that_there_are(server: Server) -> None:
    told = server.client.get("/openapi.json").json()
    for path, operations in told["paths"].items():
        for operation in operations.values():
            responses = operation["responses"]
            assert {"400", "403", "405", "408", "413", "415", "422", "500", "503"} <= set(responses)
            assert ("401" in responses) is (path not in ("/healthz", "/readyz"))
            for status, response in responses.items():
                assert "X-Request-Id" in response["headers"], (path, status)
                if int(status) >= 400:
                    schema = response["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}, (path, status)
    figures = told["paths"]["/metrics"]["get"]["responses"]["200"]["content"]
    answer = server.client.get("/metrics")
    assert list(figures) == [answer.headers["content-type"]]


def test_a_description_that_is_none_would_be_told(server: Server) -> None:
    told = server.client.get("/openapi.json").json()
    del told["paths"]["/v1/check"]["post"]["responses"]["200"]["description"]
    with pytest.raises(OpenAPIValidationError):
        validate(told, cls=OpenAPIV31SpecValidator)


def test_requests_made_from_the_description_break_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "2", "--queue", "1000", keys=f"{KEY}\n") as server:
        (tmp_path / "schemathesis.toml").write_text("", "utf-8")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/openapi.json"),
                *("--header", f"Authorization: Bearer {KEY}"),
                *("--checks", ",".join(CHECKS)),
                *("--max-examples", "15", "--seed", "1", "--phases", "examples,coverage,fuzzing"),
                *("--no-color", "--request-timeout", "30"),
            ],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
        statuses = {line["status"] for line in server.lines() if line["event"] == "request"}
        assert {200, 422} <= statuses
        assert max(statuses) < 500
        assert json.loads(server.client.get("/healthz").text) == {"status": "alive"}
