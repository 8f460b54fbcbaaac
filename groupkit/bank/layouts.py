"""The layouts of bank files that this installation knows: those we ship, and its own."""

from collections.abc import Sequence
from pathlib import Path

from flask import current_app

from groupkit.bank.reading import Layout, layouts
from groupkit.library import Mistake


def layouts_here() -> Sequence[Layout]:
    """Every layout that can be read; the installation's own go first."""
    return layouts(_folder())[0]


def mistakes() -> Sequence[Mistake]:
    """Every mistake in the layout files of this installation, in plain words."""
    return layouts(_folder())[1]


def _folder() -> Path:
    return Path(current_app.config["INSTANCE"]) / "library" / "banks"
