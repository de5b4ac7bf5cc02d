"""A large sources file is compiled once; what lies in the cache never changes an answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from attrib.errors import RegistryError
from attrib.registry import Registry, cache, mistakes
from attrib.registry.match import Match

HEAD = "version: 1\npublication: {name: Harbour Daily, self: [we]}\nsources:\n"


def written(path: Path, names: str = "Council") -> Path:
    """A sources file that is large enough to be kept."""
    rows = [
        f"  - {{id: r{n}, kind: institution, name: {names} of Place{n}, issues: [plan {n}]}}\n"
        for n in range(cache.WORTH_KEEPING // 60)
    ]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    assert path.stat().st_size >= cache.WORTH_KEEPING
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, not made yet."""
    folder = tmp_path / "home" / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def yaml_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a sources file is read as YAML."""
    read: list[int] = []
    real = cache.read_bytes

    def counted(files):
        read.append(1)
        return real(files)

    monkeypatch.setattr(cache, "read_bytes", counted)
    return read


def answers(registry: Registry) -> list[object]:
    assert isinstance(registry.find("Council of Place7"), Match)
    return [
        registry.publication,
        registry.self_names,
        registry.sources,
        registry.find("Council of Place7"),
        registry.find("Cuoncil of Place7"),
        registry.find("Council of Nowhere"),
        registry.get("r9"),
        registry.issuing("plan 9"),
    ]


def test_the_second_time_no_yaml_is_read(tmp_path, folder, yaml_read) -> None:
    path = written(tmp_path / "sources.yaml")
    first = answers(Registry.load(path))
    assert len(list(folder.iterdir())) == 1
    assert answers(Registry.load(path)) == first
    assert len(yaml_read) == 1


def test_a_changed_file_is_read_anew_and_takes_the_others_place(
    tmp_path, folder, yaml_read
) -> None:
    path = written(tmp_path / "sources.yaml")
    Registry.load(path)
    path.write_text(path.read_text(encoding="utf-8").replace("Place7,", "Seven,"), encoding="utf-8")
    registry = Registry.load(path)
    assert registry.find("Council of Place7") is None
    assert registry.find("Council of Seven").source.id == "r7"
    assert len(yaml_read) == 2
    assert len(list(folder.iterdir())) == 1


def test_a_small_file_is_not_kept(tmp_path, folder) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD + "  - {id: a, kind: outlet, name: Alpha}\n", encoding="utf-8")
    assert Registry.load(path).find("Alpha") is not None
    assert not folder.exists()


def test_a_file_with_mistakes_is_not_kept(tmp_path, folder) -> None:
    path = written(tmp_path / "sources.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "  - {id: bad}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RegistryError, match="a source lacks 'kind'"):
            Registry.load(path)
    assert not folder.exists()
    assert len(mistakes(path)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"something else" * 1_000),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"Place7", b"Place8")),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: (file.unlink(), file.symlink_to("/dev/zero")),
        lambda file: (file.unlink(), os.mkfifo(file)),
    ],
    ids=["empty", "foreign", "cut", "altered", "folder", "link", "pipe"],
)
@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_a_broken_cache_changes_nothing(tmp_path, folder, damage) -> None:
    path = written(tmp_path / "sources.yaml")
    first = answers(Registry.load(path))
    (file,) = folder.iterdir()
    damage(file)
    assert answers(Registry.load(path)) == first
    assert answers(Registry.load(path)) == first


@pytest.mark.skipif(os.name == "nt", reason="owners of POSIX")
def test_anothers_file_is_not_trusted(tmp_path, folder, yaml_read, monkeypatch) -> None:
    path = written(tmp_path / "sources.yaml")
    Registry.load(path)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    Registry.load(path)
    assert len(yaml_read) == 2


def test_where_nothing_can_be_written_nothing_is(tmp_path, folder, yaml_read) -> None:
    path = written(tmp_path / "sources.yaml")
    folder.parent.write_bytes(b"a file where the folder would be")
    first = answers(Registry.load(path))
    assert answers(Registry.load(path)) == first
    assert len(yaml_read) == 2


def test_a_write_that_fails_leaves_no_part(tmp_path, folder, monkeypatch) -> None:
    def full(self, target):
        raise OSError(28, "No space left on device")

    path = written(tmp_path / "sources.yaml")
    monkeypatch.setattr(Path, "replace", full)
    assert Registry.load(path).find("Council of Place7") is not None
    assert list(folder.iterdir()) == []


def test_the_files_that_were_made_longest_ago_go(tmp_path, folder, monkeypatch) -> None:
    monkeypatch.setattr(cache, "_MOST_KEPT", 2)
    for number in range(4):
        Registry.load(written(tmp_path / f"{number}.yaml"))
        for age, file in enumerate(sorted(folder.iterdir(), key=lambda f: f.stat().st_mtime)):
            os.utime(file, (1_000 + number * 10 + age, 1_000 + number * 10 + age))
    assert len(list(folder.iterdir())) == 2


def test_without_a_home_the_file_is_read_as_it_is(tmp_path, monkeypatch) -> None:
    def nowhere(*_, **__):
        raise RuntimeError("no home")

    monkeypatch.setattr("platformdirs.user_cache_path", nowhere)
    assert Registry.load(written(tmp_path / "s.yaml")).find("Council of Place7") is not None
