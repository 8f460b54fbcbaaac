"""Every test, on every database that is there: `python -m tests`, and `python -m tests sweep` for the long forms."""

import os
import subprocess
import sys
import time

import sqlalchemy as sa

DATABASES = {
    "PostgreSQL": (
        "GROUPKIT_TEST_POSTGRESQL",
        "postgresql+psycopg://postgres@127.0.0.1:5432/",
        "install postgresql and let the user postgres in on 127.0.0.1, or set GROUPKIT_TEST_POSTGRESQL",
    ),
    "MariaDB": (
        "GROUPKIT_TEST_MARIADB",
        "mysql+pymysql://root@127.0.0.1:3306/?charset=utf8mb4",
        "install mariadb-server and let root in on 127.0.0.1, or set GROUPKIT_TEST_MARIADB",
    ),
}
ELSEWHERE = "not browser and not office and not pure and not sqlite"


def main(arguments: list[str]) -> int:
    """Run the suite on SQLite with everything, then what touches a database on each of the others."""
    sweep = arguments[:1] == ["sweep"]
    in_ci = os.environ.get("CI") == "true"
    environment = dict(os.environ, GROUPKIT_SWEEP="1" if sweep else "0", GROUPKIT_TEST_DATABASE="sqlite")
    common = [sys.executable, "-m", "pytest", "-n", str(os.cpu_count() or 2), "--dist", "worksteal"]
    if sweep:
        common += ["-m", "sweep", "--timeout", "900"]
    failed = run("SQLite", common, environment)
    if sweep:
        return int(failed)
    for name, (variable, usual, advice) in DATABASES.items():
        server = os.environ.get(variable, usual)
        if not answers(server):
            print(f"skipped on {name}: {advice}")
            failed = failed or in_ci
            continue
        failed |= run(name, [*common, "-m", ELSEWHERE], environment | {"GROUPKIT_TEST_DATABASE": server})
    return int(failed)


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run pytest once; says on which database, how long it took, and answers whether anything failed."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, env=environment, check=False).returncode
    print(f"== {name}: {time.monotonic() - began:.0f} seconds", flush=True)
    return code != 0


def answers(server: str) -> bool:
    """Whether a database server can be reached."""
    url = sa.make_url(server)
    if url.get_backend_name() == "postgresql":
        url = url.set(database="postgres")
    try:
        engine = sa.create_engine(url, connect_args={"connect_timeout": 3})
        with engine.connect():
            return True
    except (sa.exc.DBAPIError, ModuleNotFoundError):
        return False


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
