"""Pages from templates: one file each, that asks no network and runs no stranger's code.

What articles, registries and texts hold is escaped by the template engine wherever it stands.
A page's own style and script are allowed by their digests alone (Content Security Policy
Level 3, section 2.3.1), so that what slipped through would still not run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    connects: bool = False,
    filters: Mapping[str, Callable[..., object]],
    **values: Any,
) -> str:
    """A template filled in.

    Args:
        template: its file's name.
        styles, scripts: names of the files that go into the page, in order.
        connects: whether the page may speak to the server that it comes from.
        filters: what the template calls by name, beside the engine's own.
        values: what it is filled in with. `policy`, `style` and `script` are given to it, too.
    """
    style, script = ("\n".join(map(_own, names)) for names in (styles, scripts))
    policy = {
        "default-src": "'none'",
        "style-src": _digest(style),
        "script-src": _digest(script) if script else "'none'",
        "connect-src": "'self'" if connects else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # The files are this package's own: nothing of an article is in them.
    filled = _template(template, tuple(filters.items())).render(
        policy="; ".join(f"{key} {value}" for key, value in policy.items()),
        style=Markup(style),
        script=Markup(script),
        **values,
    )
    # Half a character, as of a file's name, is in no file that can be written.
    return filled.encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def _template(name: str, filters: tuple[tuple[str, Callable[..., object]], ...]) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(name)


@cache
def _own(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
