"""What the review's server answers: the page, what has become of it, and decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from attrib.errors import AttribError
from attrib.gate.articles import told
from attrib.gate.recording import Conflict
from attrib.gate.signoffs import Signed
from attrib.render import html
from attrib.render.suggestions import records

from .asked import Refused, added, decided, undone
from .desk import Changed, Desk, View, seen_of, why
from .guard import Guard

# What the page may load and run it says itself, in its head.
_PAGE_POLICY = "base-uri 'none'; form-action 'none'"
# Names offered for a correction; any other can be typed.
_MOST_NAMES = 1_000
_Asked = TypeVar("_Asked")


def application(desk: Desk, by: str, port: int, token: str) -> Guard:
    """The server's application, behind its guard.

    Args:
        desk: the article under review.
        by: who decides, unless the page says otherwise.
        port: that the server listens at.
        token: the first part of every path.
    """

    async def page(request: Request) -> Response:
        text = await run_in_threadpool(lambda: _page(desk.refresh(), by))
        # A name of a file may hold what is no character.
        data = text.encode("utf-8", "backslashreplace")
        return HTMLResponse(data, headers={"Content-Security-Policy": _PAGE_POLICY})

    async def state(request: Request) -> Response:
        view = desk.view
        # Whoever asks every second is told at once, and of a new check the next time.
        later = BackgroundTask(desk.refresh, wait=False)
        return _json({"version": view.version, "error": view.error}, background=later)

    app = Starlette(
        routes=[
            Route("/", page),
            Route("/state", state),
            Route("/decisions", partial(_changed, decided, desk.decide), methods=["POST"]),
            Route("/undo", partial(_changed, undone, desk.undo), methods=["POST"]),
            Route("/sources", partial(_changed, added, desk.add_source), methods=["POST"]),
        ]
    )
    return Guard(app, port, token)


async def _changed(
    read: Callable[[bytes], _Asked],
    change: Callable[[_Asked], tuple[int, str]],
    request: Request,
) -> Response:
    """Do what a request asks for, off the event loop, and say how it went."""
    body = await request.body()
    try:
        version, number = await run_in_threadpool(lambda: change(read(body)))
    except Conflict as conflict:
        entry = conflict.entry
        answer = {"message": conflict.message, "seen": seen_of(entry), "entry": _said(entry)}
        return _json(answer, 409)
    except Changed as changed:
        return _json({"message": changed.message, "seen": "", "entry": None}, 409)
    except Refused as refused:
        return _json({"message": refused.message, "field": refused.field}, 422)
    except (AttribError, OSError) as error:
        return _json({"message": f"not saved: {why(error)}", "field": None}, 422)
    return _json({"version": version, "change": number})


def _json(
    content: Mapping[str, object], status: int = 200, background: BackgroundTask | None = None
) -> Response:
    return Response(
        json.dumps(content), status, media_type="application/json", background=background
    )


def _said(entry: Signed | None) -> dict[str, str | None] | None:
    """An entry of the sign-offs as the page is told it; None for none."""
    if entry is None:
        return None
    sign_off = entry.sign_off
    statement = None
    if sign_off.is_no_statement:
        statement = "common-knowledge" if sign_off.is_common_knowledge else "false"
    return {
        "decision": sign_off.decision,
        "speaker": entry.speaker,
        "outlet": entry.outlet,
        "statement": statement,
        "rule": entry.rule,
        "by": sign_off.by,
        "date": sign_off.day.isoformat(),
        "reason": sign_off.reason,
    }


def _page(view: View, by: str) -> str:
    return html.render(
        view.report,
        house=view.house,
        stopping=view.stopping,
        entries=view.entries,
        review=html.Review(
            by=by,
            version=view.version,
            seen={entry.fingerprint: seen_of(entry) for entry in view.signed.values()},
            records=_records(view),
            names=tuple(source.name for source in view.registry.sources[:_MOST_NAMES]),
            error=view.error,
            signoffs=told(view.signoffs),
            sources=told(view.sources),
        ),
    )


def _records(view: View) -> dict[str, dict[str, str]]:
    """By name of a party without a record, the one that is offered for it."""
    own = {source.id for source in view.registry.sources}
    offered = {}
    for proposal in records([view.report], view.registry):
        source, body = proposal.source, proposal.body
        fields = {"id": source.id, "kind": source.kind, "name": source.name}
        if source.role is not None:
            fields["role"] = source.role
        # A body that is only proposed itself, or comes with the package, is not in the file.
        if body is not None and body.id in own:
            fields["affiliation"] = body.id
        offered[source.name] = fields
    return offered
