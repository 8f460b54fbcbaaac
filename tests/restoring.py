"""The database as it was: before each test the shared SQLite file is put back, with one fresh group ready in it.

Making a group takes thirty milliseconds and putting the file back two; there are thousands of tests. What a wider
fixture made (of a module, of the run) stays, because the file is remembered again after it.
"""

import os
import sqlite3
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar

Ready = TypeVar("Ready")


def widest(fixture_name: str, config: Any) -> Literal["module", "function"]:
    """The scope of a fixture that writes: made once for a module where the database is put back before each test."""
    return "module" if os.environ.get("GROUPKIT_TEST_DATABASE", "sqlite") == "sqlite" else "function"


class Restoring(Generic[Ready]):
    """One SQLite file, what it held when it was last remembered, and what stands ready in it for one test."""

    def __init__(self, path: str, make: Callable[[], Ready]) -> None:
        self._ready = make()
        self._free = False
        self._seen = 0
        self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA synchronous=OFF")  # nobody minds losing it with the power
        self._file.execute("PRAGMA journal_mode=OFF")
        self._kept = sqlite3.connect(":memory:", check_same_thread=False)
        self._remember()

    def put_back(self) -> None:
        """Before anything of a test is made: what the test before it wrote is gone."""
        if self._version() != self._seen:
            self._nobody_writes()
            self._kept.backup(self._file)
            self._seen = self._version()

    def begin(self) -> None:
        """The wider fixtures of a test are made and its own are not: remember theirs, and offer what stands ready."""
        if self._version() != self._seen:
            self._remember()
        self._free = True

    def end(self) -> None:
        """Nothing is offered between tests."""
        self._free = False

    def take(self) -> Ready | None:
        """What stands ready, for the first in a test who asks; None for the next."""
        free, self._free = self._free, False
        return self._ready if free else None

    def _nobody_writes(self) -> None:
        """An error after five seconds where a test has left its transaction open: copying would wait for ever."""
        self._file.execute("BEGIN EXCLUSIVE")
        self._file.execute("ROLLBACK")

    def _remember(self) -> None:
        self._file.backup(self._kept)
        self._seen = self._version()

    def _version(self) -> int:
        """A number that changes when any other connection has written."""
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])
