"""Every test, on every database that is there: `python -m tests`, and `python -m tests sweep` for the long forms."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from tests.longer import longer_names

DATABASES = {
    "PostgreSQL": (
        "GROUPKIT_TEST_POSTGRESQL",
        "postgresql+psycopg://postgres@127.0.0.1:5432/",
        "install postgresql and let the user postgres in on 127.0.0.1, or set GROUPKIT_TEST_POSTGRESQL",
    ),
    "MariaDB": (
        "GROUPKIT_TEST_MARIADB",
        "mysql+pymysql://root@127.0.0.1:3306/?charset=utf8mb4",
        "install mariadb-server and let root in on 127.0.0.1, or set GROUPKIT_TEST_MARIADB",
    ),
}
ELSEWHERE = "not browser and not office and not pure and not sqlite"
"""What does not touch the database, or is about SQLite itself, is not run on the others."""
SLICE = [
    "tests/doors/test_every_page.py::test_a_critical_friend_leaves_every_table_as_it_was",
    "tests/ledger/test_operations.py",
    "tests/ledger/test_properties.py",
    "tests/ledger/test_seeking.py",
    "tests/ledger/test_queries.py::test_sums_by_category",
    "tests/ledger/test_queries.py::test_sums_by_fund",
    "tests/decisions/test_pages.py::test_the_register_is_narrowed_down",
    "tests/decisions/test_pages.py::test_accents_and_apostrophes_make_no_difference",
    "tests/minutes/test_pages.py::test_search_finds_words_however_they_are_written",
    "tests/calendar/test_addresses.py::test_from_the_first_page_to_the_telephone",
    "tests/finding/test_find.py",
    "tests/grants/test_operations.py",
    "tests/access/test_rights.py",
    "tests/test_history.py",
    "tests/test_migrations.py",
    "tests/test_concurrency.py",
]
"""What `make test` runs on PostgreSQL and MariaDB; `make sweep` runs nearly the whole suite there."""


DEEDS = ("propert", "machine", "attack", "concurrency")
"""What else `make sweep` runs on PostgreSQL and MariaDB, by the names of files: what writes."""


def main(arguments: list[str]) -> int:
    """Run the suite on SQLite with everything, and on each of the other databases; answers with the exit code."""
    sweep = arguments[:1] == ["sweep"]
    workers = str(os.cpu_count() or 2)
    usual = ["-n", workers, "--dist", "worksteal", *(["--timeout", "900", "--durations", "25"] if sweep else [])]
    others = [(name, server) for name, server in servers() if server]
    failed = os.environ.get("CI") == "true" and len(others) < len(DATABASES)
    failed |= finish([Run("SQLite", [*usual, *(long_forms() if sweep else [])], "sqlite", sweep)])
    if not sweep:
        return int(failed | finish([Run(name, ["-m", ELSEWHERE, *SLICE], at, False) for name, at in others]))
    # Each alone leaves a core waiting for its server.
    whole = ["-n", "1", "--timeout", "900", "-m", ELSEWHERE, *SLICE, *named(DEEDS)]
    return int(failed | finish([Run(name, whole, at, False) for name, at in others]))


def named(words: Sequence[str]) -> list[str]:
    """The files of tests whose names hold one of these words."""
    files = sorted(Path("tests").rglob("test_*.py"))
    return [str(file) for file in files if any(word in str(file) for word in words) and "browser" not in str(file)]


def long_forms() -> list[str]:
    """The files with tests that go further in a sweep, or have many cases: only those are run (`tests/longer.py`)."""
    files = sorted(Path("tests").rglob("test_*.py"))
    return [str(file) for file in files if longer_names(file) or "parametrize" in file.read_text("utf-8")]


class Run:
    """One run of pytest on one database, begun at once."""

    def __init__(self, name: str, options: list[str], database: str, long: bool) -> None:
        self.name, self.began = name, time.monotonic()
        environment = dict(os.environ, GROUPKIT_SWEEP="1" if long else "0", GROUPKIT_TEST_DATABASE=database)
        environment["GROUPKIT_QUICK"] = "0" if long else "1"
        out = None if database == "sqlite" else subprocess.PIPE
        print(f"== {name}: begins", flush=True)
        command = [sys.executable, "-m", "pytest", *options]
        self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True)

    def wait(self) -> bool:
        """Wait for the end; says how long it took, and answers whether anything failed."""
        said, _ = self.process.communicate()
        print(f"{said or ''}== {self.name}: {time.monotonic() - self.began:.0f} seconds", flush=True)
        return self.process.returncode != 0


def finish(runs: list[Run]) -> bool:
    """Wait for all of these, which run side by side."""
    ended = [run.wait() for run in runs]
    return True in ended


def servers() -> list[tuple[str, str | None]]:
    """The other databases and where they are; of one that does not answer, a line that says what to install."""
    found: list[tuple[str, str | None]] = []
    for name, (variable, usual, advice) in DATABASES.items():
        server = os.environ.get(variable, usual)
        if not answers(server):
            print(f"skipped on {name}: {advice}")
        found.append((name, server if answers(server) else None))
    return found


def answers(server: str) -> bool:
    """Whether a database server can be reached."""
    url = sa.make_url(server)
    if url.get_backend_name() == "postgresql":
        url = url.set(database="postgres")
    try:
        engine = sa.create_engine(url, connect_args={"connect_timeout": 3})
        with engine.connect():
            return True
    except (sa.exc.DBAPIError, ModuleNotFoundError):
        return False


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
