"""groupkit: the books of a self-help group that runs itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

__version__ = "0.1.0"


def create_app(instance: Path | None = None, **settings: Any) -> "Flask":
    """The program: settings, database, gate, features. Opens no database connection and imports nothing heavy."""
    with _starting():
        from groupkit.app import make

        return make(instance, settings)


@contextmanager
def _starting() -> Iterator[None]:
    """Nothing that is made while starting is thrown away, so looking for rubbish in it only makes people wait."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
