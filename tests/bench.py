"""Speed and memory, as ratios measured side by side in one run: `make bench`. Writes docs/benchmarks.md."""

import json
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

from flask.testing import FlaskClient
from sqlalchemy import event

from groupkit import create_app, tenancy
from groupkit.db import db, writing
from groupkit.ledger import operations, queries
from groupkit.ledger.rules import Part
from tests import builders
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


def cash_book(folder: Path) -> tuple[dict[str, float], Any]:
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
    return figures, (app, long, clients["long"])


WORKBOOK = """
import time, sys; began = float(sys.argv[1])
from pathlib import Path
folder, slug, bare = sys.argv[2].split("|")
import openpyxl
if bare:
    from datetime import date
    import pickle
    from openpyxl.cell import WriteOnlyCell
    sheets = pickle.load(open(bare, "rb"))
    began = time.time()
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            cells = []
            for value, shown in row:
                if value is None:
                    cells.append(None); continue
                cell = WriteOnlyCell(sheet, value); cell.number_format = shown; cells.append(cell)
            sheet.append(cells)
    book.save(folder + "/bare.xlsx")
else:
    from tests.bench import write_workbook
    began = write_workbook(Path(folder), slug)
"""


def write_workbook(folder: Path, slug: str) -> float:
    """Write the cash book workbook of a group as its page does; gives back when it began."""
    app = create_app(folder)
    with app.test_client() as client:
        token = (folder / "cookie.txt").read_text()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        client.get(f"/{slug}/money/balances")
        began = time.time()
        page = client.get(f"/{slug}/money/copies/whole", buffered=False)
        assert page.status_code == 200, page.status_code
        with (folder / "ours.xlsx").open("wb") as out:
            for chunk in page.iter_encoded():
                out.write(chunk)
    return began


def main() -> None:
    """Measure everything and write it down."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        figures: dict[str, Any] = {"cold": cold_starts(folder)}
        book, (app, group, client) = cash_book(folder)
        figures["book"] = book
    print(json.dumps(figures, indent=2), platform.python_version())


if __name__ == "__main__":
    main()
