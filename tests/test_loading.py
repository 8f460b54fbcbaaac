"""What is loaded later is there when it is wanted: every name that is written down leads to a function."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

import groupkit
from groupkit.loading import later

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
