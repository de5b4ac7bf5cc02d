"""What parts a quote from its source's text, in words."""

from __future__ import annotations

from collections.abc import Mapping

from attrib.model import Change, Passage

from .columns import one_line

_SAID: Mapping[str, str] = {"left-out": "left out", "added": "added", "moved": "moved"}


def change_told(change: Change) -> str:
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


def passage_place(passage: Passage) -> str:
    """Where a passage stands, and who says it there."""
    place = f"{passage.path}:{passage.line}"
    if passage.page is not None:
        place = f"{passage.path}, page {passage.page}, line {passage.line}"
    told = [place]
    if passage.time is not None:
        told.append(f"at {passage.time}")
    if passage.speaker is not None:
        told.append(f"said by {passage.speaker}")
    return ", ".join(told)
