"""How ``attrib serve`` refuses to start; tests/serve has how it runs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--host", "0.0.0.0"), "0.0.0.0 is open to others: give --keys FILE"),
        (("--host", "no such host", "--keys", "good"), "no such host:8765: cannot listen"),
        (("--keys", "none"), "none: cannot be read: no such file"),
        (("--keys", "short"), "short:2:1: no key: expected 16"),
        (("--database", "audit"), "--database is no URL such as sqlite:///"),
        (("--database", "oracle://u:secret@h/d"), "oracle is not supported"),
        (("--database", "postgresql://attrib:secret/audit"), "--database is no URL such as"),
        (("--database", "postgresql://u:secret@h:abc/d"), "--database is no URL such as"),
        (("--sources", "none.yaml"), "none.yaml"),
        (("--house", "gazette"), "gazette"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    run: Run, tmp_path: Path, args: tuple[str, ...], message: str
) -> None:
    (tmp_path / "short").write_text("# keys\nshort\n", "utf-8")
    (tmp_path / "good").write_text("a-key-of-many-signs\n", "utf-8")
    done = run("serve", *args)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: ")
    assert message in line
    assert "secret" not in line
    assert not (tmp_path / "attrib-audit.sqlite3").exists()


@pytest.mark.parametrize("option", ["--time-limit", "--grace"])
@pytest.mark.parametrize("seconds", ["nan", "-1", "inf", "soon"])
def test_limits_are_numbers_of_seconds(run: Run, option: str, seconds: str) -> None:
    done = run("serve", option, seconds)
    assert done.returncode == 2
    assert option in done.stderr


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert (done.returncode, done.stderr) == (
        2,
        f"attrib: error: 127.0.0.1:{port}: cannot listen: address already in use\n",
    )


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    script = (
        "import sys, importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name in ('fastapi', 'alembic') else find(name, *a);"
        "sys.argv = ['attrib', 'serve']; from attrib.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "attrib: error: attrib serve needs more packages (alembic, fastapi): install attrib with "
        "its extra serve, in a clone: pip install '.[serve]'\n"
    )


def test_no_other_command_loads_the_service(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("The pier will stay shut, Anna Calder said.\n", "utf-8")
    script = (
        "import sys; sys.argv = ['attrib', 'check', 'draft.txt']\n"
        "from attrib.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('attrib.serve', 'fastapi', 'sqlalchemy', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stdout.endswith("[]\n"), done.stdout + done.stderr
