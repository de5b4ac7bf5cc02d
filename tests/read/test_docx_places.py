"""Where the words of a document stand are those words, whatever stands in and around them."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.read.docx import read_docx_article
from attrib.read.docx_places import word_places
from attrib.read.docx_styles import HiddenStyles
from tests.render.word import body, docx_of

MOST = 1_000_000
_HOLDING = (
    *("p", "p", "p", "r", "r", "r", "t", "t", "t", "del", "ins", "ruby", "rt", "rubyBase", "tbl"),
    *("tr", "tc", "trPr", "tcPr", "sdt", "sdtPr", "sdtContent", "pPr", "rPr", "rPrChange"),
    *("pPrChange", "txbxContent", "hyperlink"),
)
_EMPTY = (
    *("<w:vanish/>", "<w:b/>", "<w:del/>", "<w:cellDel/>", "<w:showingPlcHdr/>", "<w:text/>"),
    *("<w:br/>", "<w:tab/>", "<w:ptab/>", "<w:noBreakHyphen/>", "<w:altChunk/>"),
    *("<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='separate'/>"),
    *("<w:fldChar w:fldCharType='end'/>", "<w:sym w:font='Times' w:char='201C'/>"),
    *("<w:sym w:font='Webdings' w:char='41'/>", "<w:pStyle w:val='Title'/>"),
    "<w:rStyle w:val='H'/>",
)
_OTHER = ("m:oMath", "m:oMathPara", "m:r", "m:t", "m:f", "mc:AlternateContent", "mc:Fallback")
_ELEMENTS = st.recursive(
    st.sampled_from(["words ", "é&amp;", "<![CDATA[a b]]>", *_EMPTY]),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from([*(f"w:{name}" for name in _HOLDING), *_OTHER]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=40,
)


@given(st.lists(_ELEMENTS, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_the_words_are_those_that_are_read(pieces: list[str]) -> None:
    main = body(f"<w:p><w:r><w:t>First.</w:t></w:r></w:p>{''.join(pieces)}")
    places = word_places(main.encode(), "a.docx", MOST, HiddenStyles())
    with contextlib.suppress(ReadError):
        article = read_docx_article(docx_of(main), "a.docx", MOST, MOST)
        assert places.letters() == "".join(article.raw.split())
