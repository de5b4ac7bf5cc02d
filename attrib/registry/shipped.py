"""The records that come with the package: ``attrib/data/sources/*.yaml``.

What a check reads is their compiled form, ``attrib/data/sources.compiled``, because
reading a thousand records of YAML at each start takes longer than checking an article.
After a change to the records, make it anew:

    python -m attrib.registry.shipped
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from attrib.errors import RegistryError
from attrib.model import Source

from .compiled import FORMAT, dump, parse
from .index import Index
from .load import read_bytes

_FOLDER = "sources"
_COMPILED = "sources.compiled"


@cache
def index() -> Index:
    """The shipped records, ready for look-up.

    Raises:
        RegistryError: their compiled file is missing or damaged.
    """
    file = resources.files("attrib").joinpath("data").joinpath(_COMPILED)
    try:
        found = parse(file.read_bytes(), _key())
    except OSError as error:
        raise RegistryError(
            f"the shipped sources cannot be read: {error.strerror or error}", path=str(file)
        ) from error
    if found is None:
        raise RegistryError("the shipped sources are damaged; install attrib anew", path=str(file))
    return found


def read() -> tuple[Source, ...]:
    """The records as their YAML files have them, in the order of the files' names.

    Raises:
        RegistryError: the first mistake in any of them.
    """
    folder = resources.files("attrib").joinpath("data").joinpath(_FOLDER)
    files = {
        file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".yaml")
    }
    records, errors = read_bytes(dict(sorted(files.items())))
    for error in errors:
        raise error
    return records.sources


def compiled() -> bytes:
    """What ``sources.compiled`` is to hold.

    Raises:
        RegistryError: as `read`; or two records have one id.
    """
    return dump(Index.of(read()), _key())


def _key() -> bytes:
    return sha256(f"shipped {FORMAT}".encode()).digest()


def main() -> None:
    """Write ``sources.compiled``."""
    file = Path(str(resources.files("attrib"))) / "data" / _COMPILED
    file.write_bytes(compiled())


if __name__ == "__main__":
    main()
