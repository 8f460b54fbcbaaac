"""A real word processor opens our files: several in one go, since it takes seconds to start."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.needs import needs

INSTALL = "libreoffice-writer and poppler-utils"


def converted(files: Mapping[str, bytes], to: str, ending: str, folder: Path) -> dict[str, Path]:
    """What LibreOffice makes of these files, by name; `to` is its name for the form wanted."""
    needs("soffice", "pdftotext", install=INSTALL)
    sources = [folder / f"{name}.docx" for name in files]
    for source, content in zip(sources, files.values(), strict=True):
        source.write_bytes(content)
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
            str(folder),
            *map(str, sources),
        ],
        env={**os.environ, "HOME": str(profile)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode or "Error" in done.stderr:
        raise AssertionError(f"LibreOffice could not open them: {done.stderr or done.stdout}")
    return {name: folder / f"{name}.{ending}" for name in files}


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60).stdout
    return text.decode().split("\f")[:-1]


@cache
def _profile() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True)
    _kept.append(folder)
    return Path(folder.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []
"""Removed when the process ends."""
