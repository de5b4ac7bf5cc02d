"""The word lists of this room, read once from ``attrib/data``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of the package's ``data/NAME.yaml``, by their headings."""
    # YAML takes time to import; whoever only imports this room does not pay for it.
    import yaml

    text = resources.files("attrib").joinpath("data").joinpath(f"{name}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: Mapping[str, list[str]] = yaml.load(text, loader)
    return {heading: frozenset(map(str, words)) for heading, words in rows.items()}
