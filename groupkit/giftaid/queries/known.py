"""Whether the group has a charity reference of HMRC's, and since when."""

from dataclasses import dataclass
from datetime import date

from flask import g, has_request_context
from sqlalchemy import select

from groupkit.db import db
from groupkit.giftaid.models import GiftSettings
from groupkit.together import Part


@dataclass(frozen=True)
class Settings:
    """What the group said: without a reference nothing can be claimed."""

    reference: str = ""
    since: date | None = None
    version: int = 0

    @property
    def is_on(self) -> bool:
        return bool(self.reference)


def settings_row() -> GiftSettings | None:
    """The row of the settings, once there is one."""
    return db.session.scalar(select(GiftSettings).limit(1))


def settings() -> Settings:
    """What the group said, or nothing yet."""
    row = settings_row()
    return Settings(row.reference, row.since, row.version) if row else Settings()


def is_on() -> bool:
    """Whether there is a charity reference, so that the other pages are of use."""
    return db.session.scalar(asks_is_on()) is not None


def asks_is_on() -> Part:
    """The same as a question, for a page that asks more at once: a row where there is one."""
    return select(GiftSettings.id).where(GiftSettings.reference != "").limit(1)


def here() -> Settings:
    """The settings as a page shows them: read once for each request, and never used for writing."""
    if not has_request_context():
        return settings()
    if "gift_settings" not in g:
        g.gift_settings = settings()
    found: Settings = g.gift_settings
    return found


def is_on_here() -> bool:
    """Whether to show the way to Gift Aid on a page."""
    return here().is_on
