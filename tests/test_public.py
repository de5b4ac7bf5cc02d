"""The public names, and that they cost nothing until they are used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import attrib

ROOT = Path(attrib.__file__).resolve().parents[1]


def test_all_names_are_sorted_and_there() -> None:
    assert list(attrib.__all__) == sorted(attrib.__all__)
    for name in attrib.__all__:
        assert getattr(attrib, name) is not None
    assert set(attrib.__all__) <= set(dir(attrib))


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Chekcer'"):
        attrib.Chekcer  # type: ignore[attr-defined]  # noqa: B018


def test_importing_loads_nothing() -> None:
    program = "import sys, attrib; print([m for m in sys.modules if m.startswith('attrib.')])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=True,
    )
    assert done.stdout == "['attrib._version']\n"


def test_the_example_of_the_library_runs(
    checker: attrib.Checker, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.S)
    exec(compile(example, "docs/library.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "Harbour Board: The pier will stay shut until spring",
        "Anna Calder: “We found cracks in four of the piles,”",
    ]


def test_the_page_names_every_public_name() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in attrib.__all__:
        assert f"`{name}" in page or name == "__version__", name
