"""Speed and memory, as ratios measured side by side in one run: `make bench`. Writes docs/benchmarks.md."""

import json
import pickle
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from groupkit import create_app, dates, tenancy
from groupkit.db import db, writing
from groupkit.ledger import operations, queries
from groupkit.ledger.rules import Part
from tests import bench_money, builders
from tests.conftest import make_app

ROOT = Path(__file__).resolve().parent.parent
FLOOR = """
import time; began = float(__import__("sys").argv[1])
import flask, flask_login, flask_sqlalchemy, wtforms, sqlite3
from sqlalchemy import text
app = flask.Flask("floor"); app.secret_key = "x"
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + __import__("sys").argv[2]
db = flask_sqlalchemy.SQLAlchemy(app); login = flask_login.LoginManager(app)
login.user_loader(lambda _: None)
@app.get("/")
def page():
    return str(db.session.execute(text("SELECT 1")).scalar())
assert app.test_client().get("/").status_code == 200
"""
OURS = """
import time; began = float(__import__("sys").argv[1])
from pathlib import Path
from groupkit import create_app
app = create_app(Path(__import__("sys").argv[2]))
assert app.test_client().get("/kit/sign-in").status_code == 200
import sys
heavy = {"openpyxl", "alembic", "PIL", "docx", "lxml", "smtplib"} & set(sys.modules)
assert not heavy, f"imported before anybody asked: {heavy}"
"""
REPORT = """
took = (time.time() - began) * 1000
kb = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(__import__("json").dumps({"ms": took, "mb": kb / 1024, "peak": peak / 1024}))
"""


def cold(script: str, argument: str) -> dict[str, float]:
    """One cold start in a process of its own: milliseconds to the first page, and megabytes after it."""
    run = subprocess.run(
        [sys.executable, "-c", script + REPORT, str(time.time()), argument],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def median(values: list[float]) -> float:
    return statistics.median(values)


def cold_starts(folder: Path, times: int = 11) -> dict[str, float]:
    """The floor and groupkit, turn by turn, so that a busy moment hits both."""
    make_app(folder / "cold", "cold")
    floor, ours = [], []
    for _ in range(times):
        floor.append(cold(FLOOR, str(folder / "floor.db")))
        ours.append(cold(OURS, str(folder / "cold")))
    return {
        "floor_ms": median([run["ms"] for run in floor]),
        "ours_ms": median([run["ms"] for run in ours]),
        "floor_mb": median([run["mb"] for run in floor]),
        "ours_mb": median([run["mb"] for run in ours]),
    }


def fill(group: builders.AGroup, lines: int) -> None:
    """A book of so many lines, by the same operation that the page uses."""
    by = group.tamsin.actor
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
        bank, general = ids["account", "Bank"], ids["fund", "General"]
        kinds = [ids["category", name] for name in ("Room hire", "Refreshments", "Materials", "Equipment")]
        for start in range(0, lines, 500):
            with writing():
                for number in range(start, min(start + 500, lines)):
                    operations.record_payment(
                        day=date(2020, 1, 1) + timedelta(days=number * 2000 // lines),
                        account=bank,
                        amount=100 + number,
                        parts=[Part(100 + number, kinds[number % 4], general)],
                        payee=f"Shop {number % 40}",
                        by=by,
                    )
                db.session.expunge_all()


def open_page(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))


def timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def cash_book(folder: Path) -> tuple[Flask, dict[str, builders.AGroup], dict[str, Any]]:
    """The cash book page of a long book beside that of a short one, and the questions each asks."""
    app = make_app(folder / "book", "book")
    builders.use(app)
    short, long = builders.a_group(), builders.a_group()
    fill(short, 100)
    fill(long, 10_000)
    clients = {
        name: builders.sign_in_as(app.test_client(), group.tamsin) for name, group in (("short", short), ("long", long))
    }
    urls = {"short": short.url("/money/book"), "long": long.url("/money/book")}
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]) if a[2] != "BEGIN" else None)
    times: dict[str, list[float]] = {"short": [], "long": []}
    questions = {}
    for _ in range(40):
        for name, client in clients.items():
            asked.clear()
            times[name].append(timed(partial(open_page, client, urls[name])))
            questions[name] = len(asked)
    figures = {
        "short_ms": median(times["short"][5:]),
        "long_ms": median(times["long"][5:]),
        "short_questions": questions["short"],
        "long_questions": questions["long"],
    }
    return app, {"short": short, "long": long}, figures


BARE = """
import pickle, sys, time
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
sheets = pickle.load(open(sys.argv[2], "rb"))
began = time.time()
book = Workbook(write_only=True)
for title, rows in sheets:
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for value, shown in row:
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = shown
            cells.append(cell)
        sheet.append(cells)
book.save(sys.argv[2] + ".xlsx")
"""
WRITE = """
import sys, time
from tests.bench import one_download
began = one_download(*sys.argv[2].split("|"))
"""


def one_download(folder: str, slug: str, token: str, into: str, page: str, before: str) -> float:
    """Download a workbook of a group as its page does, from the page before it; gives back when it began.

    openpyxl is loaded by then, as it is before the time of the bare one begins.
    """
    client = create_app(Path(folder)).test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert client.get(f"/{slug}/money/{before}").status_code == 200
    began = time.time()
    answer = client.get(f"/{slug}/money/{page}")
    assert answer.status_code == 200
    with Path(into).open("wb") as out:
        for piece in answer.iter_encoded():
            out.write(piece)
    return began


def workbooks(
    folder: Path,
    app: Flask,
    groups: dict[str, builders.AGroup],
    page: str = "copies/whole",
    before: str = "balances",
    times: int = 3,
) -> dict[str, float]:
    """A workbook of the long book beside bare openpyxl writing the very same cells, turn by turn."""
    figures: dict[str, float] = {}
    tokens = {name: builders.sign_in_as(app.test_client(), group.tamsin) for name, group in groups.items()}
    ours: dict[str, list[dict[str, float]]] = {"short": [], "long": []}
    bare = []
    for _ in range(times):
        for name, group in groups.items():
            with tokens[name].session_transaction() as cookie:
                token = cookie["_user_id"]
            file = folder / f"{name}.xlsx"
            ours[name].append(
                cold(WRITE, "|".join([str(app.config["INSTANCE"]), group.slug, token, str(file), page, before]))
            )
        cells = folder / "cells.pickle"
        if not cells.exists():
            cells.write_bytes(pickle.dumps(cells_of(folder / "long.xlsx")))
        bare.append(cold(BARE, str(cells)))
    figures["ours_ms"], figures["bare_ms"] = (
        median([run["ms"] for run in ours["long"]]),
        median([run["ms"] for run in bare]),
    )
    figures["short_mb"] = median([run["peak"] for run in ours["short"]])
    figures["long_mb"] = median([run["peak"] for run in ours["long"]])
    return figures


def cells_of(file: Path) -> list[tuple[str, list[list[tuple[Any, str]]]]]:
    """Every cell of a workbook with how it is shown, to write once more without us."""
    book = openpyxl.load_workbook(file)
    return [
        (sheet.title, [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()])
        for sheet in book
    ]


REPORT_PAGE = """# Speed and memory

Measured by `make bench` on {day}, Python {python}, on two shared cores. Everything that is compared was measured turn
by turn in one run, so only the ratios mean anything; times are medians.

**The floor** is the smallest Flask app with the same imports (flask, flask-login, flask-sqlalchemy, wtforms) that answers
one page with one SQLite query, started in a process of its own.

| what | aim | measured |
|---|---|---|
| cold start to the first page (sign-in), against the floor | at most 1.35 × | **{cold:.2f} ×** ({ours_ms:.0f} ms, floor {floor_ms:.0f} ms) |
| memory of a worker after it, above the floor | at most 15 MB | **{memory:.1f} MB** ({ours_mb:.0f} MB, floor {floor_mb:.0f} MB) |
| openpyxl, alembic, Pillow loaded by then | none | **none** |
| cash book page, 10,000 lines against 100 | at most 1.5 × | **{page:.2f} ×** ({long_ms:.0f} ms, {short_ms:.0f} ms) |
| questions to the database for that page | at most 10 | **{questions}** |
| cash book workbook of 10,000 lines, against bare openpyxl writing the same cells | at most 1.5 × | **{book:.2f} ×** ({book_ms:.0f} ms, {bare_ms:.0f} ms) |
| most memory while it is written, 10,000 lines against 100 | flat | **{grown:+.1f} MB** ({long_mb:.0f} MB, {short_mb:.0f} MB) |

**A book of twenty years** has 50,000 lines over 100 funds, settled each year, 240 statements and 200 lines of the bank’s that
wait; beside it stands one of 500 lines with as many funds. Here the time of the processor is measured.

| what | aim | measured |
|---|---|---|
{years}
The cold start is taken on an installation that has been started before, as a host does after it has stopped an idle
worker: templates that were worked out once are kept in the installation's folder.
"""


def main() -> None:
    """Measure everything and write it down."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        start = cold_starts(folder)
        app, groups, page = cash_book(folder)
        book = workbooks(folder, app, groups)
        years = bench_money.measure(folder / "years")
    words = REPORT_PAGE.format(
        day=dates.long_day(dates.today()),
        python=platform.python_version(),
        cold=start["ours_ms"] / start["floor_ms"],
        ours_ms=start["ours_ms"],
        floor_ms=start["floor_ms"],
        memory=start["ours_mb"] - start["floor_mb"],
        ours_mb=start["ours_mb"],
        floor_mb=start["floor_mb"],
        page=page["long_ms"] / page["short_ms"],
        long_ms=page["long_ms"],
        short_ms=page["short_ms"],
        questions=page["long_questions"],
        book=book["ours_ms"] / book["bare_ms"],
        book_ms=book["ours_ms"],
        bare_ms=book["bare_ms"],
        grown=book["long_mb"] - book["short_mb"],
        long_mb=book["long_mb"],
        short_mb=book["short_mb"],
        years=years,
    )
    (ROOT / "docs" / "benchmarks.md").write_text(words, encoding="utf-8")
    print(words)


if __name__ == "__main__":
    main()
