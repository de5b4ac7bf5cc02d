"""What the pages of a folder of reports are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

INDEX = "index.html"
_LONGEST = 60
# Taken by the index, or by devices of Windows in any folder.
_TAKEN = re.compile(r"index|con|prn|aux|nul|com\d|lpt\d")


def page_names(articles: Iterable[str]) -> list[str]:
    """A file name for each article's page, after the article's own, in order.

    Each is of lower-case ASCII letters, digits, "-" and "_", ends in ".html", and is no other's.
    """
    names: list[str] = []
    times: dict[str, int] = {}
    for article in articles:
        letters = unicodedata.normalize("NFKD", PurePath(article).stem.lower())
        stem = re.sub(r"[^a-z0-9_]+", "-", letters.encode("ascii", "ignore").decode())
        stem = stem[:_LONGEST].strip("-") or "article"
        if _TAKEN.fullmatch(stem):
            stem = f"article-{stem}"
        name = stem
        while name in times:
            times[stem] = times.get(stem, 1) + 1
            name = f"{stem}-{times[stem]}"
        times.setdefault(name, 1)
        names.append(f"{name}.html")
    return names
