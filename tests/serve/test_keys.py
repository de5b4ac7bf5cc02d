from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from attrib.errors import ServeError
from attrib.serve.keys import Keys

ONE, OTHER = "one-key-of-many-signs", "another/key+of~many.signs=="


def loaded(tmp_path: Path, text: str) -> Keys:
    path = tmp_path / "keys"
    path.write_text(text, "utf-8")
    return Keys.load(path)


def test_keys_stand_as_they_are_or_hashed(tmp_path: Path) -> None:
    digest = sha256(OTHER.encode()).hexdigest()
    keys = loaded(tmp_path, f"# of the CMS\n\n{ONE}\nwire-desk:{digest}\n")
    assert keys.name_of(f"Bearer {ONE}") == f"key-{sha256(ONE.encode()).hexdigest()[:8]}"
    assert keys.name_of(f"bearer  {OTHER} ") == "wire-desk"
    for wrong in (None, "", ONE, f"Basic {ONE}", f"Bearer {ONE}x", "Bearer", f"Bearer {digest}"):
        assert keys.name_of(wrong) is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "has no key"),
        ("# nothing\n", None, "has no key"),
        (f"{ONE}\nshort\n", 2, "no key: expected 16"),
        ("name:abc\n", 1, "no key: expected 16"),
        ("two words of a longer key\n", 1, "no key: expected 16"),
        (f"{ONE}\n{ONE}\n", 2, "a second key called key-"),
        (f"a:{'0' * 64}\na:{'1' * 64}\n", 2, "a second key called a"),
        ("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 1, "no key: expected 16"),
    ],
)
def test_mistakes_are_told_with_their_line_and_without_the_key(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    with pytest.raises(ServeError, match=message) as raised:
        loaded(tmp_path, text)
    assert raised.value.line == line
    assert raised.value.path == str(tmp_path / "keys")
    assert ONE not in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="no such file"):
        Keys.load(tmp_path / "none")
    with pytest.raises(ServeError, match="is a directory"):
        Keys.load(tmp_path)
    with pytest.raises(ServeError, match="too large"):
        loaded(tmp_path, "#" * 1_000_001)
