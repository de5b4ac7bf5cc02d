"""``attrib review``, as it is run."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from attrib.gate import SignOffs
from tests.conftest import ROOT, Run
from tests.review.desks import ARTICLE, asked, desk_of, statement


class Server(NamedTuple):
    """A running review."""

    process: subprocess.Popen[str]
    url: str

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers=headers, timeout=30)

    def post(self, path: str, body: Any) -> httpx.Response:
        url = httpx.URL(self.url)
        origin = f"{url.scheme}://{url.host}:{url.port}"
        return httpx.post(self.url + path, json=body, headers={"origin": origin}, timeout=30)


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts the real command in the test's folder; what still runs is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*args: str) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "attrib", "review", *args],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"Reviewing draft\.txt at (http://127\.0\.0\.1:\d+/\S{43}/)\n", line)
        assert found is not None, line
        assert "Ctrl-C" in process.stdout.readline()
        return Server(process, found[1])

    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_decision_outlives_its_server(
    review: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    about = statement(desk_of(tmp_path).view.report, "ferry will stop")
    server = review("draft.txt")
    assert server.post("decisions", asked(about, "rejected")).status_code == 200
    server.process.kill()
    server.process.wait(30)
    (entry,) = SignOffs.load(tmp_path / "attrib.signoffs.yaml").entries
    assert (entry.fingerprint, entry.sign_off.decision) == (about.fingerprint, "rejected")
    again = review("draft.txt")
    assert again.url != server.url
    # The page of before has nothing to say to this server.
    late = again.post("decisions", asked(about, "accepted"))
    assert late.status_code == 409
    assert late.json()["entry"]["decision"] == "rejected"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(review: Callable[..., Server], number: int) -> None:
    server = review("draft.txt")
    with httpx.Client() as client:
        # A page that is still open does not keep it.
        assert client.get(server.url).status_code == 200
        server.process.send_signal(number)
        out, err = server.process.communicate(timeout=30)
    assert (server.process.returncode, out, err) == (0, "", "")


def test_it_answers_to_its_own_page_alone(review: Callable[..., Server]) -> None:
    server = review("draft.txt")
    assert server.get().status_code == 200
    assert server.get("state").json() == {"version": 1, "error": None}
    assert server.get(host="rebound.example").status_code == 403
    assert httpx.get(str(httpx.URL(server.url).join("/"))).status_code == 404
    port = httpx.URL(server.url).port
    token = server.url.split("/")[3]
    for path in (f"/{token}/../", f"/{token}/%2e%2e/draft.txt", f"//{token}/", "/draft.txt"):
        with socket.create_connection(("127.0.0.1", port or 0), timeout=30) as sent:
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
            sent.sendall(request.encode())
            assert sent.makefile("rb").readline().split()[1] == b"404"


def test_it_follows_the_article(review: Callable[..., Server], tmp_path: Path) -> None:
    server = review("draft.txt")
    (tmp_path / "draft.txt").write_text("", "utf-8")
    assert "draft.txt: nothing to check" in server.get().text
    assert server.get("state").json()["version"] == 2


def test_what_cannot_be_read_is_not_reviewed(run: Run, tmp_path: Path) -> None:
    done = run("review", "draft.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("attrib: error: draft.txt: ")
    (tmp_path / "draft.txt").write_text("", "utf-8")
    done = run("review", "draft.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to check" in done.stderr
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "attrib.yaml").write_text("version: 1\nrules: 3\n", "utf-8")
    done = run("review", "draft.txt")
    assert done.returncode == 2
    assert "attrib.yaml:2:8" in done.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["-"], "standard input"),
        (["draft.txt", "--house", "all"], "one house"),
        (["draft.txt", "--by", "x" * 101], "--by"),
        (["draft.txt", "--by", " "], "--by"),
        (["draft.txt", "--port", "80"], "--port"),
        (["draft.txt", "--texts", "nowhere"], "nowhere: no such file or directory"),
    ],
)
def test_wrong_use_is_told(run: Run, tmp_path: Path, args: list[str], told: str) -> None:
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    done = run("review", *args)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_port_that_is_taken_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("review", "draft.txt", "--port", str(port))
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: address already in use" in done.stderr


def test_who_decides_is_who_git_says(review: Callable[..., Server], tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "config", "user.name", "Ines <Calder>"], cwd=tmp_path, check=True)
    assert "Ines &lt;Calder&gt;" in review("draft.txt").get().text
    assert "Tom Lund" in review("draft.txt", "--by", "Tom Lund").get().text


def test_a_check_does_not_load_the_server(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(ARTICLE, "utf-8")
    script = (
        "import sys; sys.argv = ['attrib', 'check', 'draft.txt', '--fail-on', 'never']\n"
        "from attrib.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('starlette', 'uvicorn', 'anyio')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.endswith("\n[]\n"), done.stdout + done.stderr
