"""What reads a PDF in a process of its own: its lines with their places on the page.

The library is native code, and a PDF can make it work or allocate without end (forms that use each
other, streams that unfold a thousandfold). So it runs where time and memory have limits and where
its end is not the end of the check.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

# Line breaks of the library's own, and the hyphen that it takes for one at a line's end.
_BREAKS, _HYPHEN = (0, 10, 13), (2, 0xFFFE)
# Weight of a bold font (OpenType, usWeightClass), and the longest name of one.
_BOLD, _FONT_NAME = 600, 256


def main() -> None:
    """Read a PDF from standard input, and write what is in it as JSON to standard output.

    That is ``{"error": CODE}`` or ``{"pages": [[[words, left, bottom, right, top, bold], ...], ...]}``,
    in points from the lower left corner, where a hyphen that ends a line and may part a word is U+0002. `sys.argv` has the limits: pages,
    characters, seconds of processor time, bytes of memory.
    """
    pages, characters, seconds, memory = map(int, sys.argv[-4:])
    _limit(seconds, memory)
    found = _read(sys.stdin.buffer.read(), pages, characters)
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


def _limit(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has none; there the time that the caller waits is all.
        return
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def _read(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {"error": int(raw.FPDF_GetLastError())}
    pages: list[list[Any]] = []
    left = most_characters
    with document:
        count = len(document)
        if count > most_pages:
            return {"error": "pages"}
        for index in range(count):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                # One damaged page among others: what stands on it is not known.
                return {"error": "page", "page": index + 1}
            text = page.get_textpage()
            try:
                left -= text.count_chars()
                if left < 0:
                    return {"error": "characters"}
                pages.append(list(_lines(text, raw)))
            finally:
                text.close()
                page.close()
    return {"pages": pages}


def _lines(text: Any, raw: Any) -> Iterator[list[Any]]:
    words: list[str] = []
    first = last = -1
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _BREAKS:
            if first >= 0:
                yield _line(text, raw, words, first, last)
            words, first = [], -1
            continue
        if code in _HYPHEN:
            words.append("\x02")
            if first >= 0:
                yield _line(text, raw, words, first, index)
            words, first = [], -1
            continue
        words.append(chr(code) if code <= sys.maxunicode else "\ufffd")
        if code != 32:
            first, last = (index if first < 0 else first), index
    if first >= 0:
        yield _line(text, raw, words, first, last)


def _line(text: Any, raw: Any, words: list[str], first: int, last: int) -> list[Any]:
    left, bottom, _, top = _box(text, raw, first)
    _, _, right, _ = _box(text, raw, last)
    written = "".join(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    bold = _is_bold(text, raw, first) and _is_bold(text, raw, last)
    return [written, *(round(value, 1) for value in (left, bottom, right, top)), bold]


def _box(text: Any, raw: Any, index: int) -> tuple[float, float, float, float]:
    # Loose boxes are as high as the font, whatever letters a line has.
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text, index, box):
        return 0.0, 0.0, 0.0, 0.0
    sides = box.left, box.bottom, box.right, box.top
    if not all(map(math.isfinite, sides)):
        return 0.0, 0.0, 0.0, 0.0
    return sides


def _is_bold(text: Any, raw: Any, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(_FONT_NAME)
    size = raw.FPDFText_GetFontInfo(text, index, name, _FONT_NAME, ctypes.c_int())
    return 0 < size <= _FONT_NAME and b"bold" in name.value.lower()


if __name__ == "__main__":
    main()
