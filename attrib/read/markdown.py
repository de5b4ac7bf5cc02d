"""Markdown: its words, without the marks that set them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrib.errors import ReadError

from .html import read_source_page
from .paragraphs import Paragraph, Part, from_prose, joined

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# The parser's time grows with the square of some paragraphs; longer ones are taken as they stand.
_LONGEST_INLINE = 20_000
# It grows so with brackets that open and with marks of emphasis; no paragraph has so many.
_MOST_BRACKETS, _MOST_MARKS = 500, 2_000
_MOST_CHARACTERS = 2_000_000
# Each is an object or several to the parser: far beyond any text that people read.
_MOST_LINES = 100_000
_MOST_PIPES = 100_000
# A list is one level, and each of its items one more.
_DEEPEST = 20
_BLOCKS = ("fence", "code_block")


def read_markdown(raw: str, path: str, first_line: int = 1) -> tuple[Paragraph, ...]:
    """The paragraphs, headings, list items, quotations, table cells and code of a Markdown text.

    Args:
        raw: the text, as CommonMark has it, with tables.
        path: of it.
        first_line: line of the file that `raw` begins on.

    Raises:
        ReadError: too long, or no words.
    """
    parser, tokens, env = parsed(raw, path)
    found = list(_paragraphs(parser, tokens, env, path, first_line))
    if not found:
        raise ReadError("no words: there is no text", path=path)
    return tuple(found)


def is_plain(content: str) -> bool:
    """Whether a paragraph is taken as it stands, as parsing it could take too long."""
    return (
        len(content) > _LONGEST_INLINE
        or content.count("[") > _MOST_BRACKETS
        or content.count("*") + content.count("_") > _MOST_MARKS
    )


def parsed(raw: str, path: str) -> tuple[MarkdownIt, Sequence[Token], dict[str, object]]:
    """A Markdown text in blocks: the parser, its tokens and what it keeps of references.

    Inline tokens are not parsed yet, so that their length can be looked at.

    Raises:
        ReadError: too long, or nested too deep.
    """
    if len(raw) > _MOST_CHARACTERS:
        raise ReadError(
            f"too long for Markdown: more than {_MOST_CHARACTERS:,} characters; "
            "save it as plain text",
            path=path,
        )
    for what, most, found in (
        ("lines", _MOST_LINES, raw.count("\n")),
        ("cells of tables", _MOST_PIPES, raw.count("|")),
    ):
        if found > most:
            raise ReadError(
                f"too long for Markdown: more than {most:,} {what}; save it as plain text",
                path=path,
            )
    # Imported here: nothing else that attrib reads needs it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.core.ruler.disable("inline")
    env: dict[str, object] = {}
    tokens = parser.parse(raw, env)
    # What is deeper the parser leaves out without a word.
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise ReadError(
            "Markdown lists or quotations nested too deep; save it as plain text", path=path
        )
    return parser, tokens, env


def _paragraphs(
    parser: MarkdownIt,
    tokens: Sequence[Token],
    env: dict[str, object],
    path: str,
    first_line: int,
) -> Iterator[Paragraph]:
    heading = False
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            if is_plain(token.content):
                parts = _as_written(token.content, line)
                bold = 0
            else:
                children: list[Token] = []
                parser.inline.parse(token.content, parser, env, children)
                parts, bold = _inline(children, line)
            if parts:
                size = sum(len(part.words) for part in parts)
                yield Paragraph(parts, size if heading else min(bold, size))
        elif token.type in _BLOCKS:
            first = line + (token.type == "fence")
            parts = _as_written(token.content, first)
            if parts:
                yield Paragraph(parts)
        elif token.type == "html_block":
            yield from _page(token.content, line, path)


def _as_written(content: str, line: int) -> tuple[Part, ...]:
    return joined(Part(words, line + number) for number, words in enumerate(content.split("\n")))


def _page(content: str, line: int, path: str) -> Iterator[Paragraph]:
    try:
        page = read_source_page(content, path)
    except ReadError:
        # A comment, or a tag alone.
        return
    numbers = range(line, line + content.count("\n") + 1)
    yield from from_prose(page.prose, content, numbers, page.bold, lined=False)


def _inline(children: Sequence[Token], line: int) -> tuple[tuple[Part, ...], int]:
    """The words of a paragraph, a part for each of its lines, and how much it begins in bold."""
    lines: list[tuple[list[str], int]] = [([], line)]
    strong = bold = 0
    thin = False
    for token in children:
        if token.type in ("text", "text_special", "code_inline"):
            lines[-1][0].append(token.content)
            if not strong and token.content.strip():
                thin = True
            elif strong and not thin and len(lines) == 1:
                bold = len("".join(lines[0][0]))
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
            lines.append(([], line))
        elif token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            lines.append(([], line))
    return joined(Part("".join(words), number) for words, number in lines), bold
