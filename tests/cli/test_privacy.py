"""Nothing of an article leaves the machine, and nothing is left in the user's folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# Where one of these is set, onnxruntime takes itself to be tested and reports nothing anyway.
TESTED = (
    *("CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "CIRCLECI", "TRAVIS", "JENKINS_URL"),
    *("BUILDKITE", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "ORT_RUNNING_UNIT_TESTS"),
)


def test_a_check_leaves_no_device_id(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    script = (
        "import os, sys; [os.environ.pop(n, None) for n in sys.argv[1].split()];"
        "sys.argv = ['attrib', 'check', sys.argv[2]]; from attrib.cli import main; main()"
    )
    (tmp_path / "draft.txt").write_text("The pier will stay shut, Anna Calder said.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, " ".join(TESTED), "draft.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
