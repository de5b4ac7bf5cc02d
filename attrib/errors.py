"""The errors that attrib raises.

    AttribError
    ├── ReadError        an article, or a text of a source, that cannot be read
    ├── RegistryError    a mistake in sources.yaml
    ├── SettingsError    a mistake in attrib.yaml
    ├── LedgerError      a mistake in attrib.baseline.yaml or attrib.signoffs.yaml
    ├── GitError         git cannot tell what has changed
    ├── ModelError       the tagger's files are missing or damaged
    └── ServeError       the service cannot start: its keys, its address, its audit trail

Every one carries a message fit to show as it is. Where the mistake has a place,
`path`, `line` and `column` (both from 1) say where.
"""

from __future__ import annotations


class AttribError(Exception):
    """The root of the tree."""

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ": ".join([":".join(place), self.message] if place else [self.message])


class ReadError(AttribError):
    """An article or a text of a source that cannot be read; it was not checked."""


class RegistryError(AttribError):
    """A mistake in a sources file."""


class SettingsError(AttribError):
    """A mistake in a settings file."""


class LedgerError(AttribError):
    """A mistake in a file of what the desk has accepted: a baseline, or sign-offs."""


class GitError(AttribError):
    """Git cannot tell what has changed: it is not there, or knows no such commit or file."""


class ModelError(AttribError):
    """The tagger's files are missing or damaged."""


class ServeError(AttribError):
    """The service cannot start, or cannot go on: its keys, its address or its audit trail."""
