"""The book of twenty years: its pages, the bank's file, what is offered for its lines, and the examiner's workbook."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.bank import queries as bank
from groupkit.bank import suggesting
from groupkit.db import db
from tests import bench, builders, long_book
from tests.browsing import form_of
from tests.conftest import make_app
from tests.ledger.books import counted

LINES, FEW, FUNDS = 50_000, 500, 100
FIRST_PAGE = "the first page, which puts all books together"


def measure(folder: Path) -> str:
    """Every figure, as rows of a table."""
    folder.mkdir()
    app = make_app(folder / "instance", "years")
    builders.use(app)
    short, long = builders.a_group(), builders.a_group()
    long_book.fill(short, FEW, FUNDS, statements=24, waiting=200)
    long_book.fill(long, LINES, FUNDS, statements=240, waiting=200)
    rows = [*pages(app, short, long), *the_bank(app, long), examiners(folder, app, short, long)]
    return "\n".join(f"| {what} | {aim} | {found} |" for what, aim, found in rows)


def spent(call: Callable[[], Any], times: int = 4) -> float:
    """The least time of the processor that something takes, in milliseconds; the first run is not counted."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        call()
        taken.append((time.process_time() - began) * 1000)
    return min(taken[1:])


def pages(app: Flask, short: builders.AGroup, long: builders.AGroup) -> list[tuple[str, str, str]]:
    """The page that grows most with the book, and the most questions that a page asks."""
    clients = {group.slug: builders.sign_in_as(app.test_client(), group.tamsin) for group in (short, long)}
    found = []
    for address in long_book.addresses(app, short):
        page = address.removeprefix(f"/{short.slug}/")
        if clients[short.slug].get(address).mimetype != "text/html":
            continue
        times = [spent(_opens(clients[group.slug], f"/{group.slug}/{page}")) for group in (short, long)]
        with counted(app) as asked:
            clients[long.slug].get(f"/{long.slug}/{page}")
        found.append((times[1] / times[0], page, times, len(asked)))
    ratio, page, (few, many) = max(_again(clients, page) for _, page, *_ in sorted(found, reverse=True)[:8])
    most, first = max(asked for *_, asked in found), next(asked for _, page, _, asked in found if not page)
    return [
        (
            f"the page that grows most of {len(found)}: {f'`{page}`' if page else FIRST_PAGE}, against 500 lines",
            "at most 2 ×",
            f"**{ratio:.2f} ×** ({many:.0f} ms, {few:.0f} ms)",
        ),
        (f"most questions that a page asks; {FIRST_PAGE}", "12", f"**{most}**; **{first}**"),
    ]


def _again(clients: dict[str, FlaskClient], page: str) -> tuple[float, str, list[float]]:
    """A page that seemed to grow most, more often: of seventy pages one is always measured at a busy moment."""
    times = [spent(_opens(client, f"/{slug}/{page}"), 12) for slug, client in clients.items()]
    return times[1] / times[0], page, times


def _opens(client: FlaskClient, address: str) -> Callable[[], object]:
    return lambda: client.get(address)


def the_bank(app: Flask, long: builders.AGroup) -> list[tuple[str, str, str]]:
    """A file of 5,000 lines looked at beside the long book, and what is offered for 200 lines."""
    client = builders.sign_in_as(app.test_client(), long.tamsin)
    with app.app_context(), tenancy.in_group(long.scope, db.session):
        account = bank.bank_accounts()[0].id
        with counted(app) as asked:
            offered = len(suggesting.waiting(account, 200))
    address = f"/{long.slug}/money/bank/{account}/bring-in"
    form = form_of(client.get(address)) | {"do": "look", "table": (io.BytesIO(_file(5_000)), "long.csv")}
    began = time.perf_counter()
    answer = client.post(address, data=form, content_type="multipart/form-data")
    took = time.perf_counter() - began
    assert b"5,000 new lines" in answer.data or b"5000 new lines" in answer.data, answer.data[:2000]
    return [
        ("a file of 5,000 lines from the bank, looked at", "under 5 s", f"**{took:.1f} s**"),
        (f"questions to offer what {offered} lines are", "at most 20", f"**{len(asked)}**"),
    ]


def _file(lines: int) -> bytes:
    rows = ["Date,Description,Type,Money In,Money Out,Balance"]
    balance = 0
    for number in range(lines):
        balance -= 100 + number
        day = date(2026, 10, 30) - timedelta(days=(lines - number) // 20)
        rows.append(f"{day.isoformat()},SHOP {number % 40} {number},DD,,{(100 + number) / 100:.2f},{balance / 100:.2f}")
    return "\n".join(rows).encode()


def examiners(folder: Path, app: Flask, short: builders.AGroup, long: builders.AGroup) -> tuple[str, str, str]:
    """The pack of a year with 2,500 lines beside bare openpyxl with the same cells; its memory beside a small one."""
    pack = "year-end/pack/workbook?year=2024-25"
    found = bench.workbooks(folder, app, {"short": short, "long": long}, pack, "year-end/pack?year=2024-25")
    return (
        "the examiner’s workbook of a year of 2,500 lines, against bare openpyxl; more memory than for 25 lines",
        "at most 1.5 ×; flat",
        f"**{found['ours_ms'] / found['bare_ms']:.2f} ×** ({found['ours_ms']:.0f} ms, {found['bare_ms']:.0f} ms); "
        f"**{found['long_mb'] - found['short_mb']:+.1f} MB**",
    )
