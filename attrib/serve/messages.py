"""What is asked and answered, as JSON: the models behind ``/openapi.json``."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from attrib.settings import FailOn

from .checks import SaidIn
from .trail import Kept, Verdict

# Control characters (ASCII's and C1), ends of lines, and what turns the direction of writing: shown
# in a list, each can make a name look like another (Unicode Technical Report 36).
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_LINE = rf"^[^\t\n{_CONTROLS}]+$"
# The same of several lines.
_LINES = rf"^[^{_CONTROLS}]+$"
# Letters and signs by their category that nobody sees: fillers of Hangul, Braille's empty cell.
_UNSEEN = "\u115f\u1160\u3164\uffa0\u2800"


def _require_visible(value: str) -> str:
    """Letters, digits, punctuation, symbols: without one a name is nobody's."""
    for char in value:
        if unicodedata.category(char)[0] in "LNPS" and char not in _UNSEEN:
            return value
    raise ValueError("expected at least one character that can be seen")


def _one_kind_of_line(value: Any) -> Any:
    """What a form in a browser sends has lines as in HTTP's heads."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, pattern=_LINE),
    AfterValidator(_require_visible),
]
Said = Annotated[
    str,
    BeforeValidator(_one_kind_of_line),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_LINES),
    AfterValidator(_require_visible),
]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
House = Literal["default", "ap", "reuters", "bbc", "guardian", "npr", "nyt"]
# As attrib.read.INPUT_FORMATS, but JSON Lines: an answer is about one article.
SentAs = Literal[
    "text", "html", "markdown", "docx", "ninjs", "newsml", "nitf", "wordpress", "wxr", "json"
]
MOST_TEXTS = 100
_MOST_NUMBER = 2**31 - 1


class _Asked(BaseModel):
    # A misspelled name is told, not passed over.
    model_config = ConfigDict(extra="forbid", frozen=True)


class CheckOptions(_Asked):
    """How an article is to be checked."""

    path: Line | None = Field(
        None, description="What reports, suppressions and sign-offs call the article."
    )
    house: House | None = Field(
        None, description="Whose standard holds; without it the service's own."
    )
    fail_on: FailOn | None = Field(
        None, description="The least severity that makes Attrib-Status 1."
    )


class GateOptions(_Asked):
    """Which article comes to the gate."""

    article: Line = Field(description="The CMS's id of the article.")
    revision: Line | None = Field(None, description="The CMS's id of this version of it.")
    user: Line | None = Field(None, description="Who wants to publish it.")
    path: Line | None = Field(
        None,
        description="What suppressions and sign-offs call the article; without it the article's id.",
    )


class _SentAsItIs(_Asked):
    format: SentAs | None = Field(
        None, description="What the article is in, whatever its content type says."
    )
    field: Line | None = Field(
        None, description="Where in JSON its text is, such as content.body; with format=json."
    )


class CheckQuery(CheckOptions, _SentAsItIs):
    """How an article is to be checked that is sent as it is."""


class GateQuery(GateOptions, _SentAsItIs):
    """Which article comes to the gate as it is."""


class DecisionsQuery(_Asked):
    """Which decisions are listed."""

    article: Line | None = Field(None, description="Of this article alone.")
    before: int | None = Field(
        None,
        ge=1,
        le=_MOST_NUMBER,
        description="The next of the page before; without it the newest come first.",
    )
    limit: int = Field(20, ge=1, le=100, description="How many at most.")


class RulesQuery(_Asked):
    """Whose rules are listed."""

    house: House | None = Field(
        None, description="Whose standard holds; without it the service's own."
    )


class SourcesQuery(_Asked):
    """Which records are listed."""

    offset: int = Field(
        0,
        ge=0,
        le=_MOST_NUMBER,
        description="How many to pass over: the next of the page before.",
    )
    limit: int = Field(100, ge=1, le=500, description="How many at most.")


class _Body(_Asked):
    text: str | None = Field(None, description="The article as plain text.")
    html: str | None = Field(None, description="The article as HTML.")

    @model_validator(mode="after")
    def _one(self) -> _Body:
        if (self.text is None) == (self.html is None):
            raise ValueError("expected either text or html")
        return self


class CheckRequest(CheckOptions, _Body):
    """An article to check."""


class GivenText(_Asked):
    """What a source really said."""

    text: str = Field(description="Its words: plain text, Markdown, HTML, captions, a transcript.")
    title: Line | None = Field(None, description="What it is called.")
    source: Line | None = Field(
        None, description="Whose it is, an id of the registry or a name; else as it says itself."
    )


class VerifyRequest(CheckOptions, _Body):
    """An article, and the texts that its quotes are held against."""

    texts: list[GivenText] = Field(min_length=1, max_length=MOST_TEXTS)


class GateRequest(GateOptions, _Body):
    """An article that wants to be published."""


class OverrideRequest(_Asked):
    """A person's word that an article goes out although it was held."""

    by: Said = Field(description="Who takes it on.")
    reason: Said = Field(description="Why.")


class Wrong(BaseModel):
    """One thing that is wrong with a request."""

    where: str
    message: str


class ErrorAnswer(BaseModel):
    """Why there is no answer."""

    error: str = Field(description="A name for programs, such as queue-full.")
    message: str = Field(description="A sentence for people.")
    request: str = Field(description="The request's id, as in X-Request-Id and in the log.")
    details: list[Wrong] = Field(default_factory=list)


class ReasonAnswer(BaseModel):
    """One finding that holds an article, or why it could not be checked."""

    model_config = ConfigDict(from_attributes=True)

    message: str
    rule: str | None = Field(description="Null where the article could not be checked.")
    code: str | None
    severity: str | None
    fingerprint: str | None
    path: str | None = Field(description="A file of the desk's, where the finding is about that.")
    line: int | None
    column: int | None
    start: int | None = Field(description="In code points of the article as sent.")
    end: int | None


class AcceptedAnswer(ReasonAnswer):
    """One finding that would hold an article, and that somebody has accepted."""

    said_in: SaidIn = Field(
        description="Where that is said: in the article itself, in attrib.yaml, in sign-offs."
    )
    reason: str | None = Field(description="Why it may stand.")
    owner: str | None = Field(description="Who answers for that; null where nobody is named.")


class OverrideAnswer(BaseModel):
    """An override as it is kept."""

    model_config = ConfigDict(from_attributes=True)

    time: datetime
    by: str
    reason: str
    key: str | None


class GateAnswer(BaseModel):
    """A decision as it is kept."""

    id: str
    decision: Verdict = Field(description="What was decided.")
    stands: Verdict = Field(description="What holds now: the decision, or publish once overridden.")
    why: list[ReasonAnswer]
    rules: list[str]
    accepted: list[AcceptedAnswer] | None = Field(
        description="What would hold it and is suppressed or signed off; null in rows of an older "
        "attrib, which did not note it."
    )
    left_out: list[str] | None = Field(
        description="What of the article was not read and so not checked, such as 2 footnotes; "
        "null as for accepted."
    )
    time: datetime
    article: str
    revision: str | None
    user: str | None
    sha256: str = Field(description="Of the article's bytes; of JSON the text or html as UTF-8.")
    attrib: str
    model: str | None
    house: str | None
    fail_on: str | None
    key: str | None
    overrides: list[OverrideAnswer]

    @classmethod
    def of(cls, kept: Kept) -> GateAnswer:
        return cls(
            id=kept.id,
            decision=kept.decision,
            stands=kept.stands,
            why=[ReasonAnswer.model_validate(reason) for reason in kept.why],
            rules=list(kept.rules),
            accepted=None
            if kept.accepted is None
            else [AcceptedAnswer.model_validate(one) for one in kept.accepted],
            left_out=None if kept.left_out is None else list(kept.left_out),
            time=kept.time,
            article=kept.article,
            revision=kept.revision,
            user=kept.user,
            sha256=kept.sha256,
            attrib=kept.attrib,
            model=kept.model,
            house=kept.house,
            fail_on=kept.fail_on,
            key=kept.key,
            overrides=[OverrideAnswer.model_validate(one) for one in kept.overrides],
        )


class GatePage(BaseModel):
    """Decisions, the newest first."""

    decisions: list[GateAnswer]
    next: int | None = Field(
        description="What to give as before for the next page; null at the end."
    )


class RuleAnswer(BaseModel):
    """A rule."""

    code: str
    name: str
    severity: str = Field(description="In a news article, under the house asked for.")
    summary: str
    page: str = Field(description="Markdown: what it flags and accepts, and why.")
    authority: str


class SourcePage(BaseModel):
    """Records of the registry: the desk's, then those that come with attrib."""

    total: int
    sources: list[dict[str, Any]]
    next: int | None = Field(
        description="What to give as offset for the next page; null at the end."
    )
