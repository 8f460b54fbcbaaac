"""The steps that bring a database up to date, run by the program itself: nobody needs a terminal for it.

The tool that takes them is loaded only when there is something to do.
"""

from flask import Flask
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from groupkit.db import db

NEWEST = "0025"
"""The newest step in `versions`; a test holds the two together."""


class NewerDatabase(RuntimeError):
    """The database was written by a later release than this one."""


def version(engine: Engine) -> str | None:
    """Which step the database stands at; None when it is empty, or its first step was cut off half way."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:
        if inspect(engine).has_table("alembic_version"):
            raise
        return None


def bring_up_to_date(app: Flask) -> None:
    """Take every step that the database has not had yet; safe when two workers start at once."""
    with app.app_context():
        engine = db.engine
    if version(engine) == NEWEST:
        return
    from groupkit.migrations import steps

    steps.upgrade(engine)
