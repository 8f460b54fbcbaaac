"""What is loaded later is there when it is wanted: every name that is written down leads to a function."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

import groupkit
from groupkit.features import KEPT
from groupkit.loading import later
from tests.sweep import some

PACKAGE = Path(groupkit.__file__).parent


def names_in(file: Path) -> list[str]:
    """The full names that a file hands to `later`."""
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "later"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


REGISTERED = [name for file in sorted(PACKAGE.rglob("registered.py")) for name in names_in(file)]


@pytest.mark.parametrize("name", REGISTERED)
def test_what_a_book_tells_is_a_function_of_that_book(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(module), function))


def test_there_are_such_names() -> None:
    assert len(REGISTERED) > 15


def test_every_page_has_its_view(app: Flask) -> None:
    missing = []
    for endpoint, view in app.view_functions.items():
        loaded = view.__wrapped__ if hasattr(view, "__wrapped__") else view
        full = getattr(loaded, "loads", None)
        if full:
            module, _, function = full.rpartition(".")
            if not callable(getattr(import_module(module), function, None)):
                missing.append(f"{endpoint}: {full}")
    assert not missing
    assert sum(hasattr(getattr(view, "__wrapped__", view), "loads") for view in app.view_functions.values()) > 100


def test_a_function_is_loaded_when_it_is_called() -> None:
    assert later("textwrap.shorten")("tea and toast", width=7, placeholder="") == "tea and"
    with pytest.raises(AttributeError):
        later("textwrap.no_such_function")()


ALONE = """
import sys
from importlib import import_module
from sqlalchemy.orm import configure_mappers
from groupkit.db import Model
import groupkit.features
import_module(sys.argv[1])
configure_mappers()
assert len(list(Model.metadata.sorted_tables)) > 5
"""


@pytest.mark.parametrize("book", some(KEPT, 4))
def test_the_tables_of_a_book_stand_without_those_of_the_books_above_it(book: str) -> None:
    """A foreign key that leads to a table nobody has loaded is found when a row is written, which is too late."""
    done = subprocess.run([sys.executable, "-c", ALONE, f"groupkit.{book}.models"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


STARTED = """
import sys
from pathlib import Path
from groupkit import create_app
app = create_app(Path(sys.argv[1]))
assert app.test_client().get("/kit/sign-in").status_code == 200
print(*sorted(name for name in sys.modules if name.endswith((".models", ".views", ".forms", ".queries"))))
"""


def test_whoever_signs_in_waits_for_no_book(tmp_path: Path) -> None:
    (tmp_path / "installed").write_text("")
    done = subprocess.run([sys.executable, "-c", STARTED, str(tmp_path)], capture_output=True, text=True, check=True)
    books = {name for name in done.stdout.split() if name.startswith("groupkit.")}
    assert not [name for name in books if not name.startswith(("groupkit.access", "groupkit.forms"))], books


FOUNDED = """
import sys
from pathlib import Path
from groupkit import create_app, migrations
from tests import builders
app = create_app(Path(sys.argv[1]), PASSPHRASE_METHOD="scrypt:128:1:1")
migrations.bring_up_to_date(app)
builders.use(app)
group = builders.a_group()
import sqlite3
books = sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
names, rules, jobs = (
    [row[0] for row in books.execute(f"SELECT name FROM {table} ORDER BY id")]
    for table in ("accounts", "rules_in_force", "jobs")
)
print(names, rules, sorted(jobs))
"""


def test_a_group_that_begins_in_a_fresh_worker_has_its_book_its_year_and_its_jobs(tmp_path: Path) -> None:
    """No book has been opened yet in that process, and every book still writes what it begins with."""
    done = subprocess.run([sys.executable, "-c", FOUNDED, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "['Bank', 'Cash tin'] ['financial_year_end'] ['coordinator', 'second signatory'" in done.stdout
