"""Names for findings and statements that last while the article around them is edited.

A fingerprint is made from the words alone (and, of a finding, the rule that objects to
them), never from line numbers: paragraphs put in, edited or moved elsewhere, and lines
wrapped anew, leave it as it was.

Words that stand in an article several times over are told apart by number, in the order
of the text. So it is all of their fingerprints together that stay the same: where two equal
findings change places, so do their fingerprints, and where one more appears, it is
one more fingerprint that is new, whichever of them it is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from attrib.model import Attribution, Document, Finding, Span

# Half of SHA-256: enough that no archive of findings holds two alike by chance.
_DIGITS = 32
# Stands where a finding has its rule's code.
_STATEMENT = "statement"
# Hyphen, en dash and the minus sign: "-40", but not "10-20".
_MINUS = "-\u2013\u2212"


def fingerprint(finding: Finding, document: Document, ordinal: int = 0) -> str:
    """A finding's name: 32 hexadecimal digits.

    Args:
        finding: what to name.
        document: the article that it is about.
        ordinal: how many findings before it have the same rule and words.
    """
    return _digest(finding.code, _words(finding, document), ordinal)


def named(findings: Iterable[Finding], document: Document) -> Iterator[Finding]:
    """The same findings, each with its fingerprint; repeats are told apart by order."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = finding.code, _words(finding, document)
        yield replace(finding, fingerprint=_digest(*key, seen[key]))
        seen[key] += 1


def statement_fingerprints(attributions: Sequence[Attribution], document: Document) -> list[str]:
    """A name for each statement, from the words of its content; repeats are told apart by order."""
    seen: Counter[str] = Counter()
    found = []
    for attribution in attributions:
        content = attribution.statement.content
        words = " ".join(_normal(document.slice(span)) for span in content).strip()
        words = words or _sentence(document, content[0])
        found.append(_digest(_STATEMENT, words, seen[words]))
        seen[words] += 1
    return found


def _digest(code: str, words: str, ordinal: int) -> str:
    name = f"{code}\0{words}\0{ordinal}"
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _words(finding: Finding, document: Document) -> str:
    if finding.comment is not None:
        return _normal(document.raw[finding.comment.start : finding.comment.end])
    # A lone quotation mark has no words of its own; those around it tell it from the rest.
    return _normal(document.slice(finding.span)) or _sentence(document, finding.span)


def _sentence(document: Document, span: Span) -> str:
    if not document.sentences:
        return ""
    sentence = document.sentences[document.sentence_at(span.start)]
    # What stands in no sentence must not be named by the one before it, which may move.
    return _normal(document.slice(sentence)) if span.start < sentence.end else ""


def _normal(text: str) -> str:
    """Words and what changes a number, in lower case: no spaces, line ends and styles of marks.

    Of signs there remain "%", those of currencies, and a minus before a number.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(_weighed(folded)).split())


def _weighed(text: str) -> Iterator[str]:
    before = ""
    for at, char in enumerate(text):
        if char.isalnum():
            yield char
        elif char == "%" or unicodedata.category(char) == "Sc":
            yield f" {char} "
        elif char in _MINUS and not before.isalnum() and _is_amount(text[at + 1 : at + 3]):
            yield " - "
        else:
            yield " "
        before = char


def _is_amount(text: str) -> bool:
    """True for what begins with a digit, or with a currency's sign and a digit."""
    if text and unicodedata.category(text[0]) == "Sc":
        text = text[1:]
    return text[:1].isdigit()
