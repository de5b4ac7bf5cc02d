"""Who may ask: bearer keys, known by name."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from attrib.errors import ServeError

_MOST_BYTES = 1_000_000
# RFC 6750, section 2.1: what a bearer token is made of.
_KEY = re.compile(r"[A-Za-z0-9._~+/-]{16,512}={0,2}")
_NAMED = re.compile(r"([A-Za-z0-9._-]{1,64}):([0-9a-fA-F]{64})")


class Keys:
    """The keys that open the service.

    Args:
        digests: by the name of each key the SHA-256 of it.
    """

    def __init__(self, digests: Mapping[str, bytes]) -> None:
        self._digests = dict(digests)

    @classmethod
    def load(cls, path: Path) -> Keys:
        """The keys of a file: on each line a key of 16 to 512 signs, or ``name:sha256`` of one.

        Lines that are empty or begin with # are left out. A key without a name is called by the
        first eight digits of its SHA-256.

        Raises:
            ServeError: the file cannot be read, has a line that is neither, two keys of one name,
                or no key at all.
        """
        try:
            with path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ServeError(f"cannot be read: {reason}", path=str(path)) from None
        if len(data) > _MOST_BYTES:
            raise ServeError(f"too large: the limit is {_MOST_BYTES:,} bytes", path=str(path))
        digests: dict[str, bytes] = {}
        # Messages never quote a line: it may be a key.
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            named = _NAMED.fullmatch(line)
            if named is not None:
                name, digest = named[1], bytes.fromhex(named[2])
            elif _KEY.fullmatch(line):
                digest = sha256(line.encode("ascii")).digest()
                name = f"key-{digest.hex()[:8]}"
            else:
                raise ServeError(
                    "no key: expected 16 to 512 letters, digits and ._~+/-, or name:sha256",
                    path=str(path),
                    line=number,
                    column=1,
                )
            if name in digests:
                raise ServeError(
                    f"a second key called {name}", path=str(path), line=number, column=1
                )
            digests[name] = digest
        if not digests:
            raise ServeError("has no key", path=str(path))
        return cls(digests)

    def name_of(self, authorization: str | None) -> str | None:
        """The name of the key in an ``Authorization`` header; None where it is none of these.

        Every key is compared, whichever fits, so that the time tells nothing of them.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        digest = sha256(token.strip().encode("utf-8", "replace")).digest()
        found = None
        for name, known in self._digests.items():
            if hmac.compare_digest(digest, known):
                found = name
        return found
