"""Who said it, and through whom: the attribution of every statement in a news article.

    >>> from attrib import Checker, Registry
    >>> report = Checker(Registry.load("sources.yaml")).check(text)  # doctest: +SKIP

Names are loaded when they are first used, so that ``import attrib`` costs nothing.
"""

from typing import TYPE_CHECKING

from ._version import VERSION as __version__

if TYPE_CHECKING:
    from .checker import Checker
    from .errors import (
        AttribError,
        LedgerError,
        ModelError,
        ReadError,
        RegistryError,
        SettingsError,
    )
    from .gate import Baseline, Ledger, SignOffs
    from .model import (
        Attribution,
        Document,
        EntryFinding,
        Finding,
        Outlet,
        Report,
        SignOff,
        Source,
        Span,
        Speaker,
        Statement,
        Verdict,
    )
    from .read import read_all, read_all_bytes, read_bytes, read_file, read_text
    from .registry import Registry
    from .settings import Limits, Settings, load_settings
    from .verify import Texts

__all__ = [
    "AttribError",
    "Attribution",
    "Baseline",
    "Checker",
    "Document",
    "EntryFinding",
    "Finding",
    "Ledger",
    "LedgerError",
    "Limits",
    "ModelError",
    "Outlet",
    "ReadError",
    "Registry",
    "RegistryError",
    "Report",
    "Settings",
    "SettingsError",
    "SignOff",
    "SignOffs",
    "Source",
    "Span",
    "Speaker",
    "Statement",
    "Texts",
    "Verdict",
    "__version__",
    "load_settings",
    "read_all",
    "read_all_bytes",
    "read_bytes",
    "read_file",
    "read_text",
]

if not TYPE_CHECKING:  # a type checker would take any name at all for an attribute
    _HOMES = {
        "checker": ("Checker",),
        "errors": (
            "AttribError",
            "LedgerError",
            "ModelError",
            "ReadError",
            "RegistryError",
            "SettingsError",
        ),
        "gate": ("Baseline", "Ledger", "SignOffs"),
        "model": (
            "Attribution",
            "Document",
            "EntryFinding",
            "Finding",
            "Outlet",
            "Report",
            "SignOff",
            "Source",
            "Span",
            "Speaker",
            "Statement",
            "Verdict",
        ),
        "read": ("read_all", "read_all_bytes", "read_bytes", "read_file", "read_text"),
        "registry": ("Registry",),
        "settings": ("Limits", "Settings", "load_settings"),
        "verify": ("Texts",),
    }
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

    def __getattr__(name):
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
