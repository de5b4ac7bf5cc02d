"""What the README shows is what the tool prints."""

from __future__ import annotations

from tests.conftest import ROOT, Run


def test_the_example_prints_what_the_readme_shows(run: Run) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command, _, rest = readme.split("```console\n$ attrib ", 1)[1].partition("\n")
    shown = rest.split("```", 1)[0]
    words = [ROOT / w if w.startswith("examples/") else w for w in command.split()]
    done = run(*words)
    assert done.returncode == 0
    assert done.stdout.replace(f"{ROOT}/", "") == shown
