"""Which styles of a Word document hide the words that are set in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .docx_xml import WORD, Handler, is_on, said


@dataclass(frozen=True, slots=True)
class HiddenStyles:
    """The ids of styles that hide words.

    Attributes:
        paragraphs: of paragraphs; "" for those that name no style.
        characters: of stretches of words.
    """

    paragraphs: frozenset[str] = frozenset()
    characters: frozenset[str] = frozenset()

    def hide(self, paragraph: str, characters: str) -> bool:
        """Whether words in a paragraph's style and one of their own are hidden.

        Where both say so, each undoes the other (ISO/IEC 29500-1, 17.7.3).
        """
        return (paragraph in self.paragraphs) != (characters in self.characters)


class Styles(Handler):
    """The part that holds the styles (ISO/IEC 29500-1, 17.7)."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_properties = False
        self._style = ("", "")
        # By kind and id: whether it hides words, where it says so, and which one it is based on.
        self._own: dict[tuple[str, str], bool] = {}
        self._based: dict[tuple[str, str], tuple[str, str]] = {}
        self._default = ""

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if namespace not in WORD:
            return
        # The root element holds styles, each with what it says of words in an element of its own.
        if self._depth == 2 and name == "style":
            kind, id = said(attributes, "type"), said(attributes, "styleId")
            self._style = kind, id
            if kind == "paragraph" and said(attributes, "default") in ("1", "true", "on"):
                self._default = id
        elif self._depth == 3 and name == "basedOn":
            self._based[self._style] = self._style[0], said(attributes)
        elif self._depth == 3:
            self._in_properties = name == "rPr"
        elif self._depth == 4 and name == "vanish" and self._in_properties:
            self._own[self._style] = is_on(attributes)

    def end(self, namespace: str, name: str) -> None:
        self._depth -= 1

    def hidden(self) -> HiddenStyles:
        """The styles that hide words, themselves or by what they are based on."""
        found = self._resolved({*self._own, *self._based})
        paragraphs = frozenset(id for kind, id in found if kind == "paragraph")
        if self._default in paragraphs:
            paragraphs |= {""}
        return HiddenStyles(paragraphs, frozenset(id for kind, id in found if kind == "character"))

    def _resolved(self, styles: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        known = dict(self._own)
        for style in styles:
            chain: list[tuple[str, str]] = []
            at: tuple[str, str] | None = style
            while at is not None and at not in known:
                # For now, so that a circle ends.
                known[at] = False
                chain.append(at)
                at = self._based.get(at)
            hides = at is not None and known[at]
            known.update(dict.fromkeys(chain, hides))
        return {style for style, hides in known.items() if hides}
