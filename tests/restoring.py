"""The database as it was: before each test the shared SQLite file is put back, and what is made often is made once.

Making a group takes a hundred milliseconds, a year of its book half a second, and putting a file back two; there are
thousands of tests. What a fixture of a module made stays for its tests, and is gone with the module.
"""

import functools
import os
import sqlite3
from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import count
from typing import Any, Literal, ParamSpec, TypeVar

from flask import Flask, has_app_context

from groupkit import dates
from groupkit.access.actor import Actor

P = ParamSpec("P")
T = TypeVar("T")

MOST = 60
"""How many states of the file are kept in memory; the one that was not asked for longest makes room."""

State = tuple[Hashable, ...]
"""What was made since the file was empty, one after another: the same steps lead to the same file."""


def widest(fixture_name: str, config: Any) -> Literal["module", "function"]:
    """The scope of a fixture that writes: made once for a module where the database is put back before each test."""
    return "module" if os.environ.get("GROUPKIT_TEST_DATABASE", "sqlite") == "sqlite" else "function"


@dataclass(frozen=True)
class Image:
    """The file as it was in a state, and what making it gave back."""

    state: State
    rows: sqlite3.Connection
    made: Any = None


@dataclass
class Restoring:
    """One SQLite file, what it held when it was last remembered, and what was made often."""

    path: str
    _module: str
    _images: dict[State, Image] = field(default_factory=dict)
    _unlike = count()

    def __post_init__(self) -> None:
        self._file = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA synchronous=OFF")  # nobody minds losing it with the power
        self._file.execute("PRAGMA journal_mode=OFF")
        self._at, self._state = self._version(), ()
        self._base = self._empty = self._image(())

    def put_back(self, module: str) -> None:
        """Before anything of a test is made: what the test before it wrote is gone, and what the module before made."""
        if module != self._module:
            self._module, self._base = module, self._empty
        if self._known() != self._base.state:
            self._show(self._base)

    def begin(self) -> None:
        """The wider fixtures of a test are made and its own are not: remember theirs."""
        state = self._known()
        if state is None:
            self._at, self._state = self._version(), (next(self._unlike),)
            self._base = self._image(self._state)
        elif state != self._base.state:
            self._base = self._images[state]

    def recall(self, what: Hashable, make: Callable[[], T]) -> T:
        """What making it gave back, and the file as it was after it: made once for each state that it is made in."""
        before = self._known()
        if before is None or has_app_context():
            return make()
        state = (*before, what)
        if state in self._images:
            self._images[state] = image = self._images.pop(state)  # the last to make room
            self._show(image)
        else:
            made = make()
            self._at, self._state = self._version(), state
            self._images[state] = image = self._image(state, made)
            if len(self._images) > MOST:
                self._images.pop(next(iter(self._images)))
        return copy(image.made) if isinstance(image.made, dict | list) else image.made  # type: ignore[no-any-return]

    def _known(self) -> State | None:
        """The state that the file is in; None when something else has been written since."""
        return self._state if self._version() == self._at else None

    def _show(self, image: Image) -> None:
        self._nobody_writes()
        image.rows.backup(self._file)
        self._at, self._state = self._version(), image.state

    def _image(self, state: State, made: Any = None) -> Image:
        rows = sqlite3.connect(":memory:", check_same_thread=False)
        self._file.backup(rows)
        return Image(state, rows, made)

    def _nobody_writes(self) -> None:
        """An error after five seconds where a test has left its transaction open: copying would wait for ever."""
        self._file.execute("BEGIN EXCLUSIVE")
        self._file.execute("ROLLBACK")

    def _version(self) -> int:
        """A number that changes when any other connection has written."""
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])


_kept: list[tuple[Flask, Restoring]] = []
_now: list[Restoring] = []
"""Where what is made often is looked up, while what is built is built in the app that the tests share."""


_module = ""
"""The file of the test that runs."""


def keep(app: Flask, path: str) -> None:
    """Put this app's file back before each test from now on."""
    _kept[:] = [(app, Restoring(path, _module))]


def next_test(module: str) -> None:
    """What the test before this one wrote is gone."""
    global _module
    _module = module
    for one in shared():
        one.put_back(module)


def building_in(app: Flask) -> None:
    """What is built from now on is built in this app."""
    _now[:] = [shared for known, shared in _kept if known is app]


def shared() -> list[Restoring]:
    """The file that the tests share, once there is one that can be put back."""
    return [one for _, one in _kept]


def made_once(make: Callable[P, T]) -> Callable[P, T]:
    """What a function writes and gives back is remembered, and shown again to the next who asks for the very same."""

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            asked = tuple(_told(one) for one in args), tuple((name, _told(one)) for name, one in kwargs.items())
        except LookupError:
            return make(*args, **kwargs)
        if not _now:
            return make(*args, **kwargs)
        moment = dates.now() if dates.is_pretended() else None
        return _now[0].recall((make.__module__, make.__qualname__, asked, moment), lambda: make(*args, **kwargs))

    return made


def _told(value: Any) -> Hashable:
    """An argument in a way that can be compared; raises `LookupError` for what cannot."""
    if isinstance(value, str | int | date | Enum | None):
        return value
    if isinstance(value, Actor):
        return ("actor", value.slug, value.person_no)
    if isinstance(value, dict):
        return tuple((name, _told(one)) for name, one in value.items())
    if isinstance(getattr(value, "slug", None), str):
        return (type(value).__name__, value.slug, getattr(value, "number", None))
    raise LookupError(value)
