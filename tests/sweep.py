"""How far a sweep goes: a fixed slice in `make test`, the full size in `make sweep`."""

import os

LONG = os.environ.get("GROUPKIT_SWEEP") == "1"


def examples(small: int, large: int) -> int:
    """How many examples a property test tries."""
    return large if LONG else small
