"""The page about the API: the OpenAPI document as plain HTML, with nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (_TEMPLATES / "docs.css").read_text("utf-8")
# The page's own style and nothing else, no script at all.
POLICY = (
    "default-src 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("docs.html")


def docs_page(schema: Mapping[str, Any]) -> str:
    """The page of an OpenAPI document."""
    return _template().render(schema=schema, style=_STYLE)
