from attrib.gate import fingerprint, gate
from attrib.model import Document, Finding, Span


def article(text: str) -> Document:
    return Document("a.txt", text, text, (Span(0, len(text)),), (Span(0, len(text)),))


def finding(document: Document, words: str, nth: int = 0, code: str = "AT205") -> Finding:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Finding(
        code, "vague-source", "warning", Span(start, start + len(words)), "Say who they are."
    )


def named(text: str, *words: str) -> list[str]:
    document = article(text)
    return [f.fingerprint for f in gate([finding(document, w) for w in words], document)]


def test_edits_elsewhere_leave_a_fingerprint_as_it_was() -> None:
    before = named("Critics say the dam leaks.", "Critics say")
    after = named("A new first paragraph.\n\nCritics say the dam leaks badly.", "Critics say")
    assert before == after


def test_wrapping_case_spaces_and_style_of_marks_do_not_count() -> None:
    one = named('He said "the dam leaks" twice.', 'said "the dam leaks" twice')
    two = named("He said “The\u00a0dam\r\nleaks” twice.", "said “The\u00a0dam\r\nleaks” twice")
    assert one == two


def test_rule_and_words_tell_findings_apart() -> None:
    document = article("Critics say the dam leaks. Experts say so too.")
    first = fingerprint(finding(document, "Critics say"), document)
    assert first != fingerprint(finding(document, "Experts say"), document)
    assert first != fingerprint(finding(document, "Critics say", code="AT301"), document)


def test_equal_words_are_told_apart_by_their_order() -> None:
    document = article("Critics say it leaks. Critics say it is old.")
    findings = [finding(document, "Critics say"), finding(document, "Critics say", nth=1)]
    first, second = gate(findings, document)
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == fingerprint(findings[0], document)
    assert second.fingerprint == fingerprint(findings[1], document, 1)


def test_a_lone_mark_is_named_by_its_sentence() -> None:
    text = "The dam” leaks. The bridge” sags."
    sentences = (Span(0, 15), Span(16, len(text)))
    document = Document("a.txt", text, text, (Span(0, len(text)),), sentences)
    first = finding(document, "”", code="AT105")
    second = finding(document, "”", nth=1, code="AT105")
    assert fingerprint(first, document) != fingerprint(second, document)


def test_gate_changes_nothing_else_and_keeps_the_order() -> None:
    document = article("Critics say it leaks. Experts agree.")
    findings = [finding(document, "Experts"), finding(document, "Critics say")]
    gated = gate(findings, document)
    assert [(f.code, f.span, f.message) for f in gated] == [
        (f.code, f.span, f.message) for f in findings
    ]


def test_half_a_surrogate_pair_has_a_fingerprint() -> None:
    document = article("Critics \ud800 say")
    assert len(fingerprint(finding(document, "Critics \ud800"), document)) == 32
