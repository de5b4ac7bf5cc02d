"""One article, written for these tests, in every format that newsrooms hold articles in.

Its paragraphs are in Markdown of the simplest kind; each builder sets them as its format does.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape

import docx as docx_library

HEADLINE = "Council shuts the Marlow footbridge"
BYLINE = "Ines Ferré"
PUBLICATION = "The Marlow Courier"
CREDIT = "Tidewater News"
DATE = "2026-03-02"
PARAGRAPHS = (
    "The Marlow footbridge will stay closed until autumn after divers found cracks in two of its "
    "piers, the county council said on Monday.",
    "“You could put a finger into them,” said Renée Okafor, the council’s chief engineer.",
    "“It is [not a *small* repair](https://example.com/repair?said=1),” she said, “and nobody "
    "should pretend that it is.”",
    "Okafor told Radio Severn that she had been warned two years ago. “Their foreman said to me, "
    "‘The mortar is sand,’ and I wrote it down,” she said.",
    "The inspection reports were falsified to hide the damage.",
    "Smith & Daughters, the contractor, denied that it had cut corners.",
    "“Every bag of cement was tested,” its director, Tomás Reyes, told the Severn Herald. "
    "“We kept the receipts.”",
    "The bridge carries about 3,000 people a day, according to the council.",
    "Critics say the bridge was *never* safe.",
    "A shuttle bus will run from the station every ten minutes, the council said.",
    "“That is no use to my customers,” said Ada Pike, who sells coffee at the eastern end. "
    "“They walk.”",
    "Ms Pike said takings had fallen by half since the barriers went up.",
    "“The work will cost £2m,” Okafor said.",
    "“We were told to keep quiet about the price.”",
    "Reyes said his firm would bid for the repair.",
)

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def plain(paragraph: str) -> str:
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", paragraph))


def marked_up(paragraph: str, *, numeric: bool = False) -> str:
    """A paragraph as HTML, its curly marks as references where `numeric`."""
    page = escape(paragraph, quote=False)
    page = _EMPHASIS.sub(r"<em>\1</em>", _LINK.sub(r'<a href="\2">\1</a>', page))
    if not numeric:
        return page
    return "".join(f"&#{ord(char)};" if char in "“”‘’" else char for char in page)


def blocks(*, numeric: bool = False) -> str:
    return "\n".join(f"<p>{marked_up(p, numeric=numeric)}</p>" for p in PARAGRAPHS)


def text() -> str:
    front = (
        f"---\nheadline: {HEADLINE}\nbyline: {BYLINE}\npublication: {PUBLICATION}\n"
        f"date: {DATE}\n---\n\n"
    )
    return front + "\n\n".join(map(plain, PARAGRAPHS)) + "\n"


def html() -> str:
    return (
        f'<!doctype html>\n<html><head><title>{HEADLINE}</title><meta name="author" '
        f'content="{BYLINE}"><meta property="og:site_name" content="{PUBLICATION}">'
        f'<meta property="article:published_time" content="{DATE}T09:00:00Z"></head>\n'
        f"<body><nav><p>Home News Sport</p></nav><article>\n{blocks(numeric=True)}\n"
        "</article></body></html>\n"
    )


def markdown() -> str:
    front = f"---\ntitle: {HEADLINE}\nauthor: {BYLINE}\npublication: {PUBLICATION}\ndate: {DATE}\n---\n\n"
    # Lines that a width broke, as editors of Markdown break them.
    paragraphs = [p.replace(" said", "\nsaid").replace("&", "&amp;") for p in PARAGRAPHS]
    return f"{front}![The bridge](bridge.jpg)\n\n" + "\n\n".join(paragraphs) + "\n"


# DOCX

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _runs(paragraph: str) -> str:
    """Runs as Word leaves them: split in the middle of words, with proofing marks between."""
    made, at = [], 0
    for found in _LINK.finditer(paragraph):
        made.append(_split(paragraph[at : found.start()]))
        made.append(f'<w:hyperlink r:id="rId9">{_split(found.group(1))}</w:hyperlink>')
        at = found.end()
    return "".join([*made, _split(paragraph[at:])])


def _split(words: str) -> str:
    made = []
    for index, part in enumerate(words.split("*")):
        properties = "<w:rPr><w:i/></w:rPr>" if index % 2 else "<w:rPr/>"
        half = len(part) // 2
        made.append(
            _run(part[:half], properties)
            + '<w:proofErr w:type="spellStart"/>'
            + f"<w:smartTag>{_run(part[half:], properties)}</w:smartTag>"
        )
    return "".join(made)


def docx() -> bytes:
    """As Word writes it: tracked changes, a comment, a footnote, empty paragraphs, a table."""
    body = ["<w:p/>", "<w:p/>"]
    for number, paragraph in enumerate(PARAGRAPHS):
        inner = _runs(paragraph)
        if number == 0:
            inner = (
                '<w:commentRangeStart w:id="0"/>'
                + inner
                + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
                + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            )
        if number == 4:
            inner = (
                '<w:del w:id="1" w:author="Desk"><w:r><w:delText>Police say </w:delText></w:r></w:del>'
                '<w:ins w:id="2" w:author="Desk">' + _run(paragraph[:4]) + "</w:ins>"
            ) + _runs(paragraph[4:])
        paragraph_mark = f"<w:p>{inner}</w:p>"
        if number == 9:
            cell = f"<w:tc><w:tcPr/>{paragraph_mark}</w:tc>"
            paragraph_mark = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        body.append(paragraph_mark)
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:mc="{_MC}" xmlns:r="urn:r"><w:body>'
        + "".join(body)
        + "<w:sectPr/></w:body></w:document>"
    )
    note = f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2"><w:p>{_run("A note.")}</w:p></w:footnote></w:footnotes>'
    said = f'<w:comments xmlns:w="{_W}"><w:comment w:id="0"><w:p>{_run("Says who?")}</w:p></w:comment></w:comments>'
    return packed(
        {"word/document.xml": document, "word/footnotes.xml": note, "word/comments.xml": said}
    )


def plain_docx() -> bytes:
    """As LibreOffice and python-docx write it: a run a stretch, styles, properties."""
    document = docx_library.Document()
    document.core_properties.title = "Untitled 3"
    for paragraph in PARAGRAPHS:
        made = document.add_paragraph(style="Normal")
        for index, part in enumerate(_LINK.sub(r"\1", paragraph).split("*")):
            made.add_run(part).italic = bool(index % 2)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def packed(entries: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


# ninjs


def ninjs_1(body: str) -> str:
    bodies = {"text": "\n\n".join(map(plain, PARAGRAPHS)), "xhtml": blocks()}
    item = {
        "uri": "http://example.com/items/20260302-1",
        "type": "text",
        "versioncreated": f"{DATE}T09:00:00Z",
        "copyrightholder": CREDIT,
        "byline": f"By {BYLINE}",
        "headline": HEADLINE,
        "urgency": 3,
        f"body_{body}": bodies[body],
    }
    return json.dumps(item, indent=2)


def ninjs_2() -> str:
    return json.dumps(
        {
            "uri": "http://example.com/items/20260302-1",
            "type": "text",
            "versioncreated": f"{DATE}T09:00:00Z",
            "copyrightholder": CREDIT,
            "byline": BYLINE,
            "headlines": [
                {"role": "short", "value": "Bridge shut"},
                {"role": "main", "value": HEADLINE},
            ],
            "bodies": [
                {"role": "summary", "contenttype": "text/plain", "value": "The bridge is shut."},
                {"role": "main", "contenttype": "text/html", "value": blocks(numeric=True)},
            ],
        }
    )


def ninjs_3(*, as_nitf: bool = False) -> str:
    body = {"role": "main", "contentType": "text/html", "value": blocks()}
    if as_nitf:
        body = {"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf()}
    return json.dumps(
        {
            "uri": "http://example.com/items/20260302-1",
            "standard": {"name": "ninjs", "version": "3.0"},
            "type": "text",
            "versionCreated": f"{DATE}T09:00:00Z",
            "copyrightHolder": CREDIT,
            "by": BYLINE,
            "headlines": [{"role": "main", "value": HEADLINE}],
            "bodies": [{"role": "caption", "contentType": "text/plain", "value": "A pier."}, body],
        }
    )


# XML


def nitf(space: str = "") -> str:
    """With a CDATA section, a media block, references and an element of its own in a quote."""
    content = []
    for number, paragraph in enumerate(PARAGRAPHS):
        page = marked_up(paragraph, numeric=number % 2 == 1)
        if number == 5:
            page = f"<![CDATA[{paragraph}]]>"
        content.append(f"<p>{page.replace('Okafor', '<person>Okafor</person>')}</p>")
    return (
        f"<nitf{space}>\n<head><title>{HEADLINE}</title><docdata>"
        f'<date.issue norm="{DATE.replace("-", "")}T090000Z"/>'
        f'<doc.copyright holder="{CREDIT}" year="2026"/></docdata>'
        f'<pubdata name="{PUBLICATION}" date.publication="{DATE.replace("-", "")}"/></head>\n'
        f"<body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline>\n"
        f"<byline>By <person>{BYLINE}</person><byttl>Staff Writer</byttl></byline>"
        f"<distributor>{CREDIT}</distributor></body.head>\n<body.content>\n"
        "<media><media-caption>The bridge, officials said, is shut.</media-caption></media>\n"
        + "\n".join(content)
        + "\n</body.content><body.end><tagline>Ines Ferré writes.</tagline></body.end></body>\n</nitf>\n"
    )


def nitf_file() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.6//EN" '
        f'"nitf-3-6.dtd">\n<!-- the desk’s own -->\n{nitf()}'
    )


_G2 = "http://iptc.org/std/nar/2006-10-01/"


def news_item(content: str) -> str:
    return (
        f'<newsItem xmlns="{_G2}" guid="urn:x:1" standard="NewsML-G2">\n'
        f'<rightsInfo><copyrightHolder literal="{CREDIT}"/></rightsInfo>\n'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="x"><name>{CREDIT}</name>'
        f"</provider><versionCreated>{DATE}T09:00:00+01:00</versionCreated></itemMeta>\n"
        f"<contentMeta><by>By {BYLINE}</by><headline>{HEADLINE}</headline></contentMeta>\n"
        f"<contentSet>{content}</contentSet>\n</newsItem>"
    )


_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'


def newsml_nitf() -> str:
    inner = nitf(' xmlns="http://iptc.org/std/NITF/2006-10-18/"')
    return _DECLARED + news_item(
        f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>'
    )


def newsml_xhtml() -> str:
    page = re.sub(r"<(/?)(\w)", r"<\1h:\2", blocks(numeric=True))
    inner = (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>x</h:title></h:head>'
        f"<h:body>\n{page}</h:body></h:html>"
    )
    return _DECLARED + news_item(
        f'<inlineXML contenttype="application/xhtml+xml">{inner}</inlineXML>'
    )


def newsml_data() -> str:
    words = escape("\n\n".join(map(plain, PARAGRAPHS)), quote=False)
    return _DECLARED + news_item(f'<inlineData contenttype="text/plain">{words}</inlineData>')


def news_message() -> str:
    picture = news_item('<remoteContent href="bridge.jpg" contenttype="image/jpeg"/>')
    inner = f'<inlineXML contenttype="application/xhtml+xml"><div>{blocks()}</div></inlineXML>'
    return (
        f'{_DECLARED}<newsMessage xmlns="{_G2}"><header/><itemSet>\n{picture}\n'
        f"{news_item(inner)}</itemSet></newsMessage>"
    )


# WordPress


def wordpress() -> dict[str, object]:
    return {
        "id": 7,
        "date": f"{DATE}T09:00:00",
        "type": "post",
        "title": {"rendered": HEADLINE.replace("the", "the&nbsp;")},
        "content": {
            "rendered": '\n<figure class="wp-block-image"><figcaption>The bridge, it is said, is '
            f"shut.</figcaption></figure>\n\n\n\n{blocks(numeric=True)}\n",
            "protected": False,
        },
        "_embedded": {
            "author": [{"id": 2, "name": BYLINE}],
            "wp:term": [[{"taxonomy": "category", "name": "News"}]],
        },
    }


def wxr(content: str) -> str:
    caption = (
        '\n\n[caption id="attachment_3" align="alignleft" width="300"]<img src=\'b.jpg\' /> '
        "The bridge, officials said, is shut.[/caption]\n\n"
    )
    if content == "blocks":
        held = "\n\n".join(
            f"<!-- wp:paragraph -->\n<p>{marked_up(p, numeric=True)}</p>\n<!-- /wp:paragraph -->"
            for p in PARAGRAPHS
        )
    else:
        paragraphs = [marked_up(p, numeric=n % 2 == 0) for n, p in enumerate(PARAGRAPHS)]
        held = paragraphs[0] + caption + "\n\n".join(paragraphs[1:]) + '\n\n[gallery ids="1,2"]'
    field = f"<![CDATA[{held}]]>" if content != "escaped" else escape(held, quote=False)
    return f"""{_DECLARED}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>{PUBLICATION}</title>
<wp:author><wp:author_login><![CDATA[iferre]]></wp:author_login>
<wp:author_display_name><![CDATA[{BYLINE}]]></wp:author_display_name></wp:author>
<item><title>About us</title><content:encoded><![CDATA[We are a newspaper.]]></content:encoded>
<wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>
<item><title><![CDATA[{HEADLINE}]]></title><dc:creator><![CDATA[iferre]]></dc:creator>
<content:encoded>{field}</content:encoded>
<excerpt:encoded><![CDATA[An excerpt, it is said.]]></excerpt:encoded>
<wp:post_date><![CDATA[{DATE} 09:00:00]]></wp:post_date><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type><category domain="category" nicename="news"><![CDATA[News]]></category>
<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta>
<wp:comment><wp:comment_content><![CDATA[A reader says no.]]></wp:comment_content></wp:comment></item>
</channel></rss>
"""


# JSON


def record() -> dict[str, object]:
    return {
        "headline": HEADLINE,
        "byline": BYLINE,
        "date": DATE,
        "publication": PUBLICATION,
        "body": "\n".join(map(plain, PARAGRAPHS)),
    }


def json_lines() -> str:
    other = {"headline": "Other", "text": "The pier will open in May, the board said."}
    return f"{json.dumps(other)}\n{json.dumps(record())}\n"


# What the file of each is called, its bytes, and which of its articles is this one.
FORMATS: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "text": ("story.txt", text, ""),
    "html": ("story.html", html, ""),
    "markdown": ("story.md", markdown, ""),
    "DOCX of Word": ("story.docx", docx, ""),
    "DOCX of another program": ("story.docx", plain_docx, ""),
    "ninjs 1, plain": ("story.json", lambda: ninjs_1("text"), ""),
    "ninjs 1, XHTML": ("story.json", lambda: ninjs_1("xhtml"), ""),
    "ninjs 2": ("story.json", ninjs_2, ""),
    "ninjs 3": ("story.json", ninjs_3, ""),
    "ninjs 3 with NITF": ("story.json", lambda: ninjs_3(as_nitf=True), ""),
    "NITF": ("story.xml", nitf_file, ""),
    "NewsML-G2 with NITF": ("story.xml", newsml_nitf, ""),
    "NewsML-G2 with XHTML": ("story.xml", newsml_xhtml, ""),
    "NewsML-G2 with plain text": ("story.xml", newsml_data, ""),
    "a news message": ("story.xml", news_message, "#1"),
    "a WordPress post": ("post.json", lambda: json.dumps(wordpress()), ""),
    "a list of one WordPress post": ("posts.json", lambda: json.dumps([wordpress()]), "#1"),
    "WXR with blocks": ("export.xml", lambda: wxr("blocks"), "#2"),
    "WXR of the classic editor": ("export.xml", lambda: wxr("classic"), "#2"),
    "WXR with references": ("export.xml", lambda: wxr("escaped"), "#2"),
    "JSON": ("story.json", lambda: json.dumps(record()), ""),
    "JSON Lines": ("stories.jsonl", json_lines, "#2"),
}


def built(name: str) -> bytes:
    made = FORMATS[name][1]()
    return made if isinstance(made, bytes) else made.encode()
