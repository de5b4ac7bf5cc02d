from __future__ import annotations

from pathlib import Path

import pytest

from attrib.registry import Registry, mistakes
from attrib.settings import Settings, load_settings
from tests.conftest import Run

FILES = ("sources.yaml", "attrib.yaml")


def test_what_it_writes_loads_without_a_mistake(run: Run, tmp_path: Path) -> None:
    done = run("init")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    assert mistakes(tmp_path / "sources.yaml") == ()
    registry = Registry.load(tmp_path / "sources.yaml")
    assert {source.kind for source in registry.sources} == {"person", "institution", "outlet"}
    assert registry.publication == "Harbour Daily"
    settings = load_settings(tmp_path / "attrib.yaml")
    assert settings == Settings(path=tmp_path / "attrib.yaml", sources=tmp_path / "sources.yaml")
    assert run("sources", "check").returncode == 0


def test_what_it_leaves_off_loads_too_and_names_real_rules(run: Run, tmp_path: Path) -> None:
    run("init")
    path = tmp_path / "attrib.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    off = ("# rules:", "#   ", "# limits:", "# allow:", "# baseline:", "# signoffs:")
    path.write_text(
        "\n".join(line[2:] if line.startswith(off) else line for line in lines), encoding="utf-8"
    )
    settings = load_settings(path)
    assert settings.limits == Settings().limits
    assert len(settings.severities) == 3
    assert [entry.rule for entry in settings.allow] == ["unattributed-claim"]
    assert settings.baseline == tmp_path / "attrib.baseline.yaml"
    from attrib import Checker

    Checker(settings=settings)


@pytest.mark.parametrize("name", FILES)
def test_it_overwrites_nothing_unless_told_to(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    done = run("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"attrib: error: {name} is already here; --force overwrites\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert run("init", "--force").returncode == 0
    assert "version: 1" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_link_to_nowhere_is_not_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert run("init").returncode == 2
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_place_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").mkdir()
    done = run("init", "--force")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("attrib: error: sources.yaml: cannot write: ")
