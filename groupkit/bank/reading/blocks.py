"""Reading a file in blocks of lines, each “label: value”, as Santander's text file has them. Pure."""

from collections.abc import Iterable

from groupkit.bank.reading.decoding import TOO_LONG
from groupkit.bank.reading.layouts import Layout, Shape, plain
from groupkit.bank.reading.values import MOST_LINES, Columns, Table
from groupkit.refusal import Refused
from groupkit.words import clean_line


def block_layout(text: str, known: Iterable[Layout]) -> tuple[Layout, Shape] | None:
    """The layout whose labels stand in a text, at least once each at the front of a line."""
    labels = {plain(line.split(":", 1)[0]) for line in text.splitlines()[:200] if ":" in line[:100]}
    for layout in known:
        for shape in layout.shapes:
            needed = {plain(label) for label in (shape.day, *shape.words, shape.amount or shape.paid_in)}
            if shape.kind == "blocks" and needed <= labels:
                return layout, shape
    return None


def read_blocks(text: str, layout: Layout, shape: Shape) -> tuple[Table, Columns, str]:
    """The blocks as rows, how to read these, and the account as it is written at the top."""
    labels = [shape.day, *shape.words, *(name for key, name in shape.columns.items() if key != "account")]
    places = {plain(label): at for at, label in enumerate(labels)}
    rows: list[list[str]] = []
    numbers: list[int] = []
    account = ""
    for number, line in enumerate(text.splitlines(), 1):
        label, colon, value = line.partition(":")
        name = plain(label)
        if shape.account and name == plain(shape.account) and colon:
            account = account or clean_line(value[:200])
        elif name in places and colon:
            if places[name] == 0 or not rows:
                if len(rows) >= MOST_LINES:
                    raise Refused(TOO_LONG, "file")
                rows.append([""] * len(labels))
                numbers.append(number)
            rows[-1][places[name]] = clean_line(value[:1_000])
    columns = _columns(layout, shape, places)
    if rows and not all(rows[-1][place] for place in columns.needed):
        rows[-1] = rows[-1][:1]  # the file was cut short: the common reader says so
    return Table(rows, None, "csv", numbers), columns, account


def _columns(layout: Layout, shape: Shape, places: dict[str, int]) -> Columns:
    single = {key: places[plain(name)] for key, name in shape.columns.items() if key != "account"}
    if "id" in single:
        single["bank_id"] = single.pop("id")
    return Columns(
        day=0,
        words=tuple(places[plain(name)] for name in shape.words),
        date_order=layout.date_order,
        out_is_positive=layout.out_is_positive,
        **single,
    )
