"""How things are said on a page: money, days, hours, lists of words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from groupkit import dates, hours, money, tenancy
from groupkit.words import and_list


def day(value: date | None) -> str:
    """`31 Jan 2026`, or nothing."""
    return dates.short_day(value) if value else ""


def long_day(value: date | None) -> str:
    """`31 January 2026`, or nothing."""
    return dates.long_day(value) if value else ""


def moment(value: datetime | None) -> str:
    """`31 Jan 2026, 2.05 pm` where the group is."""
    if value is None:
        return ""
    zone = tenancy.scope().zone if tenancy.in_scope() else dates.USUAL_ZONE
    here = value.astimezone(ZoneInfo(zone))
    return f"{dates.short_day(here.date())}, {hours.said(f'{here:%H:%M}')}"


def hour(value: str) -> str:
    """An hour that is kept as `19:00`, as it is said: `7 pm`; nothing for none."""
    return hours.said(value) if value else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 line`, `2 lines`, `no lines`."""
    if number == 0:
        return f"no {many or one + 's'}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capitalize_first(words: str) -> str:
    """A sentence begins with a capital; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def start(app: Flask) -> None:
    """Give the templates their filters."""
    app.jinja_env.filters.update(
        pounds=money.pounds,
        figures=money.figures,
        day=day,
        long_day=long_day,
        moment=moment,
        hour=hour,
        and_list=and_list,
        count=count,
        capitalize_first=capitalize_first,
    )
