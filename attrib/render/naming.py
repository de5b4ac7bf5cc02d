"""What reports call the place where an article stands."""

from __future__ import annotations

from attrib.model import Document

from .columns import one_line


def named(document: Document) -> str:
    """What stands before a line and a column: the file, or "posts.jsonl#3 (content.rendered)".

    Where these count in a field, an editor's pattern for file, line and column does not take the
    whole for a file, as it must not; where they count in the file, that is what it opens.
    """
    if document.field is not None:
        return f"{one_line(document.path)} ({one_line(document.field)})"
    return one_line(document.file)


def left_out(document: Document) -> list[str]:
    """What a report tells of words that were not read: "left out: 2 footnotes"."""
    if not document.left_out:
        return []
    return [f"left out: {one_line(', '.join(document.left_out))}"]
