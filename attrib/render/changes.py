"""A change between a quote and its source's text, in words."""

from __future__ import annotations

from collections.abc import Mapping

from attrib.model import Change

from .columns import one_line

_SAID: Mapping[str, str] = {"left-out": "left out", "added": "added", "moved": "moved"}


def told(change: Change) -> str:
    """One change in words, with what kind of words it is about."""
    about = "" if change.about == "words" else f"{change.about}: "
    quoted, said = one_line(change.quoted), one_line(change.said)
    if change.how == "replaced":
        return f"{about}“{quoted}” for “{said}”"
    if change.how == "gloss":
        return (
            f"{about}“{quoted}” for “{said}”, marked" if said else f"“{quoted}” is put in, marked"
        )
    if change.how == "ellipsis":
        return f"{about}“{said}” left out, marked"
    return f"{about}“{quoted or said}” {_SAID[change.how]}"
