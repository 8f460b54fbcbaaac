"""What some tests need on the machine: skipped with one line that says what to install, a failure when CI=true."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def needs(*programs: str, install: str) -> None:
    """Skip the test unless these programs are there; with CI=true, fail instead."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        _without(install)


def axe_script() -> str:
    """The text of axe-core, which npm brings."""
    file = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        _without("npm install --no-save axe-core")
    return file.read_text(encoding="utf-8")


def _without(install: str) -> None:
    sentence = f"to run this: {install}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
