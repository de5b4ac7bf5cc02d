"""XML that stays well-formed whatever an article holds.

XML 1.0 has no way to write most control characters (section 2.2), so they are shown as escapes;
all else beyond ASCII is written as a character reference, so that the bytes are the same under every
locale and true to what the declaration says.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .columns import one_line, visible


def under(parent: Element, tag: str, **attributes: object) -> Element:
    """A new element at the end of `parent`; its attributes are one line each, None ones left out."""
    shown = {name: one_line(str(value)) for name, value in attributes.items() if value is not None}
    return ElementTree.SubElement(parent, tag, shown)


def lines(*parts: str) -> str:
    """Text of an element: each of `parts` on a line of its own."""
    return "\n".join(visible(part) for part in parts if part)


def document(root: Element) -> str:
    """The whole file, its elements indented."""
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=True)
    return written.decode("ascii") + "\n"
