from xml.etree import ElementTree

from attrib.render.checkstyle import render

from . import tools


def test_a_file_for_each_article_and_what_could_not_be_read() -> None:
    text = render(
        [tools.report()], [tools.ERROR], [tools.ENTRY], stopping=tools.STOPPING, root=tools.ROOT
    )
    whole = ElementTree.fromstring(text)
    assert (whole.tag, whole.attrib) == ("checkstyle", {"version": "4.3"})
    files = {file.get("name"): list(file) for file in whole}
    assert list(files) == ["pier.txt", "lost.txt", "texts/lost.pdf", "attrib.yaml"]
    assert files["lost.txt"][0].attrib == {
        "line": "1",
        "severity": "error",
        "message": "could not be read: no such file",
        "source": "attrib.unreadable",
    }
    first, second, *_ = files["pier.txt"]
    assert first.attrib == {
        "line": "1",
        "column": "27",
        "severity": "error",
        "message": "unattributed-quote: Who says “Größe zählt.”? Suggestion: perhaps Zoë.",
        "source": "attrib.AT101",
    }
    assert second.get("severity") == "info"
