"""Names for findings that last while the article around them is edited.

A fingerprint is made from the rule and the words that it objects to, never from
line numbers: a paragraph put in above, or lines wrapped anew, leave it as it was.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from attrib.model import Document, Finding

# Half of SHA-256: enough that no archive of findings holds two alike by chance.
_DIGITS = 32


def fingerprint(finding: Finding, document: Document, ordinal: int = 0) -> str:
    """A finding's name: 32 hexadecimal digits.

    Args:
        finding: what to name.
        document: the article that it is about.
        ordinal: how many findings before it have the same rule and words.
    """
    return _digest(finding.code, _words(finding, document), ordinal)


def gate(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """The same findings, each with its fingerprint; repeats are told apart by order."""
    seen: Counter[tuple[str, str]] = Counter()
    named = []
    for finding in findings:
        key = finding.code, _words(finding, document)
        named.append(replace(finding, fingerprint=_digest(*key, seen[key])))
        seen[key] += 1
    return tuple(named)


def _digest(code: str, words: str, ordinal: int) -> str:
    name = f"{code}\0{words}\0{ordinal}"
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _words(finding: Finding, document: Document) -> str:
    words = _normal(document.slice(finding.span))
    if not words and document.sentences:
        # A lone quotation mark has no words of its own; those around it tell it from the rest.
        words = _normal(
            document.slice(document.sentences[document.sentence_at(finding.span.start)])
        )
    return words


def _normal(text: str) -> str:
    """Words alone, in lower case: spaces, line ends and the style of marks do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())
