"""The records that come with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from attrib.errors import RegistryError
from attrib.registry import shipped


def test_the_compiled_file_is_that_of_the_records() -> None:
    file = resources.files("attrib").joinpath("data").joinpath("sources.compiled")
    assert file.read_bytes() == shipped.compiled(), "run python -m attrib.registry.shipped"


@pytest.mark.parametrize(
    ("data", "says"),
    [(None, "cannot be read: No such file"), (b"", "are damaged"), (b"x" * 500, "are damaged")],
)
def test_a_damaged_installation_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes | None, says: str
) -> None:
    (tmp_path / "data").mkdir()
    if data is not None:
        (tmp_path / "data" / "sources.compiled").write_bytes(data)
    monkeypatch.setattr(shipped.resources, "files", lambda _: tmp_path)
    shipped.index.cache_clear()
    with pytest.raises(RegistryError, match=says):
        shipped.index()
    shipped.index.cache_clear()
