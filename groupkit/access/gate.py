"""The gate: every page names what it needs, and nobody gets past without it.

A group's page runs like this: who is it -> which group -> may they -> the view -> save, then answer.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, IntegrityError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from groupkit import dates, db, loading, tenancy, tokens
from groupkit.access import actor as actors
from groupkit.access import door, second_step, veil
from groupkit.access.models import Look
from groupkit.access.permissions import Can
from groupkit.refusal import Refused

KIT = "kit"
"""The reserved first word of the program's own addresses: no group can be called this."""

FORM = ["GET", "POST"]
"""The methods of a page that takes a form."""

View = Callable[..., Any]


class Needs(StrEnum):
    """What a page of the program itself asks for."""

    NOBODY = "open to anyone"
    SIGNED_IN = "for whoever is signed in"
    KEEPER = "for the keeper of the installation"


_NEEDS: dict[str, Can | Needs] = {"static": Needs.NOBODY}


class GroupPages(Blueprint):
    """The pages of one subject in a group's books, under /<short name>/."""

    def __init__(self, name: str, import_name: str, at: str = "", book: str = "home") -> None:
        super().__init__(name, import_name, url_prefix=f"/<slug:group>{at}")
        self.book = book

    def route(  # type: ignore[override]  # leaving out `needs` has to be an error
        self, rule: str, *, needs: Can, title: str = "", **options: Any
    ) -> Callable[[View], View]:
        """Register a view; leaving out what it needs is a TypeError at import. `title` names the page to members
        when a critical friend looked at it."""
        methods = set(options.get("methods", ["GET"]))
        if "POST" in methods and not needs.changes:
            raise TypeError(f"{rule} takes a form, so it must need a permission that changes something")

        def register(view: View) -> View:
            _NEEDS[f"{self.name}.{view.__name__}"] = needs
            page = title or view.__name__.replace("_", " ")
            Blueprint.route(self, rule, **options)(_through_the_gate(view, needs, self.book, page))
            return view

        return register

    def later(self, rule: str, view: str, *, needs: Can, title: str = "", **options: Any) -> None:
        """Register a view by name, `module.view`: its module is loaded when somebody first opens one of its pages."""
        self.route(rule, needs=needs, title=title, **options)(loading.later(view))


class KitPages(Blueprint):
    """The program's own pages, under /kit/."""

    def __init__(self, name: str, import_name: str, at: str = f"/{KIT}") -> None:
        super().__init__(name, import_name, url_prefix=at or None)

    def route(  # type: ignore[override]  # leaving out `needs` has to be an error
        self, rule: str, *, needs: Needs, **options: Any
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            _NEEDS[f"{self.name}.{view.__name__}"] = needs
            Blueprint.route(self, rule, **options)(_through_the_door(view, needs))
            return view

        return register

    def later(self, rule: str, view: str, *, needs: Needs, **options: Any) -> None:
        """Register a view by name, `module.view`: its module is loaded when somebody first opens one of its pages."""
        self.route(rule, needs=needs, **options)(loading.later(view))


def needs_of(endpoint: str) -> Can | Needs | None:
    """What an endpoint needs; None when nobody said."""
    return _NEEDS.get(endpoint)


def stay_in_group(endpoint: str, values: dict[str, Any]) -> None:
    """An address made on a group's page leads to the same group, unless another is named."""
    actor = g.get("actor")
    if actor and "group" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "group"):
        values["group"] = actor.slug


def check_every_page(app: Flask) -> None:
    """The app refuses to start when an endpoint names no permission."""
    open_doors = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - set(_NEEDS))
    if open_doors:
        raise RuntimeError(f"These pages name no permission: {', '.join(open_doors)}")


def _through_the_gate(view: View, needs: Can, book: str, page: str) -> View:
    @wraps(view)
    def guarded(group: str, **arguments: Any) -> Response:
        _judge_form()
        signed = _signed_in()
        if signed is None:
            return _carry_on_or_sign_in(lambda: guarded(group, **arguments))
        actor = actors.find(signed.user_id, group)
        if actor is None:
            abort(404)
        g.actor, g.book = actor, book
        if actor.agreed and not actor.agreed.accepted:
            return make_response(redirect(url_for("friends.read_agreement", slug=group)))
        if needs not in actor.may or (request.method == "POST" and not needs.changes):
            g.needed = needs
            abort(403)
        with tenancy.in_group(actor.group, db.db.session), veil.drawn(actor.friend):
            if actor.friend:
                _note_look(actor.person_no, page)
            return _run(view, arguments)

    return guarded


def _through_the_door(view: View, needs: Needs) -> View:
    @wraps(view)
    def guarded(**arguments: Any) -> Response:
        _judge_form()
        signed = _signed_in()
        if needs is not Needs.NOBODY:
            if signed is None:
                return _carry_on_or_sign_in(lambda: guarded(**arguments))
            if needs is Needs.KEEPER and not signed.keeper:
                abort(404)
        return _run(view, arguments)

    return guarded


def _signed_in() -> door.SignedIn | None:
    if not current_user.is_authenticated:
        return None
    signed: door.SignedIn = current_user._get_current_object()
    g.form_owner = f"user {signed.user_id}"
    return signed


def _run(view: View, arguments: dict[str, Any]) -> Response:
    """Run a view; when it answers with a redirect, save before the answer leaves, otherwise save nothing."""
    for again in (True, False):
        try:
            response = make_response(view(**arguments))
            _save(response)
            return response
        except DBAPIError as error:
            _undo()
            if isinstance(error, IntegrityError) and (location := _done_before()) is not None:
                return make_response(redirect(location or request.path))
            if not (again and db.worth_trying_again(error)):
                raise
        except BaseException:
            _undo()
            raise
    raise AssertionError("unreachable")


def _save(response: Response) -> None:
    if not tenancy.is_writing():
        return
    saved = 300 <= response.status_code < 400
    if saved:
        tokens.remember_location(tokens.posted(), response.location or "")
    db.stop_writing(commit=saved)
    if saved:
        g.saved = True
        db.do_what_waited()


def _undo() -> None:
    session.pop("_flashes", None)
    db.stop_writing(commit=False)


def _done_before() -> str | None:
    """Where the very same form led when it was saved before, perhaps by another worker a moment earlier."""
    try:
        return tokens.led_to(tokens.posted())
    finally:
        db.db.session.rollback()


def _judge_form() -> None:
    """A form that did not come from our own page, or is too old, may be looked at again but changes nothing."""
    if request.method != "POST" or g.get("judged"):
        return
    g.judged = True
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400)
    origin = request.headers.get("Origin")
    if origin and origin != "null" and origin.partition("://")[2] != request.host:
        abort(400)
    stranger = _signed_in() is None and not g.get("lapsed")
    if stranger or request.mimetype != "multipart/form-data":  # words only: strangers send no pictures
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    request.form  # noqa: B018 (the whole body is read before any transaction begins)
    g.stale_form = not tokens.is_good(tokens.posted())


def _carry_on_or_sign_in(carry_on: Callable[[], Response]) -> Response:
    """A stranger gets the sign-in page; a form sent after a session lapsed asks for the passphrase and carries on."""
    lapsed = g.get("lapsed")
    if request.method == "POST" and lapsed and "_again" in request.form:
        problem = _sign_in_again(lapsed)
        if problem is None:
            return carry_on()
        return _ask_again(*problem)
    if request.method == "POST" and lapsed:
        return _ask_again()
    return make_response(redirect(url_for("door.sign_in", next=_here()), code=303))


def _sign_in_again(username: str) -> tuple[str, str] | None:
    """Both steps at once; what is worth another look, and in which of the two fields."""
    try:
        second_step.sign_in_again(username, request.form["_again"], request.form.get("_code", "")[:100])
    except Refused as refused:
        sentence = "That is not your passphrase" if refused.sentence == door.WRONG else refused.sentence
        return sentence, "code" if refused.field == "_code" else "again"
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in ("_again", "_code")]
    request.form = ImmutableMultiDict(kept)
    g.judged = g.stale_form = False
    _judge_form()
    return None


_NEVER_SENT_BACK = ("_again", "_code", "passphrase", "old", "offered")


def _ask_again(problem: str | None = None, field: str = "") -> Response:
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_SENT_BACK]
    g.page_has_errors = problem is not None
    page = render_template(
        "door/carry_on.html",
        typed=typed,
        problem=problem,
        field=field,
        asks_code=second_step.is_on_for(g.lapsed),
        had_picture=any(request.files.values()),
    )
    return make_response(page, 401)


def _here() -> str:
    """Where a GET was going, to come back to after signing in."""
    return request.full_path.rstrip("?") if request.method == "GET" else ""


_PLAIN_PATH = re.compile(r"/(?:[A-Za-z0-9_.~-][A-Za-z0-9/_.~?=&%+-]*)?", re.ASCII)


def safe_next(path: str | None) -> str | None:
    """A path on this site and nowhere else, or None (`//x`, `/\\x`, `/%09/x` and whole addresses are refused)."""
    if path and len(path) < 500 and _PLAIN_PATH.fullmatch(path) and "//" not in path and "%0" not in path:
        return path
    return None


def _note_look(person_no: int, page: str) -> None:
    """Write down that a critical friend opens this page; when it cannot be written, the page is not shown."""
    with db.door_writing() as records:
        records.add(Look(person_no=person_no, page=page, at=dates.now()))


def handle_lost_strangers(error: HTTPException) -> Any:
    """No such page: a stranger gets the sign-in page whatever they asked for, so addresses tell nothing."""
    inside = request.path.startswith(f"/{KIT}/")
    if not inside and not current_user.is_authenticated:
        return redirect(url_for("door.sign_in", next=safe_next(_here())), code=303)
    current_app.logger.debug("no page at this address")
    return render_template("door/no_such_page.html"), 404
