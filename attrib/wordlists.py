"""Words as data: the lists of ``attrib/data``, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> Mapping[str, Any]:
    """The lists of ``data/NAME.yaml`` by their headings; every word is the text as written."""
    # Imported here: what reads no list ("attrib --help", "attrib explain") does not pay for it.
    import yaml

    text = resources.files("attrib").joinpath("data").joinpath(f"{name}.yaml").read_text("utf-8")
    # The base loader keeps "no", "on" and "yes", which YAML 1.1 takes for booleans.
    lists: Mapping[str, Any] = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return lists


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """The same, for a file whose every heading holds a plain list."""
    return {heading: frozenset(words) for heading, words in load(name).items()}
