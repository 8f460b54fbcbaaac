"""An installation's own folder: private, with one key for every worker, and set up once only."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from groupkit import create_app, settings

pytestmark = [pytest.mark.sqlite, pytest.mark.skipif(os.name == "nt", reason="file modes are of Unix")]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_installation_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    os.umask(0o022)
    folder = tmp_path / "instance"
    app = create_app(folder)
    app.test_client().get("/kit/sign-in")
    assert mode(folder) == 0o700
    assert {file.name: mode(file) for file in folder.iterdir() if mode(file) != 0o600} == {}
    assert (folder / settings.DATABASE).exists()


def test_files_that_a_panel_uploaded_for_all_to_read_are_mended(tmp_path: Path) -> None:
    settings.read(tmp_path)
    key = tmp_path / "secret-key"
    key.chmod(0o644)
    tmp_path.chmod(0o755)
    settings.read(tmp_path)
    assert (mode(key), mode(tmp_path)) == (0o600, 0o700)


def test_the_secret_key_is_made_once_and_shared_by_workers_that_start_together(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from groupkit import settings; import sys\n"
        "print(settings.read(Path(sys.argv[1]))['SECRET_KEY'].hex())"
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {worker.communicate(timeout=60)[0].strip() for worker in workers}
    assert len(keys) == 1
    assert len(bytes.fromhex(keys.pop())) >= 32
    assert sorted(file.name for file in tmp_path.iterdir()) == ["secret-key", "setup-code.txt"]


def test_the_setup_code_lasts_until_set_up_and_not_a_moment_longer(tmp_path: Path) -> None:
    settings.read(tmp_path)
    code = settings.setup_code(tmp_path)
    assert code == settings.setup_code(tmp_path)
    assert len(code) >= 16
    settings.mark_installed(tmp_path, "books.example.org:8443")
    assert not (tmp_path / settings.SETUP_CODE).exists()
    assert settings.is_installed(tmp_path)
    assert "books.example.org" in settings.read(tmp_path)["TRUSTED_HOSTS"]


@pytest.mark.parametrize("host", ['evil"]\nx = ["y', "a b", "x\r\ny"])
def test_no_host_name_can_write_into_the_settings(tmp_path: Path, host: str) -> None:
    settings.mark_installed(tmp_path, host)
    kept = settings.read(tmp_path)
    assert set(kept["TRUSTED_HOSTS"]) >= {"127.0.0.1", "localhost"}
    assert kept["PROXIES"] == 0


def test_an_app_opens_no_database_and_loads_nothing_heavy_when_it_is_made(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; import sys; from groupkit import create_app\n"
        "app = create_app(Path(sys.argv[1]))\n"
        "assert not (Path(sys.argv[1]) / 'groupkit.sqlite3').exists()\n"
        "from groupkit import migrations\n"
        "with app.app_context(): migrations.bring_up_to_date(app)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, timeout=60)
    lean = (
        "from pathlib import Path; import sys; from groupkit import create_app\n"
        "app = create_app(Path(sys.argv[1]))\n"
        "assert app.test_client().get('/kit/sign-in').status_code in (200, 302)\n"
        "heavy = {'openpyxl', 'alembic', 'PIL', 'docx', 'lxml', 'smtplib', 'hypothesis'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", lean, str(tmp_path)], check=True, timeout=60)
