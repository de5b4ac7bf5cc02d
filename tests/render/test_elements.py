from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from attrib.render.elements import document, lines, under


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_the_text_the_file_can_be_read(text: str) -> None:
    whole = Element("whole")
    under(whole, "part", name=text, none=None).text = lines(text, "more")
    read = ElementTree.fromstring(document(whole).encode("ascii"))
    (part,) = read
    assert set(part.attrib) == {"name"}
    assert part.text is not None
    assert part.text.endswith("more")


def test_controls_are_shown() -> None:
    whole = Element("whole")
    under(whole, "part", name='a\x00b\x1b[2J\ufffe<&"é')
    assert r'name="a\x00b\x1b[2J\ufffe&lt;&amp;&quot;&#233;"' in document(whole)
