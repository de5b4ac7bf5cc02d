"""``attrib.baseline.yaml``: the findings that were there before the desk began to check.

They are known by article and fingerprint. The file holds no line numbers and no dates,
one finding a line and sorted, so that two branches' baselines merge by themselves but where they
add neighbours; there both lines are to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from attrib.errors import LedgerError
from attrib.model import Finding
from attrib.rules import RULES
from attrib.yaml_places import Reading, Table, Value, is_plain, quoted

from .articles import name_in, normal
from .files import LONGEST_NAME, LONGEST_PATH, opened, version_of, whole

BASELINE_NAME = "attrib.baseline.yaml"
_VERSION = "1"
_HEAD = f"""\
# Findings that were there before this desk began to check, written by `attrib baseline`.
# `attrib check` marks them as old, and `attrib check --new-only` lets them pass.
version: {_VERSION}
findings:
"""


class Old(NamedTuple):
    """One finding of a baseline.

    Attributes:
        article: its path from the baseline's folder.
        rule: name of the rule, for whoever reads the file.
        fingerprint: the finding's.
    """

    article: str
    rule: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The old findings of a desk's articles.

    Attributes:
        path: the file; None for no baseline.
        findings: sorted, each once.
        version: that the file was written in.
    """

    path: Path | None = None
    findings: tuple[Old, ...] = ()
    version: str = _VERSION

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """The baseline in a file, of any version so far.

        Raises:
            LedgerError: the file cannot be read, has a mistake, or is of a later version.
        """
        reading, root = opened(path)
        version = version_of(reading, root, _READERS)
        findings = tuple(sorted(set(_READERS[version](reading, root))))
        return whole(reading, cls(path, findings, version))

    def old_in(self, article: str) -> frozenset[str]:
        """Fingerprints of the old findings of the article at a path."""
        if self.path is None:
            return frozenset()
        name = name_in(self.path.parent, article)
        return self._by_article.get(name, frozenset()) if name is not None else frozenset()

    @cached_property
    def _by_article(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for old in self.findings:
            found.setdefault(normal(old.article), set()).add(old.fingerprint)
        return {article: frozenset(prints) for article, prints in found.items()}

    def renewed(self, path: Path, checked: Mapping[str, Iterable[Finding]]) -> Baseline:
        """This baseline with the findings of the articles checked in place of their old ones.

        Args:
            path: where it is to be kept.
            checked: by path of the article, what is to count as old.

        Raises:
            LedgerError: an article has no name that a file can hold.
        """
        fresh: set[Old] = set()
        names: set[str] = set()
        for article, findings in checked.items():
            name = name_in(path.parent, article)
            if name is None or not _nameable(name):
                raise LedgerError(
                    "cannot be in a baseline: it has no name that can be written there",
                    path=article,
                )
            names.add(name)
            fresh.update(Old(name, f.name, f.fingerprint) for f in findings)
        kept = {old for old in self.findings if normal(old.article) not in names}
        return Baseline(path, tuple(sorted(kept | fresh)))

    def text(self) -> str:
        """The file, in this version."""
        if not self.findings:
            return _HEAD.removesuffix("\n") + " []\n"
        return _HEAD + "".join(_line(old) for old in self.findings)


def _line(old: Old) -> str:
    parts = (
        f"{key}: {value if is_plain(value) else quoted(value)}"
        for key, value in old._asdict().items()
    )
    return f"- {{{', '.join(parts)}}}\n"


def _nameable(name: str) -> bool:
    """True for a path that comes out of the file as it went in."""
    return name.isprintable() and name == name.strip() and len(name) <= LONGEST_PATH


def _read_1(reading: Reading[LedgerError], root: Table) -> Iterator[Old]:
    found = reading.mapping(root, "the file", ("version", "findings"), ("version", "findings"))
    if "findings" not in found:
        return
    keys = ("article", "rule", "fingerprint")
    for entry in reading.items(found["findings"], "findings"):
        old = reading.mapping(entry, "a finding", keys, required=keys)
        if len(old) < len(keys):
            continue
        article = reading.words(old["article"], "article", LONGEST_PATH)
        rule = reading.words(old["rule"], "rule", LONGEST_NAME)
        fingerprint = reading.fingerprint(old["fingerprint"], "fingerprint")
        if article is not None and rule is not None and fingerprint is not None:
            yield Old(article, rule, fingerprint)


def _read_0(reading: Reading[LedgerError], root: Table) -> Iterator[Old]:
    """Version 0 had fingerprints by article and by code of the rule."""
    names = {rule.code: rule.name for rule in RULES}
    found = reading.mapping(root, "the file", ("version", "articles"), ("version", "articles"))
    if "articles" not in found:
        return
    for article, codes in reading.entries(found["articles"], "articles"):
        name = reading.words(article, "an article", LONGEST_PATH)
        for code, prints in reading.entries(codes, "an article"):
            for value in _listed(reading, prints):
                fingerprint = reading.fingerprint(value, "a fingerprint")
                if name is not None and fingerprint is not None:
                    yield Old(name, names.get(code.text, code.text[:LONGEST_NAME]), fingerprint)


def _listed(reading: Reading[LedgerError], value: Value) -> tuple[Value, ...]:
    return reading.items(value, "the fingerprints of a rule")


_READERS: Mapping[str, Callable[[Reading[LedgerError], Table], Iterator[Old]]] = {
    "0": _read_0,
    _VERSION: _read_1,
}
