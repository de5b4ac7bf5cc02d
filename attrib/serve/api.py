"""The HTTP API: what is asked, handed to the workers and the trail, and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache, partial
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from attrib._version import VERSION
from attrib.houses import load_house
from attrib.model import Source
from attrib.registry import Registry
from attrib.rules import RULES

from .articles import BINARY, CONTENT_TYPES, Article, charset_of
from .checks import Accepted, Broken, Checked, Given, Job, Outcome, Reason, Unreadable
from .guard import ASKED, BROKEN, STOPPING, Asked, Refused, queue_full
from .messages import (
    CheckQuery,
    CheckRequest,
    DecisionsQuery,
    ErrorAnswer,
    GateAnswer,
    GateOptions,
    GatePage,
    GateQuery,
    GateRequest,
    House,
    Id,
    OverrideRequest,
    RuleAnswer,
    RulesQuery,
    SourcePage,
    SourcesQuery,
    VerifyRequest,
)
from .metrics import CONTENT_TYPE
from .page import POLICY, docs_page
from .pool import NoWorker, QueueFull, Stopping, TookTooLong, WorkersDied
from .service import DATABASE_THREADS, Service
from .trail import Kept, NotKept

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_NO_PATH = "<text>"
# Seconds that the database may take with all who wait for it.
_DATABASE_SECONDS = 15.0
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorAnswer, "description": "The body is no JSON, or the request no HTTP."},
    401: {"model": ErrorAnswer, "description": "No key, or a wrong one."},
    403: {"model": ErrorAnswer, "description": "Without keys: from elsewhere than this machine."},
    404: {"model": ErrorAnswer, "description": "There is no such thing."},
    405: {"model": ErrorAnswer, "description": "Not with this method; see Allow."},
    408: {"model": ErrorAnswer, "description": "The request did not come in time."},
    413: {"model": ErrorAnswer, "description": "The request is too large."},
    415: {"model": ErrorAnswer, "description": "This content type is not read."},
    422: {"model": ErrorAnswer, "description": "Not as expected, or the article cannot be read."},
    429: {"model": ErrorAnswer, "description": "The queue is full; see Retry-After."},
    500: {"model": ErrorAnswer, "description": "A mistake of attrib's."},
    503: {
        "model": ErrorAnswer,
        "description": "Not now: it stops, no worker is free, the audit trail cannot be used, or "
        "too much is asked at once; see Retry-After.",
    },
    504: {"model": ErrorAnswer, "description": "The check took longer than the time limit."},
}
# What every request can be answered with.
_ANY = (400, 403, 405, 408, 413, 415, 422, 500, 503)
_HEADERS: dict[int, tuple[str, str]] = {
    401: ("WWW-Authenticate", "Bearer."),
    405: ("Allow", "The methods that are served here."),
    429: ("Retry-After", "Seconds."),
    503: ("Retry-After", "Seconds; absent where nobody can tell."),
}
_REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The JSON report (attrib-report/1). The header Attrib-Status has what the "
        "command would have exited with: 0 nothing blocks, 1 something does, 2 a text of a source "
        "could not be read.",
        "content": {"application/json": {"schema": {"type": "object"}}},
        "headers": {"Attrib-Status": {"schema": {"type": "string", "enum": ["0", "1", "2"]}}},
    }
}
_FIGURES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Text format 0.0.4.",
        "content": {CONTENT_TYPE: {"schema": {"type": "string"}}},
    }
}


def _some(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: _ERRORS[status] for status in sorted({*statuses, *_ANY})}


def api(service: Service) -> FastAPI:
    """The application that answers for a service; `Guard` stands before it."""
    app = FastAPI(
        title="attrib",
        version=VERSION,
        summary="Who said it, and through whom.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(_require_once)],
    )
    desk = _Desk(service)
    records = lru_cache(maxsize=1)(_records)
    # For the documentation alone: `Guard` has looked at the key before.
    keyed = [Depends(HTTPBearer(auto_error=False, description="A line of the file of keys."))]
    bare = [Depends(_require_no_query)]

    @app.post(
        "/v1/check",
        dependencies=keyed,
        responses={**_REPORT, **_some(401, 429, 504)},
        openapi_extra=_body_of(CheckRequest, CheckQuery),
        tags=["check"],
        summary="Check an article.",
    )
    async def check(request: Request) -> Response:
        """The same report as attrib check --format json."""
        asked, article = await _sent(request, CheckRequest, CheckQuery)
        job = Job("check", _article(article, asked.path), asked.house, asked.fail_on)
        return await desk.report(request, job)

    @app.post(
        "/v1/verify",
        dependencies=keyed,
        responses={**_REPORT, **_some(401, 429, 504)},
        openapi_extra=_body_of(VerifyRequest),
        tags=["check"],
        summary="Hold an article's quotes against texts.",
    )
    async def verify(request: Request) -> Response:
        """The texts come with the request and are not kept; those on record are left aside."""
        asked, article = await _sent(request, VerifyRequest)
        texts = tuple(Given(text.text, text.title, text.source) for text in asked.texts)
        article = _article(article, asked.path)
        return await desk.report(request, Job("verify", article, asked.house, asked.fail_on, texts))

    @app.post(
        "/v1/gate",
        dependencies=keyed,
        responses=_some(401, 429),
        response_model=GateAnswer,
        openapi_extra=_body_of(GateRequest, GateQuery),
        tags=["gate"],
        summary="Decide whether an article may go out.",
    )
    async def gate(request: Request) -> Response:
        """Held is what attrib check would not let pass, and what it cannot read or check.

        The decision is in the database before it is answered.
        """
        asked, article = await _sent(request, GateRequest, GateQuery)
        article = _article(article, asked.path or asked.article)
        return await desk.decide(request, asked, article)

    @app.get(
        "/v1/gate",
        dependencies=keyed,
        responses=_some(401),
        response_model=GatePage,
        tags=["gate"],
        summary="List decisions, the newest first.",
    )
    async def decisions(asked: Annotated[DecisionsQuery, Query()]) -> Response:
        """Decisions with their overrides."""
        most = asked.limit + 1
        rows = await desk.ask(partial(service.trail.of, asked.article, asked.before, most))
        shown = rows[: asked.limit]
        more = shown[-1].number if len(rows) == most else None
        return _json(GatePage(decisions=[GateAnswer.of(row) for row in shown], next=more))

    @app.get(
        "/v1/gate/{id}",
        dependencies=[*keyed, *bare],
        responses=_some(401, 404),
        response_model=GateAnswer,
        tags=["gate"],
        summary="Show a decision.",
    )
    async def decision(id: Id) -> Response:
        """A decision with its overrides."""
        return _found(await desk.ask(partial(service.trail.get, id)))

    @app.post(
        "/v1/gate/{id}/override",
        dependencies=[*keyed, *bare],
        responses={
            **_some(401, 404),
            409: {"model": ErrorAnswer, "description": "The article was not held."},
        },
        response_model=GateAnswer,
        openapi_extra=_body_of(OverrideRequest),
        tags=["gate"],
        summary="Let a held article go out, on somebody's word.",
    )
    async def override(id: Id, request: Request) -> Response:
        """The override is kept beside the decision, which stays as it was."""
        _require_json(request)
        asked = _parsed(OverrideRequest, await request.body())
        key = _asked(request).key
        kept = await desk.ask(partial(service.trail.override, id, asked.by, asked.reason, key))
        if kept is not None and kept.decision == "publish":
            raise Refused(409, "not-held", "the article was not held: nothing to override")
        return _found(kept)

    @app.get(
        "/v1/rules",
        dependencies=keyed,
        responses=_some(401),
        response_model=list[RuleAnswer],
        tags=["about"],
        summary="List the rules.",
    )
    def rules(asked: Annotated[RulesQuery, Query()]) -> list[RuleAnswer]:
        """The same as attrib explain."""
        return _rules(service, asked.house)

    @app.get(
        "/v1/sources",
        dependencies=keyed,
        responses=_some(401),
        response_model=SourcePage,
        tags=["about"],
        summary="List the registry.",
    )
    def sources(asked: Annotated[SourcesQuery, Query()]) -> SourcePage:
        """The desk's own records, then those that come with attrib."""
        return _sources(records(service.setup.registry), asked.offset, asked.limit)

    @app.get(
        "/healthz",
        dependencies=bare,
        responses=_some(),
        tags=["about"],
        summary="Whether the process is alive.",
    )
    async def healthz() -> dict[str, str]:
        """Says nothing of workers or database."""
        return {"status": "alive"}

    @app.get(
        "/readyz",
        dependencies=bare,
        responses=_some(),
        tags=["about"],
        summary="Whether a worker is ready and the database lets decisions be written.",
    )
    async def readyz() -> dict[str, str]:
        """For a load balancer."""
        if service.stopping:
            raise STOPPING
        if not service.pool.ready:
            raise Refused(503, "no-worker", "no worker is ready")
        await desk.ask(service.trail.require_answer)
        return {"status": "ready"}

    @app.get(
        "/metrics",
        dependencies=[*keyed, *bare],
        responses={**_FIGURES, **_some(401)},
        response_class=Response,
        tags=["about"],
        summary="Figures for Prometheus.",
    )
    async def metrics() -> Response:
        """What was asked and answered, who waits, and how the workers do."""
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)

    @app.get("/openapi.json", dependencies=bare, include_in_schema=False)
    async def description() -> dict[str, Any]:
        return app.openapi()

    @app.get("/docs", dependencies=bare, include_in_schema=False)
    async def docs() -> Response:
        page = docs_page(app.openapi())
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": POLICY})

    _handle_errors(app)
    app.openapi = lambda: _schema(app)  # type: ignore[method-assign]
    return app


class _Desk:
    """Takes what is asked to the workers and to the trail."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._places = asyncio.Semaphore(DATABASE_THREADS)

    async def report(self, request: Request, job: Job) -> Response:
        asked = _asked(request)
        asked.article = job.article.path if job.article.path != _NO_PATH else None
        self._note_text(asked, job.article)
        try:
            outcome = await self._outcome(job)
        except TookTooLong:
            raise Refused(504, "time-limit", self._late()) from None
        except WorkersDied:
            raise Refused(503, "worker-died", _DIED) from None
        if isinstance(outcome, Unreadable):
            raise Refused(422, "unreadable", outcome.message)
        if isinstance(outcome, Broken):
            asked.trace = outcome.trace or None
            raise Refused(500, "internal", outcome.message)
        return Response(
            outcome.report,
            media_type="application/json",
            headers={"Attrib-Status": str(outcome.status)},
        )

    async def decide(
        self, request: Request, options: GateRequest | GateOptions, article: Article
    ) -> Response:
        asked = _asked(request)
        asked.article = options.article
        self._note_text(asked, article)
        model = house = None
        accepted: tuple[Accepted, ...] = ()
        left_out: tuple[str, ...] = ()
        try:
            outcome = await self._outcome(Job("gate", article))
        except TookTooLong:
            why: Sequence[Reason] = [Reason(f"not checked: {self._late()}")]
        except WorkersDied:
            why = [Reason(f"not checked: {_DIED}")]
        else:
            if isinstance(outcome, Checked):
                why, model, house = outcome.why, outcome.model, outcome.house
                accepted, left_out = outcome.accepted, outcome.left_out
            else:
                # What could not be read or checked never passes.
                why = [Reason(f"not checked: {outcome.message}")]
                if isinstance(outcome, Broken):
                    asked.trace = outcome.trace or None
        decision = Kept(
            article=options.article,
            sha256=sha256(article.data).hexdigest(),
            decision="hold" if why else "publish",
            why=tuple(why),
            attrib=VERSION,
            model=model,
            house=house,
            fail_on=self._service.setup.fail_on,
            accepted=accepted,
            left_out=left_out,
            revision=options.revision,
            user=options.user,
            key=asked.key,
        )
        kept = await self.ask(partial(self._service.trail.keep, decision))
        asked.decision = kept.decision
        self._service.metrics.decision(kept.decision)
        return _json(GateAnswer.of(kept))

    async def ask(self, question: Callable[[], T]) -> T:
        """What the database answers, asked in a thread."""
        try:
            return await asyncio.wait_for(self._answer(question), _DATABASE_SECONDS)
        except asyncio.TimeoutError:
            # A thread cannot be called off: what it asked may still be done, and is not told.
            error: Exception = NotKept("the database does not answer in time")
        except NotKept as not_kept:
            error = not_kept
        message = f"the audit trail cannot be used, so nothing is decided: {error}"
        raise Refused(503, "not-kept", message, retry_after=5)

    async def _answer(self, question: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        # A place is taken until its thread has come back, so that no more wait for the database
        # than there are threads, and nothing is asked that nobody waits for any more.
        await self._places.acquire()

        def done(future: Future[T]) -> None:
            with suppress(RuntimeError):  # the service has ended meanwhile
                loop.call_soon_threadsafe(self._places.release)

        future = self._service.database.submit(question)
        future.add_done_callback(done)
        return await asyncio.wrap_future(future)

    async def _outcome(self, job: Job) -> Outcome:
        """What a worker makes of a job; raises TookTooLong or WorkersDied."""
        came = "stopping"
        try:
            outcome = await asyncio.wrap_future(self._service.pool.submit(job))
            came = {Checked: "checked", Unreadable: "unreadable"}.get(type(outcome), "broken")
            return outcome
        except QueueFull as full:
            came = "queue-full"
            raise queue_full(full) from None
        except Stopping:
            raise STOPPING from None
        except TookTooLong:
            came = "time-limit"
            raise
        except WorkersDied:
            came = "worker-died"
            raise
        except NoWorker:
            came = "no-worker"
            raise Refused(503, "no-worker", "no worker is free", retry_after=30) from None
        finally:
            self._service.metrics.check(job.kind, came)

    def _late(self) -> str:
        return f"it took longer than {self._service.config.time_limit:g} s"

    def _note_text(self, asked: Asked, article: Article) -> None:
        if self._service.config.log_articles and article.format not in BINARY:
            asked.text = article.data.decode(article.charset or "utf-8", "replace")


_DIED = "the processes that checked it ended without an answer"


_NO_QUERY = "with JSON everything stands in the body, not in the URL"
_ARTICLE_IN_JSON = (
    "; an article that is JSON itself needs format=ninjs, wordpress or json in the URL"
)
_ALL_IN_BODY = f"{_NO_QUERY}{_ARTICLE_IN_JSON}"


async def _sent(
    request: Request, model: type[M], options: type[CheckQuery] | type[GateQuery] | None = None
) -> tuple[Any, Article]:
    """What a request asks for, and its article, either as JSON or as it is.

    Args:
        request: with its body.
        model: of the JSON, with the article in it.
        options: of the query beside an article that is sent as it is; None where it must be JSON.
    """
    body = await request.body()
    kind, charset = _content_type(request)
    is_named = options is not None and "format" in request.query_params
    if kind == "application/json" and not is_named:
        if request.query_params:
            raise Refused(422, "invalid", _ALL_IN_BODY if options is not None else _NO_QUERY)
        asked: Any = _parsed(model, body, _ARTICLE_IN_JSON if options is not None else "")
        is_page = asked.text is None
        words: str = asked.html if is_page else asked.text
        utf_8 = charset_of("utf-8")
        return asked, Article(words.encode(), "html" if is_page else "text", _NO_PATH, utf_8)
    if options is None or (kind not in CONTENT_TYPES and not is_named):
        known = ["application/json", *(CONTENT_TYPES if options is not None else ())]
        raise Refused(415, "content-type", f"expected {' or '.join(known)}")
    codec = charset_of(charset) if charset is not None else None
    if charset is not None and codec is None:
        raise Refused(415, "charset", "this character set is not read; send UTF-8")
    try:
        asked = options.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise _invalid(error.errors(include_input=False, include_url=False)) from None
    form = asked.format or CONTENT_TYPES.get(kind)
    return asked, Article(body, form, _NO_PATH, codec, asked.field)


def _require_once(request: Request) -> None:
    given = request.query_params.multi_items()
    if len(given) > len(dict(given)):
        raise Refused(422, "invalid", "a parameter stands twice in the URL")


def _require_no_query(request: Request) -> None:
    """Nor one that is misspelled: who asks for something does not get everything."""
    if request.query_params:
        raise Refused(422, "invalid", "here the URL has no parameters")


def _content_type(request: Request) -> tuple[str, str | None]:
    """The media type, and the character set where one is named."""
    kind, *parameters = request.headers.get("content-type", "").split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value
    return kind.strip().lower(), charset


def _require_json(request: Request) -> None:
    if _content_type(request)[0] != "application/json":
        raise Refused(415, "content-type", "expected application/json")


def _article(article: Article, path: str | None) -> Article:
    return replace(article, path=path or _NO_PATH)


def _parsed(model: type[M], body: bytes, hint: str = "") -> M:
    """The request in a body; `hint` is told where it seems to be none at all."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
        is_other = any(told["type"] == "extra_forbidden" for told in errors)
        raise _invalid(errors, hint if is_other else "") from None


def _invalid(errors: Sequence[Any], hint: str = "") -> Refused:
    details = [(".".join(map(str, error["loc"]))[:200], error["msg"]) for error in errors[:20]]
    if any(error["type"] == "json_invalid" for error in errors):
        return Refused(400, "bad-json", f"the body is no JSON: {details[0][1]}")
    return Refused(422, "invalid", f"the request is not as expected{hint}", details)


def _asked(request: Request) -> Asked:
    asked: Asked = request.scope[ASKED]
    return asked


def _json(model: BaseModel) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")


def _found(kept: Kept | None) -> Response:
    if kept is None:
        raise Refused(404, "not-found", "there is no such decision")
    return _json(GateAnswer.of(kept))


def _rules(service: Service, house: House | None) -> list[RuleAnswer]:
    pack = service.setup.settings.house if house is None else load_house(house)
    return [
        RuleAnswer(
            code=rule.code,
            name=rule.name,
            severity=pack.severity(rule.name, "news") or rule.severity,
            summary=rule.summary(),
            page=rule.page(),
            authority=rule.authority,
        )
        for rule in RULES
    ]


def _records(registry: Registry) -> tuple[Source, ...]:
    return (*registry.sources, *registry.shipped_sources)


def _sources(both: tuple[Source, ...], offset: int, limit: int) -> SourcePage:
    shown = both[offset : offset + limit]
    end = offset + len(shown)
    records = [{**asdict(source), "texts": len(source.texts)} for source in shown]
    return SourcePage(total=len(both), sources=records, next=end if end < len(both) else None)


def _handle_errors(app: FastAPI) -> None:
    """Every error in the one form that `ErrorAnswer` has."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        body = error.body(_asked(request).request)
        return Response(body, status_code=error.status, headers=error.headers())

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await refused(request, _invalid(error.errors()))

    async def other(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        names = {404: "not-found", 405: "method"}
        told = Refused(
            error.status_code, names.get(error.status_code, "refused"), str(error.detail)
        )
        response = await refused(request, told)
        response.headers.update(error.headers or {})
        if error.status_code == 405:
            response.headers["Allow"] = _methods(app, request.scope)
        return response

    async def broken(request: Request, error: Exception) -> Response:
        # Starlette raises the error once more, and `Guard` puts it into the log.
        return await refused(request, BROKEN)

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(Exception, broken)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, other)


def _methods(app: FastAPI, scope: Scope) -> str:
    """What is served at a path, by all of its routes."""
    found: set[str] = set()
    for route in app.routes:
        if route.matches(scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    # Every GET is answered to HEAD as well.
    return ", ".join(sorted(found | ({"HEAD"} if "GET" in found else set())))


def _body_of(model: type[BaseModel], options: type[BaseModel] | None = None) -> dict[str, Any]:
    """What the documentation says of a body that is JSON or, with options in the URL, an article."""
    content: dict[str, Any] = {
        "application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    }
    if options is None:
        return {"requestBody": {"required": True, "content": content}}
    for kind, form in CONTENT_TYPES.items():
        binary = {"format": "binary"} if form in BINARY else {}
        content[kind] = {"schema": {"type": "string", **binary}}
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": f"Only for an article that is sent as it is. {told['description']}",
            "schema": {key: value for key, value in told.items() if key != "description"},
        }
        for name, told in options.model_json_schema()["properties"].items()
    ]
    return {"requestBody": {"required": True, "content": content}, "parameters": parameters}


def _schema(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, summary=app.summary, routes=app.routes
        )
        schemas = schema["components"]["schemas"]
        for model in (CheckRequest, VerifyRequest, GateRequest, OverrideRequest):
            made = model.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= made.pop("$defs", {})
            schemas[model.__name__] = made
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    _add_headers(response.setdefault("headers", {}), status)
        app.openapi_schema = schema
    return app.openapi_schema


def _add_headers(headers: dict[str, Any], status: str) -> None:
    string = {"schema": {"type": "string"}}
    headers["X-Request-Id"] = {"description": "As in the log; yours, where it is sane.", **string}
    named = _HEADERS.get(int(status))
    if named is not None:
        headers[named[0]] = {"description": named[1], **string}
