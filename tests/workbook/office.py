"""A real office program opens our files: works out every formula afresh, and prints them as pictures to look at."""

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

WHAT_TO_INSTALL = "install libreoffice-calc (and poppler-utils) to run this"

_EVERY_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Without this LibreOffice trusts the values that it finds, and a comparison with them could never fail."""


def needed() -> None:
    """Skip the test where there is no office program; in CI, where there has to be one, fail it."""
    if shutil.which("soffice") and shutil.which("pdftoppm"):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(WHAT_TO_INSTALL)
    pytest.skip(WHAT_TO_INSTALL)


def recalculated(path: Path) -> dict[str, list[list[str]]]:
    """Every sheet's rows as text, by sheet title, all formulas worked out afresh; cached values count for nothing.

    Numbers come bare (1012.5), dates as month/day/year.
    """
    return recalculated_each([path])[0]


def recalculated_each(paths: Sequence[Path]) -> list[dict[str, list[list[str]]]]:
    """The same of many workbooks, whose names do not begin alike, with one start of the program."""
    with tempfile.TemporaryDirectory() as folder:
        _convert(paths, _EVERY_SHEET_AS_CSV, Path(folder))
        return [_sheets(Path(folder), f"{path.stem}-") for path in paths]


def _sheets(folder: Path, start: str) -> dict[str, list[list[str]]]:
    return {
        made.stem.removeprefix(start): list(csv.reader(made.read_text("utf-8").splitlines(keepends=True)))
        for made in folder.glob(f"{start}*.csv")
    }


def picture(path: Path, out_dir: Path) -> list[Path]:
    """The printed pages as PNG files, in order."""
    _convert([path], "pdf", out_dir)
    pages = out_dir / path.stem
    subprocess.run(["pdftoppm", "-r", "70", "-png", f"{pages}.pdf", str(pages)], check=True, timeout=120)
    return sorted(out_dir.glob(f"{path.stem}-*.png"))


def _convert(paths: Sequence[Path], to: str, out_dir: Path) -> None:
    profile = _profile()
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(out_dir),
            *map(str, paths),
        ],
        env={**os.environ, "HOME": str(profile)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode or "Error" in done.stderr:
        raise AssertionError(f"LibreOffice could not open {paths[0].name}: {done.stderr or done.stdout}")


@cache
def _profile() -> Path:
    """One settings folder for each process that runs tests, so that several can run side by side."""
    folder = tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True)
    _kept.append(folder)
    settings = Path(folder.name) / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(_ALWAYS_RECALCULATE, "utf-8")
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []
"""Removed when the process ends."""
