"""The program from a command line: run it, make the example, check the books."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from groupkit import create_app, settings

HOST = "127.0.0.1"
PORTS_TO_TRY = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    options = _parser().parse_args(arguments)
    answer: int = options.run(options)
    return answer


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="groupkit", description="The books of a self-help group that runs itself.")
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="serve the program on this computer only")
    run.add_argument("--demo", action="store_true", help="an example group in its own folder, to try things out")
    run.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 5000))
    run.set_defaults(run=_run)
    check = commands.add_parser("check", help="prove that every book of this installation is whole")
    check.add_argument("--demo", action="store_true", help="look at the example's books")
    check.set_defaults(run=_check)
    return parser


def _folder(demo: bool) -> Path:
    folder = settings.folder_from_environment()
    return folder / "demo" if demo else folder


def _run(options: argparse.Namespace) -> int:
    from waitress import create_server

    folder = _folder(options.demo)
    app = create_app(folder, **_of_the_example(folder, options.demo))
    words = _begin_demo(app, folder) if options.demo else _begin_real(folder)
    port = free_port(options.port)
    if port != options.port:
        print(f"Port {options.port} is taken, so this uses {port}.")
    most = app.config["MAX_CONTENT_LENGTH"]
    server = create_server(app, host=HOST, port=port, threads=4, ident=None, max_request_body_size=most)
    print(f"\ngroupkit is running at http://{HOST}:{port}\n{words}\nTo stop it, press Ctrl and C.", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0


def _of_the_example(folder: Path, demo: bool) -> dict[str, str]:
    """The example keeps to its own folder, whatever database the environment names for real books."""
    return {"SQLALCHEMY_DATABASE_URI": settings.database_url(folder)} if demo else {}


def _begin_demo(app: Flask, folder: Path) -> str:
    from groupkit import demo

    if not settings.is_installed(folder):
        print("Making the example group. This takes a moment …", flush=True)
    return demo.begin(app, folder)


def _begin_real(folder: Path) -> str:
    if settings.is_installed(folder):
        return "Sign in with your username and passphrase."
    return f"To set it up you need the code in {folder / settings.SETUP_CODE}: {settings.setup_code(folder)}"


def free_port(wanted: int) -> int:
    """The first free port from the wanted one on; raises OSError when twenty in a row are taken."""
    for port in range(wanted, wanted + PORTS_TO_TRY):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(f"Ports {wanted} to {wanted + PORTS_TO_TRY - 1} are all taken. Choose another with PORT=")


def _check(options: argparse.Namespace) -> int:
    from groupkit import checks

    folder = _folder(options.demo)
    app = create_app(folder, **_of_the_example(folder, options.demo))
    with app.app_context():
        groups, problems = checks.check_everything()
    for problem in problems:
        print(problem)
    many = f"{groups} group{'s' if groups != 1 else ''}"
    print(f"Looked at {many}: {'everything is as it was written' if not problems else f'{len(problems)} to look at'}.")
    return 1 if problems else 0
