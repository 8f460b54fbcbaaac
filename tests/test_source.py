"""What no module and no template of groupkit does: go round the guard, round the clock or round escaping."""

import ast
import re
from pathlib import Path

import pytest

from tests.needs import ROOT

pytestmark = pytest.mark.pure

KIT = ROOT / "groupkit"
BANNED_CALLS = {
    "text",
    "exec_driver_sql",
    "Markup",
    "bulk_save_objects",
    "bulk_insert_mappings",
    "bulk_update_mappings",
    "literal_column",
    "from_statement",
    "raw_connection",
}
ALLOWED = {
    "migrations/__init__.py": {"text"},
    "migrations/steps.py": {"text", "exec_driver_sql"},
    "migrations/triggers.py": {"text"},
    "db.py": {"exec_driver_sql", "connection"},
    "tenancy.py": {"bulk_save_objects"},
    "dates.py": {"datetime.now"},
    "constitution/views/adopted.py": {"Markup"},
    "grants/views/filed.py": {"Markup"},
    "grants/views/returning.py": {"Markup"},
}
"""SQL is written out by what brings the database up to date and by the two lowest shelves; the clock is in one place;
a filed page is shown again as it was rendered."""


def sources() -> list[Path]:
    return [path for path in sorted(KIT.rglob("*.py")) if "versions" not in path.parts]


def banned_in(tree: ast.AST) -> set[str]:
    """The banned things that a module does."""
    sqlalchemy_text = any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sqlalchemy")
        and any(name.name == "text" for name in node.names)
        for node in ast.walk(tree)
    )
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "__table__":
            found.add("__table__")
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if name in BANNED_CALLS and (name != "text" or _is_sqlalchemys(owner, sqlalchemy_text)):
            found.add(name)
        if name == "connection" and isinstance(owner, ast.Attribute | ast.Name):
            found.add(name)
        if name in ("now", "utcnow", "today") and isinstance(owner, ast.Name) and owner.id in ("datetime", "date"):
            found.add(f"{owner.id}.{name}")
        if name in ("insert", "Insert"):
            found |= {"insert"} if owner is None or isinstance(owner, ast.Attribute) else set()
    return found


def _is_sqlalchemys(owner: ast.expr | None, imported: bool) -> bool:
    if owner is None:
        return imported
    return isinstance(owner, ast.Name) and owner.id in ("sa", "sqlalchemy")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(KIT)))
def test_no_module_goes_round_the_guard(path: Path) -> None:
    found = banned_in(ast.parse(path.read_text("utf-8")))
    assert found <= ALLOWED.get(str(path.relative_to(KIT)), set())


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import text\ntext('x')",
        "import sqlalchemy as sa\nsa.text('x')",
        "db.session.connection().execute(x)",
        "c.exec_driver_sql('x')",
        "select(Account.__table__)",
        "s.bulk_insert_mappings(a, b)",
        "from sqlalchemy import insert\ns.execute(insert(A))",
        "Markup('x')",
        "markupsafe.Markup(x)",
        "datetime.now(UTC)",
        "date.today()",
        "datetime.utcnow()",
        "select(literal_column('x'))",
    ],
)
def test_the_sweep_sees_what_it_looks_for(line: str) -> None:
    assert banned_in(ast.parse(line))


SENDS_ITSELF = {"downloads.py"}
WRITES_ZIPS = {
    "workbook/parts/package.py",
    "packing.py",
    "workbook/writing.py",
    "document/parts.py",
    "document/blank.py",
}


def test_files_are_sent_and_packed_in_one_place() -> None:
    """What a workbook and a Word file are, inside, is their own matter."""
    called = {str(path.relative_to(KIT)): path.read_text("utf-8") for path in sources()}
    assert {name for name, words in called.items() if "send_file(" in words} <= SENDS_ITSELF
    assert {name for name, words in called.items() if re.search(r"""ZipFile\([^)]*["']w["']""", words)} <= WRITES_ZIPS
    assert "send_file(" in called["downloads.py"] and "ZipFile(" in called["packing.py"]


def test_no_template_goes_round_escaping() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert len(templates) > 10
    for path in templates:
        html = path.read_text("utf-8")
        for banned in (
            r"\|\s*safe\b",
            r"\bstyle\s*=",
            r"autoescape\s+false",
            r"<script(?![^>]*\bsrc=)",
            r"\bon[a-z]+\s*=\s*[\"']",
            r"javascript:",
        ):
            assert not re.search(banned, html), f"{path.name}: {banned}"
