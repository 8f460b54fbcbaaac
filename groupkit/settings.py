"""This installation's own folder: its secret key, its settings and whether it has been set up."""

import os
import secrets
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from groupkit.db import keep_private

SETTINGS = "settings.toml"
SETUP_CODE = "setup-code.txt"
INSTALLED = "installed"
DATABASE = "groupkit.sqlite3"


def folder_from_environment() -> Path:
    """Where the installation lives: GROUPKIT_INSTANCE, or `instance/` beside the program."""
    named = os.environ.get("GROUPKIT_INSTANCE")
    return Path(named) if named else Path(__file__).resolve().parent.parent / "instance"


def read(folder: Path) -> dict[str, Any]:
    """The settings of the installation in a folder, made private and given a key and a set-up code when it is new."""
    keep_private(folder)
    mend_permissions(folder)
    kept = _kept(folder)
    if not is_installed(folder):
        setup_code(folder)
    return {
        "INSTANCE": folder,
        "SECRET_KEY": secret_key(folder),
        "SQLALCHEMY_DATABASE_URI": os.environ.get("GROUPKIT_DATABASE") or kept.get("database") or database_url(folder),
        "TRUSTED_HOSTS": kept.get("hosts"),
        "IDLE": timedelta(minutes=kept.get("idle_minutes", 30)),
        "PASSPHRASE_METHOD": "scrypt",
        "PROXIES": kept.get("proxies", 0),
        "MAIL": kept.get("mail"),
        "MAX_CONTENT_LENGTH": 40 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 1000,
    }


def _kept(folder: Path) -> dict[str, Any]:
    file = folder / SETTINGS
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def database_url(folder: Path) -> str:
    """SQLite in the installation's folder, unless the settings name another database."""
    return f"sqlite:///{(folder / DATABASE).resolve()}"


def mend_permissions(folder: Path) -> None:
    """Panels upload files that everybody on the host can read: take that away, or refuse to start."""
    for file in folder.iterdir():
        if file.is_file() and file.stat().st_mode & 0o077 and file.name != "README.md":
            file.chmod(0o600)


def secret_key(folder: Path) -> bytes:
    """The key of this installation, made once and the same for every worker."""
    return _made_once(folder / "secret-key", secrets.token_bytes(48))


def _made_once(file: Path, content: bytes) -> bytes:
    """Write a file unless it is there; two workers starting at once agree on one content."""
    if not file.exists():
        half_done = file.with_name(f".{file.name}-{secrets.token_hex(6)}")
        handle = os.open(half_done, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(half_done, file)
        except FileExistsError:
            pass
        except OSError:
            _make_without_links(file, content)
        finally:
            half_done.unlink()
    return file.read_bytes()


def _make_without_links(file: Path, content: bytes) -> None:
    """As above on a disk that knows no second names for a file: whoever comes first makes it."""
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as new:
        new.write(content)


def is_installed(folder: Path) -> bool:
    """Whether the installation has been set up; an empty or missing database never makes it new again."""
    return (folder / INSTALLED).exists()


def setup_code(folder: Path) -> str:
    """The code that opens the set-up page, kept in a file that only the owner of the folder can read."""
    return _made_once(folder / SETUP_CODE, secrets.token_urlsafe(12).encode()).decode().strip()


def mark_installed(folder: Path, host: str) -> None:
    """The set-up page is gone for good; answer only to the address it was set up at."""
    _made_once(folder / INSTALLED, b"This installation has been set up. Keep this file.\n")
    (folder / SETUP_CODE).unlink(missing_ok=True)
    settings, kept = folder / SETTINGS, _kept(folder)
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    safe = "".join(letter for letter in name if letter.isalnum() or letter in ".-:[]")
    hosts = ", ".join(f'"{host}"' for host in dict.fromkeys((safe, "127.0.0.1", "localhost")))
    if kept and "hosts" not in kept:
        words = settings.read_text(encoding="utf-8")
        settings.write_text(f"# The addresses that it answers to:\nhosts = [{hosts}]\n{words}", encoding="utf-8")
    _made_once(
        settings,
        (
            "# Settings of this installation. Change a line, then restart the program.\n"
            "# The addresses that it answers to:\n"
            f"hosts = [{hosts}]\n"
            "# After how many minutes without a click somebody is asked for their passphrase again:\n"
            "idle_minutes = 30\n"
        ).encode(),
    )
