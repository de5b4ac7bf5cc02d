"""Articles and their reports made by hand, for pages that have everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from attrib.model import (
    VERDICTS,
    Attribution,
    Change,
    Copy,
    Document,
    Finding,
    Hop,
    Outlet,
    Passage,
    Report,
    SignOff,
    Span,
    Speaker,
    Statement,
    Unread,
    Verdict,
)

DAY = date(2026, 3, 4)


class Story:
    """An article that is told what is said in it; words are looked for from the last ones on."""

    def __init__(
        self,
        *paragraphs: str,
        path: str = "story.txt",
        headline: str | None = None,
        byline: str | None = None,
        after: str = "",
    ) -> None:
        text, spans, start = "\n".join(paragraphs), [], 0
        for paragraph in paragraphs:
            spans.append(Span(start, start + len(paragraph)))
            start += len(paragraph) + 1
        whole = tuple(spans)
        self.document = Document(
            path, text + after, text, whole, whole, headline=headline, byline=byline
        )
        self.attributions: list[Attribution] = []
        self.findings: list[Finding] = []
        self._at = 0

    def span(self, words: str, start: int = 0) -> Span:
        at = self.document.text.index(words, start)
        return Span(at, at + len(words))

    def says(
        self,
        *content: str,
        speaker: Speaker | None = None,
        outlet: Outlet | None = None,
        source: str = "",
        cue: str = "",
        kind: str = "indirect",
        verdict: Verdict | None = None,
        sign_off: SignOff | None = None,
        within: str | None = None,
    ) -> str:
        """A statement, with its source and cue after the last statement; its id."""
        spans = []
        for words in content:
            spans.append(self.span(words, self._at))
            self._at = spans[-1].start if within or len(content) == 1 else spans[-1].end
        begin = self.document.paragraphs[self.document.paragraph_at(spans[0].start)].start
        number = len(self.attributions) + 1
        statement = Statement(
            f"s{number}",
            tuple(spans),
            (self.span(cue, begin),) if cue else (),
            (self.span(source, begin),) if source else (),
            kind,  # type: ignore[arg-type]
            confidence=0.75,
            within=within,
        )
        self.attributions.append(
            Attribution(statement, speaker, outlet, f"{number:032x}", sign_off, verdict)
        )
        return statement.id

    def finds(self, words: str, severity: str, statement: str | None = None, **more: object) -> str:
        """A finding; its fingerprint."""
        fingerprint = f"{len(self.findings) + 0xF000:032x}"
        values: dict[str, object] = {
            "code": "AT205",
            "name": "vague-source",
            "message": f"Nobody can check “{words}”; name them.",
            **more,
        }
        finding = Finding(
            severity=severity,  # type: ignore[arg-type]
            span=self.span(words),
            statement=statement,
            fingerprint=fingerprint,
            **values,  # type: ignore[arg-type]
        )
        self.findings.append(finding)
        return fingerprint

    def report(self, **more: object) -> Report:
        return Report(
            self.document,
            tuple(self.attributions),
            tuple(sorted(self.findings, key=lambda finding: finding.span)),
            "0.1.0",
            "test-model",
            **more,  # type: ignore[arg-type]
        )


def person(name: str, *, named: Span | None = None, **more: object) -> Speaker:
    return Speaker(name, None, "person", "named before “said”", named=named, **more)  # type: ignore[arg-type]


def everything(
    own: Callable[[str], str] = lambda words: words,
) -> tuple[Report, frozenset[str]]:
    """A report with every kind of item, and the fingerprints that block.

    `own` is put on every word that an article, a registry or a text could bring.
    """
    claims = [
        own(f"The quay at berth {number} was shut in May,") for number in range(len(VERDICTS))
    ]
    bridge, crack, nested = own("the bridge is safe"), own("“We saw"), own("a crack,”")
    ledge, rumour = own("the ledge had moved"), own("Everybody knows it was the port")
    told, title = own("the tide turned at noon"), own("Man of the Sea")
    critics, ages = own("Critics"), own("for ages")
    plan, harbour = own("a plan that the harbour will close"), own("the harbour will close")
    paragraphs = (
        own("Piers of the north shore are shut"),
        own("Ines Calder") + " of " + own("Radio Nordsund") + " is the engineer.",
        *(f"{claim} Calder said to a court." for claim in claims),
        f"Officials hold that {bridge}. She told the {own('Ledger')} on Monday.",
        f"{crack} Calder said, {nested} and went home.",
        f"It was not clear, {own('a person close to it')} said, whether {ledge} at all.",
        f"{rumour}. One of them said that {told} then.",
        f"They call him {title} here. {critics} have waited {ages}.",
        f"The mayor described {plan}.",
    )
    story = Story(
        *paragraphs,
        path=own("story.txt"),
        headline=own("Piers of the north shore are shut"),
        byline=own("Bo Reyes"),
        after="\n<!-- attrib: x -->",
    )
    calder = Speaker(
        own("Ines Calder"),
        None,
        "person",
        own("named before “said”"),
        named=story.span(own("Ines Calder")),
    )
    ledger = Hop(own("Ledger"), "ledger", "told", own("told the"), story.span(own("Ledger")))
    radio = Hop(own("Radio Nordsund"), None, "cited", own("of"), story.span(own("Radio Nordsund")))
    through = Outlet(
        own("Ledger"), "ledger", "told", own("“told”"), ledger.mention, (radio, ledger)
    )
    directly = Outlet(own("this paper"), "self", "self", own("no channel named"))
    for kind, claim in zip(VERDICTS, claims, strict=True):
        place = story.span(claim)
        passages = tuple(
            Passage(
                own(f"texts/{kind}.txt"),
                4,
                own("The quay was shut in June"),
                own("Calder"),
                page=2 if kind == "altered" else None,
                time="00:01:12" if kind == "edited" else None,
                title=own("Hearing of May"),
                date=own("2026-05-01"),
                url=own("https://court.example/1"),
            )
            for _ in range({"not-checked": 0, "spliced": 2}.get(kind, 1))
        )
        change = Change("replaced", "date", own("May"), own("June"), Span(*place), Span(0, 4))
        verdict = Verdict(
            kind,
            passages,
            (change,) if passages and kind != "verbatim" else (),
            own("by ear"),
            0.5,
            9,
        )
        id = story.says(claim, speaker=calder, outlet=directly, cue="said", source="Calder",
                        kind="direct", verdict=verdict)  # fmt: skip
        if kind == "altered":
            blocking = story.finds(
                claim,
                "error",
                id,
                code="AT106",
                name="altered-quote",
                suggestion=own("perhaps June"),
            )
    board = Speaker(own("Harbour Board"), "board", "institution", own("issued it"))
    id = story.says(bridge, speaker=board, outlet=through, source="Officials", cue="hold")
    story.finds(bridge, "warning", id, suggestion=own("ask"))
    story.finds(bridge, "note", id)
    id = story.says(crack, nested, speaker=calder, outlet=directly, source="Calder", cue="said",
                    kind="mixed", sign_off=SignOff("accepted", own("Ana Ruiz"), DAY, own("heard it")))  # fmt: skip
    story.finds(
        nested, "warning", id, state="signed-off", reason=own("heard it"), owner=own("Ana Ruiz")
    )
    insiders = story.span(own("a person close to it"))
    insider = Speaker(
        own("a person close to it"), None, "anonymous", own("left unnamed"), named=insiders
    )
    story.says(ledge, speaker=insider, cue="said", source=own("a person close to it"),
               sign_off=SignOff("rejected", own("Bo Reyes"), DAY, own("it was another")))  # fmt: skip
    id = story.says(rumour)
    story.finds(rumour, "error", id, code="AT102", name="unattributed-statement")
    rejected = SignOff("rejected", own("Ana Ruiz"), DAY, own("it is right"))
    story.finds(rumour, "warning", id, sign_off=rejected, doubtful=True)
    doubtful = person(own("Bo Marsh"), candidates=(own("Bo Marsh"), own("Jo Marsh")))
    story.says(told, speaker=doubtful, outlet=directly, source="One of them", cue="said")
    nothing = SignOff("corrected", own("Ana Ruiz"), DAY, own("a nickname"), ("statement",))
    story.says(title, sign_off=nothing)
    story.finds(critics, "warning", state="suppressed", reason=own("old"), owner=own("Ana"))
    story.finds(ages, "note", state="baseline")
    id = story.says(plan, speaker=board, cue="described", source="mayor",
                    sign_off=SignOff("corrected", own("Ana Ruiz"), DAY, own("the board"), ("speaker",)))  # fmt: skip
    story.says(harbour, speaker=board, within=id)
    end = len(story.document.text)
    comment = Finding(
        "AT904", "malformed-suppression", "error", Span(end, end), "Expected a rule.",
        fingerprint="c" * 32, comment=Span(end + 1, end + 19),
    )  # fmt: skip
    copied = Passage(own("texts/a.txt"), 1, own("for ages"), own("Calder"))
    report = story.report(
        copies=(Copy(story.span(ages), 2, copied),),
        unread=(Unread(own("texts/b.pdf"), own("it is no PDF"), "board"),),
    )
    return replace(report, findings=(*report.findings, comment)), frozenset({blocking, "c" * 32})
