"""The text of a Word document: WordprocessingML (ISO/IEC 29500-1, section 17) to paragraphs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from attrib.errors import ReadError
from attrib.wordlists import load

from .article import notes
from .docx_styles import HiddenStyles
from .docx_xml import COMPATIBILITY, MATH, WORD, Handler, is_on, said
from .paragraphs import Paragraph, Part, joined

# Beyond any document; each, though it is empty, is a line of the article.
_MOST_PARAGRAPHS = 500_000
# What was said of words, paragraphs and tables before a tracked change of how they look.
_FORMER = frozenset(
    [
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange"),
        *("trPrChange", "tcPrChange", "tblGridChange", "numberingChange"),
    ]
)
_HEADINGS = ("heading", "title")
# A formula of these alone stands in one line, as words do.
_IN_LINE = ("m:r", "m:t", "m:rPr", "m:ctrlPr")
_PROPERTIES = ("m:rPr", "m:ctrlPr")
# Where fonts have signs that Unicode has elsewhere, or nowhere (its private use areas).
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))


@dataclass(slots=True)
class _Run:
    """A run of words that is open.

    Attributes:
        bold: whether it is set in bold.
        vanish: whether it says itself that it is hidden; None where it does not say.
        style: of its words.
        outer: whether the run that it stands in, by a text box, is hidden.
    """

    outer: bool
    bold: bool = False
    vanish: bool | None = None
    style: str = ""


class _Line(NamedTuple):
    """A paragraph that has words: its number, its lines, how much is bold at its start, its style."""

    number: int
    lines: tuple[str, ...]
    bold: int
    style: str


@dataclass(slots=True)
class _Open:
    """A paragraph that is being gathered: its lines, and how much of it was in bold."""

    number: int
    # Pieces of each line: a paragraph may have a million runs.
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    style: str = ""
    bold: int = 0
    first: int = 0
    thin: bool = False
    has_words: bool = False
    # Its mark is deleted, so that the next one goes on in it.
    merges: bool = False

    def add(self, words: str, bold: bool) -> None:
        self.lines[-1].append(words)
        blank = words.isspace()
        self.has_words = self.has_words or not blank
        if len(self.lines) == 1:
            self.first += len(words)
            if bold and not self.thin:
                self.bold = self.first
        if not bold and not blank:
            self.thin = True

    def written(self) -> _Line:
        lines = tuple("".join(pieces) for pieces in self.lines)
        return _Line(self.number, lines, self.bold, self.style)


class Body(Handler):
    """The main part of a document.

    Args:
        path: of the file.
        max_characters: how many it may hold.
        hidden: the styles that hide words.
        follows_fields: whether the code of a field, between its beginning and its result, is none
            of the words.

    Attributes:
        title: the first paragraph in the style of that name.
        footnotes: how many footnotes and endnotes the words refer to.
        imports: how many other files' texts Word puts in when it opens the document.
        is_document: whether it is a document's part at all.
    """

    def __init__(
        self,
        path: str,
        max_characters: int,
        hidden: HiddenStyles,
        *,
        follows_fields: bool = True,
    ) -> None:
        self.title: str | None = None
        self.footnotes = self.imports = 0
        self.is_document = False
        self._formulas = self._symbols = self._placeholders = 0
        self._path = path
        self._max = max_characters
        self._styles = hidden
        self._follows_fields = follows_fields
        self._done: list[_Line] = []
        self._open: list[_Open] = []
        self._carried: _Open | None = None
        self._count = self._size = 0
        # Names of the elements that are open, of other languages than these without a name.
        self._inside: list[str] = ["", ""]
        # How deep the elements stand whose words are no longer, or not yet, there; outermost first.
        self._gone: list[int] = []
        self._former = self._fallbacks = 0
        self._runs: list[_Run] = []
        # Of each field that is open: whether what comes is its code.
        self._fields: list[bool] = []
        self._codes = 0
        self._in_text = self._in_formula_text = False
        self._pieces: list[str] = []
        # Words of the formula that is open, how deep it stands, and whether it is one line.
        self._formula: list[str] | None = None
        self._formula_depth = 0
        self._is_in_line = True

    @property
    def is_cut_off(self) -> bool:
        """Whether the code of a field never ended, so that all that followed was taken for it."""
        return self._codes > 0

    def start(self, namespace: str, name: str, attributes: Mapping[str, str]) -> None:
        inside = self._inside
        if namespace not in WORD:
            if namespace in MATH:
                name = f"m:{name}"
            else:
                name = "mc:Fallback" if (namespace, name) == (COMPATIBILITY, "Fallback") else ""
        inside.append(name)
        if self._former or not name:
            return
        if name in _FORMER:
            self._former = len(inside)
        elif ":" in name:
            self._start_other(name)
        elif name == "p":
            self._begin()
        elif name == "r":
            self._runs.append(_Run(self._is_hidden()))
        elif name == "t":
            self._in_text, self._pieces = True, []
        elif inside[-2] == "rPr":
            self._say_of_run(name, attributes)
        elif inside[-2] in ("r", "m:r"):
            self._stand_in_run(name, attributes)
        else:
            self._start_around(name, attributes)

    def _say_of_run(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element that says something of a run, or of a paragraph's mark."""
        around = self._inside[-3]
        if around in ("r", "m:r") and self._runs:
            if name == "b":
                self._runs[-1].bold = is_on(attributes)
            elif name == "vanish":
                self._runs[-1].vanish = is_on(attributes)
            elif name == "rStyle":
                self._runs[-1].style = said(attributes)
        elif around == "pPr" and name in ("del", "moveFrom") and self._open:
            self._open[-1].merges = True

    def _stand_in_run(self, name: str, attributes: Mapping[str, str]) -> None:
        """What stands in a run beside its words."""
        if name in ("br", "cr"):
            if self._open and self._shown():
                self._open[-1].lines.append([])
        elif name in ("tab", "ptab"):
            self._add(" ")
        elif name == "noBreakHyphen":
            self._add("-")
        elif name == "sym":
            self._add_symbol(said(attributes, "font"), said(attributes, "char"))
        elif name == "fldChar":
            self._turn_field(said(attributes, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            self.footnotes += self._shown()
        else:
            self._start_around(name, attributes)

    def _start_around(self, name: str, attributes: Mapping[str, str]) -> None:
        """What stands around paragraphs and runs, or says something of them."""
        around = self._inside[-2]
        if name in ("del", "moveFrom"):
            # Said of a row, it is the row that is deleted.
            self._gone.append(len(self._inside) - 2 * (around == "trPr"))
        elif name == "cellDel" and around == "tcPr":
            self._gone.append(len(self._inside) - 2)
        elif name == "showingPlcHdr" and around == "sdtPr":
            if is_on(attributes):
                self._placeholders += self._shown()
                self._gone.append(len(self._inside) - 2)
        elif name == "rt":
            # Of ruby, what is written beside the words and says how they are pronounced.
            self._gone.append(len(self._inside))
        elif name == "pStyle" and around == "pPr" and self._open:
            self._open[-1].style = said(attributes)
        elif name in ("altChunk", "subDoc"):
            self._end_carried()
            self.imports += self._shown()
        elif name in ("tbl", "tc"):
            self._end_carried()
        elif name == "document":
            self.is_document = True

    def _start_other(self, name: str) -> None:
        """An element of formulas, or what programs show that do not know another."""
        if name == "mc:Fallback":
            self._gone.append(len(self._inside))
            self._fallbacks += 1
        elif name == "m:oMath" and self._formula is None:
            self._formula, self._formula_depth = [], len(self._inside)
            self._is_in_line = True
        elif self._formula is None:
            return
        elif name == "m:r":
            self._runs.append(_Run(self._is_hidden()))
        elif name == "m:t":
            self._in_formula_text = True
        elif name not in _IN_LINE and self._inside[-2] not in _PROPERTIES:
            self._is_in_line = False

    def end(self, namespace: str, name: str) -> None:
        depth = len(self._inside)
        name = self._inside[-1]
        if self._former:
            if self._former == depth:
                self._former = 0
        elif name == "p":
            self._finish()
        elif name == "t":
            self._in_text = False
            self._add("".join(self._pieces))
        elif name == "r" or (name == "m:r" and self._formula is not None):
            self._runs.pop()
        elif name == "m:t":
            self._in_formula_text = False
        elif name == "m:oMath" and depth == self._formula_depth:
            self._end_formula()
        elif name in ("tbl", "tc"):
            self._end_carried()
        elif name == "mc:Fallback":
            self._fallbacks -= 1
        while self._gone and self._gone[-1] >= depth:
            self._gone.pop()
        self._inside.pop()

    def words(self, words: str) -> None:
        if self._in_text:
            self._pieces.append(words)
        elif self._in_formula_text and self._formula is not None and self._shown():
            self._formula.append(words)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs with words, in the order that they begin in."""
        found = []
        for one in self._in_order():
            parts = joined(Part(line, one.number) for line in one.lines)
            if not parts:
                continue
            size = sum(len(part.words) for part in parts)
            is_heading = one.style.lower().startswith(_HEADINGS)
            found.append(Paragraph(parts, size if is_heading else min(one.bold, size)))
        return found

    def lines(self) -> list[str]:
        """The words of each paragraph, in the order that they begin in; "" for one without."""
        found = [""] * self._count
        for one in self._in_order():
            lines = [" ".join(line.split()) for line in one.lines]
            # An empty line within a paragraph ends one, as U+2029 does.
            groups = "\n".join(lines).strip("\n").split("\n\n")
            found[one.number - 1] = "\u2029".join(
                " ".join(group.split()) for group in groups if group.strip()
            )
        return found

    def left_out(self) -> tuple[str, ...]:
        """What is there to see in Word and is not read, each as it is told."""
        counts = (
            (self.imports, "imported file"),
            (self._formulas, "formula"),
            (self._symbols, "symbol"),
            (self._placeholders, "placeholder"),
        )
        more = (f"{n:,} {name}{'s' if n > 1 else ''}" for n, name in counts if n)
        return (*notes(self.footnotes), *more)

    def _in_order(self) -> list[_Line]:
        self._end_carried()
        return sorted(self._done, key=lambda one: one.number)

    def _is_hidden(self) -> bool:
        """Whether the run that is open is."""
        if not self._runs:
            return False
        run = self._runs[-1]
        if run.outer or run.vanish is not None:
            return run.outer or bool(run.vanish)
        paragraph = self._open[-1].style if self._open else ""
        return self._styles.hide(paragraph, run.style)

    def _shown(self) -> bool:
        return not (self._gone or self._codes or self._is_hidden())

    def _begin(self) -> None:
        # What other programs show in place of a text box is no paragraph more.
        self._count += not self._fallbacks
        if self._count > _MOST_PARAGRAPHS:
            raise ReadError(
                f"too long: a DOCX of more than {_MOST_PARAGRAPHS:,} paragraphs", path=self._path
            )
        if self._carried is None or self._open:
            self._open.append(_Open(self._count))
            return
        one, self._carried = self._carried, None
        # It is the mark that stays that says how the paragraph looks.
        one.merges, one.style = False, ""
        if not one.has_words:
            one.number = self._count
        self._open.append(one)

    def _finish(self) -> None:
        if not self._open:
            return
        done = self._open.pop()
        if self._gone:
            return
        if done.merges and not self._open:
            self._carried = done
        else:
            self._keep(done)

    def _end_carried(self) -> None:
        """No paragraph goes on in the one whose mark is deleted: a table or its cell is between."""
        carried, self._carried = self._carried, None
        if carried is not None:
            self._keep(carried)

    def _keep(self, one: _Open) -> None:
        if not one.has_words:
            return
        line = one.written()
        if one.style.lower() == "title" and self.title is None:
            self.title = " ".join(" ".join(line.lines).split())
        self._done.append(line)

    def _turn_field(self, to: str) -> None:
        """A field begins, comes to its result, or ends (ISO/IEC 29500-1, 17.16.18)."""
        if self._gone or not self._follows_fields:
            return
        if to == "begin":
            self._fields.append(True)
            self._codes += 1
        elif self._fields and to in ("separate", "end"):
            self._codes -= self._fields.pop()
            if to == "separate":
                self._fields.append(False)

    def _end_formula(self) -> None:
        """Read what stands in one line; of a fraction or a root the words alone would mislead."""
        formula, self._formula = "".join(self._formula or ()), None
        if self._is_in_line:
            self._add(formula)
        elif formula.strip():
            self._formulas += 1

    def _add_symbol(self, font: str, code: str) -> None:
        """A sign that is told by its place in a font (ISO/IEC 29500-1, 17.3.3.30)."""
        sign = _symbol(font, code)
        if sign is None:
            self._symbols += self._shown()
        # What cannot be told still parts the words around it.
        self._add(sign if sign is not None else " ")

    def _add(self, words: str) -> None:
        if not self._open or not words or not self._shown():
            return
        self._size += len(words)
        if self._size > self._max:
            raise ReadError(f"too long: more than {self._max:,} characters", path=self._path)
        self._open[-1].add(words, bool(self._runs) and self._runs[-1].bold)


def _symbol(font: str, code: str) -> str | None:
    """The character at a place of a font; None where it cannot be told."""
    try:
        number = int(code, 16)
    except ValueError:
        return None
    known = load("symbols").get(font.lower())
    if known is not None:
        # Such fonts have their signs in one byte, which Word writes with F0 before it.
        sign: str | None = known.get(f"{number & 0xFF:02X}")
        return sign if number >> 8 in (0, 0xF0) else None
    if not 0 <= number <= sys.maxunicode or any(number in area for area in _PRIVATE):
        return None
    sign = chr(number)
    return " " if sign.isspace() else sign if sign.isprintable() else None
