import pytest

from attrib.errors import ReadError
from attrib.model import Document, Span
from attrib.read import read_bytes
from tests.read.test_read import read_or_error

STORY = """\
<p>The ferry company said on Tuesday that it would close its oldest line in March, blaming
falling fares and a strike that has kept half of its boats in port since the year began.</p>
<p>&ldquo;We&rsquo;ve looked at every figure,&rdquo; said Ana&nbsp;Reyes. Profits at
R&amp;D&#8212;the&#x20AC;3m arm&mdash;fell.</p>
"""
PROSE = [
    "The ferry company said on Tuesday that it would close its oldest line in March, blaming "
    "falling fares and a strike that has kept half of its boats in port since the year began.",
    "“We’ve looked at every figure,” said Ana Reyes. Profits at R&D—the€3m arm—fell.",
]


def read(page: str) -> Document:
    return read_bytes(page.encode(), "a.html")


def paragraphs(page: str) -> list[str]:
    document = read(page)
    return [document.slice(paragraph) for paragraph in document.paragraphs]


def test_references_are_decoded_and_map_to_the_whole_reference() -> None:
    document = read(f"<html><body>{STORY}</body></html>")
    assert [document.slice(p) for p in document.paragraphs] == PROSE

    def raw(words: str) -> str:
        start = document.text.index(words)
        return document.raw[slice(*document.raw_span(Span(start, start + len(words))))]

    assert raw("“We’ve") == "&ldquo;We&rsquo;ve"
    assert raw("’") == "&rsquo;"
    assert raw("R&D—") == "R&amp;D&#8212;"
    assert raw("€3m") == "&#x20AC;3m"
    assert raw("Ana Reyes.") == "Ana&nbsp;Reyes."
    assert raw("at R") == "at\nR"
    assert raw("fell.") == "fell."


def test_a_reference_at_the_very_end_maps_whole() -> None:
    document = read("<p>He said &ldquo;no&rdquo;</p><p>She said &ldquo;yes&rdquo;")
    last = document.raw_span(Span(len(document.text) - 1, len(document.text)))
    assert document.raw[slice(*last)] == "&rdquo;"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("AT&T", "AT&T"),
        ("AT&TV", "AT&TV"),
        ("&ampere", "&ere"),
        ("&copy2024", "©2024"),
        ("a &unknown; b", "a &unknown; b"),
        ("gov&shy;ernment", "government"),
        ("zero&#8203;width\u200b", "zerowidth"),
        ("a&#10;b", "a b"),
        ("&#0;", "\ufffd"),
        ("<q>Yes, <q>no</q></q>, he said", "“Yes, ‘no’”, he said"),
        ("<q>“Yes,”</q> and <q>no</q>, he said", "“Yes,” and “no”, he said"),
        ("<q> &ldquo;<em>Yes</em>&#8221; </q>, he said", "“Yes” , he said"),
        ('"<q>Yes</q>", “<b><q>no</q></b>” and &quot;<q>so</q>&quot;', '"Yes", “no” and "so"'),
        ("<q>“Yes,” he said</q>, he says", "““Yes,” he said”, he says"),
        ("<q>“Yes <q>no</q>, <q>‘so’</q></q>", "““Yes ‘no’, ‘so’”"),
        ("a<br>b", "a b"),
        ("in<b>side</b> a <i>word</i>", "inside a word"),
        ("a <span hidden>not this</span> b", "a b"),
        ("a <span class='sr-only'>x<span>y</span>z</span>b", "a b"),
    ],
)
def test_inside_a_paragraph(written: str, read_as: str) -> None:
    assert paragraphs(f"<p>{written}</p><p>The end.</p>") == [read_as, "The end."]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("One.<br><br>Two.<br/> <br/>Three.", ["One.", "Two.", "Three."]),
        ("<p>One.<p>Two.<div>Three.</div>Four.", ["One.", "Two.", "Three.", "Four."]),
        ("<ul><li>One.<li>Two.</ul>", ["One.", "Two."]),
        ("<blockquote>“One.”<footer>Ana Reyes</footer></blockquote>", ["“One.”", "Ana Reyes"]),
        ("<table><tr><td>One.<td>Two.</table>", ["One.", "Two."]),
        ("<pre>One\ngoes on.\n\nTwo.</pre>", ["One goes on.", "Two."]),
        ("<section><h2>Heading</h2>One.<hr>Two.</section>", ["Heading", "One.", "Two."]),
        ("<p>One <!-- not this --> goes on.</p>", ["One goes on."]),
    ],
)
def test_what_parts_paragraphs(written: str, expected: list[str]) -> None:
    assert paragraphs(f"<body>{written}</body>") == expected


@pytest.mark.parametrize(
    "beside",
    [
        "<nav><ul><li><a href='/'>Home</a><li>Opinion: “Why I said no”</ul></nav>",
        "<script>var a = '<p>The reader said yes.</p>';</script>",
        "<style>p { content: 'He said so.' }</style>",
        "<noscript><p>Turn on scripts.</p></noscript>",
        "<template><p>A template.</p></template>",
        "<aside><p>“A pulled quotation.”</p></aside>",
        "<form><label>Your e-mail</label><p>We said we would write.</p></form>",
        "<button>Share this story</button>",
        "<figure><img src=a.jpg><figcaption>A boat. “It leaks,” he said.</figcaption></figure>",
        "<footer><p>© Harbour Daily. He said so.</p></footer>",
        "<div role='navigation'>Home News</div>",
        "<div role=complementary>He said so elsewhere.</div>",
        "<div hidden>He said it in secret.</div>",
        "<div style='color: red; DISPLAY : none'>He said it in secret.</div>",
        "<section id='comments'><h2>Comments</h2><p>gull77 says: about time.</p></section>",
        "<div class='comments-area'><p>gull77 says: about time.</p></div>",
        "<div class='story__share-bar'><p>Tell your friends he said so.</p></div>",
        "<div class='articleNewsletter'><p>Get what they said by mail.</p></div>",
        "<ul class='related-links'><li><a href=b>Crane falls, says owner</a></ul>",
        "<p><a href=b>Crane falls in north dock</a></p>",
        "<p><time>5 March 2024</time></p>",
        "<p>Advertisement</p>",
        "<article class='comment'><p>It was about time, I said.</p></article>",
    ],
)
def test_what_is_beside_the_prose_is_left_out(beside: str) -> None:
    page = f"<html><body><article>{STORY}{beside}<p>The end.</p></article></body></html>"
    assert paragraphs(page) == [*PROSE, "The end."]
    assert paragraphs(f"<body>{beside}{STORY}</body>") == PROSE


@pytest.mark.parametrize(
    "kept",
    [
        "<div class='overflow-hidden'>",
        "<div class='no-sidebar with-related comments-open category-social'>",
        "<div class='css-1x2ad8k'>",
        "<div class='shareholder-story'>",
        "<div aria-hidden=false>",
        "<section id='upload'>",
    ],
)
def test_names_that_only_sound_like_furniture_are_kept(kept: str) -> None:
    assert paragraphs(f"<body>{kept}{STORY}") == PROSE


def test_a_class_cannot_take_the_whole_story_away() -> None:
    assert paragraphs(f"<body><div class='social-widget'>{STORY}</div></body>") == PROSE


def test_the_article_wins_over_what_is_around_it() -> None:
    around = "<p>We told you that the market closes early today, so come in time, all of you.</p>"
    page = f"<body>{around}<main>{around}<article>{STORY}</article>{around}</main>{around}</body>"
    assert paragraphs(page) == PROSE
    assert paragraphs(page.replace("article", "div")) == [
        around[3:-4],
        *PROSE,
        around[3:-4],
    ]
    assert paragraphs(f"<body>{around}<div role=main>{STORY}</div></body>") == PROSE


def test_teaser_articles_do_not_hide_the_story() -> None:
    teasers = "<article><p>Crane falls.</p></article>" * 3
    assert paragraphs(f"<body><div>{STORY}</div>{teasers}</body>")[:2] == PROSE
    page = f"<body>{teasers}<article>{STORY}</article>{teasers}</body>"
    assert paragraphs(page) == PROSE


def test_headline_byline_and_publication() -> None:
    page = f"""<!doctype html><html><head>
    <title>Ferry line to close in March | Harbour Daily</title>
    <meta property="og:site_name" content="Harbour Daily"></head>
    <body><header><h1>Harbour Daily</h1></header>
    <article><header><h1>Ferry line to close in &lsquo;March&rsquo;</h1>
    <p class="byline">By <a rel="author" href="/ana">Rosa Quintero</a></p></header>{STORY}
    </article></body></html>"""
    document = read(page)
    assert document.headline == "Ferry line to close in ‘March’"
    assert document.byline == "Rosa Quintero"
    assert document.publication == "Harbour Daily"
    assert [document.slice(p) for p in document.paragraphs] == [document.headline, *PROSE]


def test_headline_and_byline_from_the_head() -> None:
    document = read(
        "<html><head><title>Ferry line to close | Harbour Daily</title>"
        '<meta property="og:site_name" content="Harbour Daily">'
        '<meta name="author" content="Rosa Quintero"></head>'
        f"<body><article>{STORY}</article></body>"
    )
    assert document.headline == "Ferry line to close"
    assert document.byline == "Rosa Quintero"
    assert [document.slice(p) for p in document.paragraphs] == PROSE


def test_a_byline_outside_any_class_is_no_prose() -> None:
    document = read(f"<article><p>By <a rel=author>Rosa Quintero</a></p>{STORY}</article>")
    assert document.byline == "Rosa Quintero"
    assert [document.slice(p) for p in document.paragraphs] == PROSE


def test_what_a_page_does_not_say_is_none() -> None:
    document = read(f"<body>{STORY}</body>")
    assert (document.headline, document.byline, document.publication) == (None, None, None)


def test_an_element_left_open_ends_with_what_holds_it() -> None:
    assert paragraphs(f"<body><div><aside><p>Not this.</div>{STORY}</body>") == PROSE


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav>Home</nav><script>x</script></body></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<html><body><h1>Only a headline</h1></body></html>",
    ],
)
def test_a_page_without_prose_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match="no article text found") as error:
        read(page)
    assert error.value.path == "a.html"


def test_plain_text_with_a_sign_or_a_tag_in_it_is_not_html() -> None:
    text = "The tag <p> was missing, he said: 3 < 4 &amp; so on."
    assert read(text).text == text


@pytest.mark.parametrize("start", ["", "<html><body><p>Hello there.</p>"])
@pytest.mark.parametrize("end", ["", '">'])
@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<!--",
        "<!",
        "<?",
        "<a ",
        '<a b="',
        "<a b='",
        "&",
        "&a",
        "<div>",
        "</div>",
        "<p>",
        "<title>",
        "<script>",
        "<![CDATA[",
        "<span hidden>",
        "<q>",
        "<a rel=author>",
    ],
)
def test_floods_come_back(unit: str, start: str, end: str) -> None:
    data = (start + unit * (7_900_000 // len(unit)) + end).encode()
    found = read_or_error(data, "a.html")
    if isinstance(found, Document):
        assert found.paragraphs
    else:
        assert str(found).startswith("a.html:")
        assert "\n" not in str(found)


def test_a_comment_that_ends_oddly_hides_no_words() -> None:
    page = "<article><!-- note --!><p>The board met on Monday.</p><!-- end --></article>"
    assert "The board met" in read_bytes(page.encode(), "a.html").text
