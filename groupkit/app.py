"""Putting the program together: settings, database, gate, features; nothing else."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user
from werkzeug.routing import BaseConverter, Rule

from groupkit import __version__, chores, db, errors, features, printing, settings, templates, tokens

HERE = Path(__file__).parent


def make(instance: Path | None, own: dict[str, Any]) -> Flask:
    """An app on an installation's folder; `own` settings go before those of the folder."""
    app = Flask(
        "groupkit",
        template_folder=str(HERE.parent / "templates"),
        static_url_path="/kit/static",
        instance_path=str((instance or settings.folder_from_environment()).resolve()),
    )
    app.url_rule_class = _Rule
    app.config.update(settings.read(Path(app.instance_path)) | own)
    app.config["VERSION"] = __version__
    app.session_interface = _Cookies()
    app.url_map.converters.update(slug=_Slug, row=_Row, number=_Number)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = templates.Kept(Path(app.instance_path) / "templates")
    for part in (db, printing, errors, features, chores):
        part.start(app)
    app.context_processor(_for_every_page)
    if app.config["PROXIES"]:
        _trust_proxies(app, app.config["PROXIES"])
    return app


def _trust_proxies(app: Flask, hops: int) -> None:
    """Believe what so many proxies in front say of address and host: only where the settings name a number."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


class _Rule(Rule):
    """An address that works out how it is written only when it is written first: a start needs none of them.

    Should Werkzeug come to do this in another way, the override is merely never called.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made: Callable[..., tuple[str, str]] | None = None

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            nonlocal made
            if made is None:
                made = Rule._compile_builder(rule, append_unknown)
            return made(rule, **values)

        return build


class _Slug(BaseConverter):
    """A group's short name."""

    regex = "[a-z][a-z0-9-]{1,29}"


class _Row(BaseConverter):
    """The number of a row: never more than a database can hold."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)


class _Number(BaseConverter):
    """A number that counts within a group, such as a person's."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)


class _Cookies(SecureCookieSessionInterface):
    """A cookie of this installation's own name, tied to its host wherever the address is https."""

    def get_cookie_name(self, app: Flask) -> str:
        name = f"groupkit-{hashlib.sha256(app.secret_key).hexdigest()[:8]}"  # type: ignore[arg-type]
        return f"__Host-{name}" if request.is_secure else name

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def get_cookie_path(self, app: Flask) -> str:
        return "/"

    def get_cookie_samesite(self, app: Flask) -> str:
        return "Lax"


@lru_cache(maxsize=50)
def _digest(filename: str) -> str:
    return hashlib.sha256((HERE / "static" / filename).read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """The address of a static file, new whenever its content is, so that browsers may keep it for good."""
    return url_for("static", filename=filename, v=_digest(filename))


def _for_every_page() -> dict[str, Any]:
    actor = g.get("actor")
    return {
        "here": actor,
        "shelf": features.shelf(actor, g.get("book")) if actor else [],
        "book": g.get("book"),
        "demo": bool(actor and actor.example),
        "signed_in": current_user.is_authenticated,
        "csrf": tokens.new,
        "asset": asset,
        "page_has_errors": g.get("page_has_errors", False),
        "can": actor.can if actor else _cannot,
        "help_url": url_for("help.show_help", _anchor=g.get("book")),
    }


def _cannot(_can: str) -> bool:
    return False
