"""A PostgreSQL of the tests' own: in a temporary folder, by a socket there, as no root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest


class Postgres:
    """A server; `url` is of an empty database."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self._programs = programs
        self._folder = folder
        self._user = user
        self.url = f"postgresql://desk:secret@/attrib?host={folder}"
        self._run("initdb", "-D", "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{folder}'\n")
        self.start()
        self._run("createdb", "-h", str(folder), "-U", "desk", "attrib")

    def start(self) -> None:
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def freeze(self, number: int) -> None:
        """Send all its processes a signal, as SIGSTOP or SIGCONT."""
        first = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    stat = (entry / "stat").read_text().rpartition(")")[2].split()
                    if first in (int(entry.name), int(stat[1])):
                        os.kill(int(entry.name), number)

    def _run(self, program: str, *args: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *args],
            cwd=self._folder,
            user=self._user,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            # Not a pipe: the server that is started would hold it open.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server; without its programs tests are skipped, or fail where ATTRIB_POSTGRES_TESTS=required."""
    programs = _programs()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="attrib-pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        server = Postgres(programs, folder, user)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("initdb")
    # Where Debian keeps them off the path.
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if found is not None:
        return Path(found).resolve().parent
    return max(folders) if folders else _absent("there is no PostgreSQL (initdb)")


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    known = {entry.pw_name for entry in pwd.getpwall()}
    if os.geteuid() != 0:
        return None
    name = next((name for name in ("postgres", "nobody") if name in known), None)
    return name if name is not None else _absent("there is no user to run PostgreSQL as")


def _absent(reason: str) -> NoReturn:
    if os.environ.get("ATTRIB_POSTGRES_TESTS") == "required":
        pytest.fail(f"{reason}, and ATTRIB_POSTGRES_TESTS=required", pytrace=False)
    pytest.skip(reason)
