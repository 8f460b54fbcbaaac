"""What people see when something goes wrong, and the headers that every answer carries."""

from typing import Any

from flask import Flask, Response, current_app, g, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from groupkit import db, migrations
from groupkit.access import door, gate
from groupkit.access.permissions import SHARED, SHARED_BRIEFLY

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


def start(app: Flask) -> None:
    """Give an app its error pages and its headers."""
    app.before_request(_bring_up_to_date_once)
    app.register_error_handler(403, _not_yours)
    app.register_error_handler(404, gate.handle_lost_strangers)
    app.register_error_handler(400, _not_understood)
    app.register_error_handler(405, gate.handle_lost_strangers)
    app.register_error_handler(413, _too_large)
    app.register_error_handler(DBAPIError, _not_saved)
    app.register_error_handler(TimeoutError, _not_saved)
    app.register_error_handler(500, _our_mistake)
    app.after_request(_headers)


def _bring_up_to_date_once() -> None:
    """Before the first page of a worker's life, the database is brought up to date."""
    if request.endpoint == "static" or current_app.extensions.get("groupkit_ready"):
        return
    migrations.bring_up_to_date(current_app._get_current_object())  # type: ignore[attr-defined]
    current_app.extensions["groupkit_ready"] = True


def _page(template: str, status: int, **values: Any) -> Response:
    door.ask_nobody()
    return make_response(render_template(f"errors/{template}.html", **values), status)


def _not_yours(_error: HTTPException) -> Response:
    needed = g.get("needed")
    part = next((SHARED_BRIEFLY[part] for part, opens in SHARED.items() if needed in opens), "")
    return _page("not_yours", 403, part=part)


WRONG_ADDRESS = (
    "<!doctype html><html lang=en-GB><meta charset=utf-8><title>groupkit</title><h1>Not at this address</h1>"
    "<p>This installation answers to another address. Whoever looks after it can add this one to the line "
    "<code>hosts</code> in its file settings.toml, and start it again.</p></html>"
)


def _not_understood(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        return make_response(WRONG_ADDRESS, 400)
    return _page("not_understood", 400)


def _too_large(_error: RequestEntityTooLarge) -> Response:
    return _page("too_large", 413)


def _not_saved(error: Exception) -> Response:
    """The database said no: nothing was saved, and the page says so. Never half of anything."""
    current_app.logger.error("not saved: %s", type(getattr(error, "orig", error)).__name__)
    if g.get("saved"):
        return _our_mistake(error)
    busy = isinstance(error, OperationalError) and ("locked" in str(error.orig) or db.worth_trying_again(error))
    reading = request.method == "GET"
    return _page("not_saved", 503 if busy else 507, busy=busy, reading=reading, typed=[] if reading else _typed())


def _typed() -> list[tuple[str, str]]:
    """What was typed, to send once more under the same token; a form with a passphrase in it is never written out."""
    fields = list(request.form.items(multi=True))
    return [] if any(name == "_again" or "passphrase" in name for name, _ in fields) else fields


def _our_mistake(_error: Exception) -> Response:
    return _page("our_mistake", 500, saved=g.get("saved", False))


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        for_good = "public, max-age=31536000, immutable" if "v" in request.args else "public, max-age=300"
        headers["Cache-Control"] = for_good
    else:
        headers["Cache-Control"] = "no-store"
        headers["Vary"] = "Cookie"
    return response
