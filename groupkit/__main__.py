"""`python -m groupkit` is the same as `groupkit`."""

from groupkit.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
