"""The server's beginning and end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx

from tests.conftest import ROOT

# A desk that takes as long over a change as the test wants.
SLOW = """
import sys, time
from pathlib import Path
from attrib.review.serving import serve

class Desk:
    decide = add_source = None

    def undo(self, change):
        Path("going").touch()
        while not Path("done").exists():
            time.sleep(0.01)
        return 7, "2"

serve(Desk(), "Ines Calder", lambda address: print(address, flush=True))
print("ended")
"""


def test_what_was_asked_for_is_answered_before_it_ends(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    answers: list[httpx.Response] = []
    try:
        assert process.stdout is not None
        url = httpx.URL(process.stdout.readline().strip())
        headers = {"origin": f"http://{url.host}:{url.port}"}

        def ask() -> None:
            body = {"change": "1"}
            answers.append(httpx.post(url.join("undo"), json=body, headers=headers, timeout=30))

        asking = threading.Thread(target=ask)
        asking.start()
        while not (tmp_path / "going").exists():
            assert asking.is_alive()
        process.send_signal(signal.SIGTERM)
        (tmp_path / "done").touch()
        asking.join(30)
        out, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert [answer.json() for answer in answers] == [{"version": 7, "change": "2"}]
    assert (process.returncode, out) == (0, "ended\n")
