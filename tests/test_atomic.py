"""A file is replaced whole, or stays as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from attrib import atomic
from attrib.atomic import alone, replace_whole, take_away


@pytest.mark.parametrize("durable", [False, True])
def test_the_new_file_is_there_and_nothing_else(tmp_path: Path, durable: bool) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_whole(path, b"new", durable=durable)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["report.html"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(b"old")
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    replace_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_cannot_be_replaced_stays(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(IsADirectoryError):
        replace_whole(folder, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def test_a_file_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_bytes(b"old")
    take_away(path)
    assert not list(tmp_path.iterdir())
    with pytest.raises(FileNotFoundError):
        take_away(path)


def test_a_file_is_one_s_own_at_a_time_by_whatever_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"")
    path.chmod(0o660)
    link.symlink_to(path)
    monkeypatch.setattr(atomic, "_PATIENCE_S", 0.1)

    def other() -> str:
        try:
            with alone(link):
                return "had it"
        except TimeoutError:
            return "waited"

    with ThreadPoolExecutor(1) as pool:
        with alone(path):
            assert pool.submit(other).result() == "waited"
        assert pool.submit(other).result() == "had it"
    lock = tmp_path / ".real.yaml.lock"
    assert lock.stat().st_mode & 0o777 == 0o660
    assert {file.name for file in tmp_path.iterdir()} == {path.name, link.name, lock.name}


def test_no_folder_is_made_for_a_lock(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), alone(tmp_path / "no" / "s.yaml"):
        pass
    assert not list(tmp_path.iterdir())
