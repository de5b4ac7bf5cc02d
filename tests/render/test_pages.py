from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.render.pages import page_names


@pytest.mark.parametrize(
    ("articles", "names"),
    [
        (["drafts/Pier.txt"], ["pier.html"]),
        (["a/pier.txt", "b/pier.html", "PIER.md"], ["pier.html", "pier-2.html", "pier-3.html"]),
        (["pier-2.txt", "pier.txt", "pier.htm"], ["pier-2.html", "pier.html", "pier-3.html"]),
        (["-", "", "海港.txt"], ["article.html", "article-2.html", "article-3.html"]),
        (["index.txt", "CON.txt"], ["article-index.html", "article-con.html"]),
        (["Café au lait.txt"], ["cafe-au-lait.html"]),
        (["a\"><script>'.txt", "x\n\u202ey.txt"], ["a-script.html", "x-y.html"]),
    ],
)
def test_names_are_the_articles_own(articles: list[str], names: list[str]) -> None:
    assert page_names(articles) == names


@given(st.lists(st.text(), max_size=20))
def test_names_are_safe_and_unique(articles: list[str]) -> None:
    names = page_names(articles)
    assert len(set(names)) == len(names) == len(articles)
    for name in names:
        assert re.fullmatch(r"[a-z0-9_-]{1,70}\.html", name)
        assert name != "index.html"
