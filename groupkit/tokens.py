"""The token that every form carries: it proves that our own page sent the form, and lets it take effect once only."""

import hashlib
import hmac
import secrets
from datetime import datetime

from flask import current_app, g, request, session
from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import Model, Moment, Words, db

TOKEN_HOURS = 24


class FormToken(Model):
    """A form that has taken effect, and where its answer led."""

    __tablename__ = "form_tokens"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(Words(500), default="")
    used_at: Mapped[datetime] = mapped_column(Moment)


def new() -> str:
    """A fresh token for a form, bound to whoever is looking at the page."""
    stem = f"{int(dates.now().timestamp()):x}-{secrets.token_hex(16)}"
    return f"{stem}-{_seal(stem)}"


def is_good(token: str) -> bool:
    """Whether we made this token for this person, at most TOKEN_HOURS ago."""
    stem, _, seal = token.rpartition("-")
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(stem).encode()):
        return False
    made = int(stem.partition("-")[0], 16)
    return -60 <= dates.now().timestamp() - made <= TOKEN_HOURS * 3600


def posted() -> str:
    """The token that came with the form, or nothing."""
    return request.form.get("token", "")[:100]


def use(token: str) -> None:
    """Mark a form as taking effect, in the same transaction; raises IntegrityError when it has before.

    The gate then answers with where the form led the first time (`led_to`).
    """
    db.session.add(FormToken(token=_stem(token), used_at=dates.now()))
    db.session.flush()


def led_to(token: str) -> str | None:
    """Where a form that has been saved led, or None when it has not been."""
    return db.session.scalar(select(FormToken.location).where(FormToken.token == _stem(token)))


def remember_location(token: str, location: str) -> None:
    """Note where the answer leads, for when the same form comes again."""
    db.session.execute(update(FormToken).where(FormToken.token == _stem(token)).values(location=location[:500]))


def _stem(token: str) -> str:
    return token.rpartition("-")[0][-60:]


def _owner() -> str:
    owner = g.get("form_owner")
    if owner is None:
        owner = session.setdefault("nonce", secrets.token_hex(16))
    return str(owner)


def _seal(stem: str) -> str:
    secret = current_app.secret_key
    key = secret if isinstance(secret, bytes) else str(secret).encode()
    return hmac.new(key, f"form {_owner()} {stem}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
