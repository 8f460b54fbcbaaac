"""Codes that change every half minute, as authenticator apps show them (RFC 6238, on RFC 4226).

Everything that apps agree on is fixed: SHA-1, six figures, steps of 30 seconds. Nothing here knows the time, the
database or who is asking.
"""

import base64
import hashlib
import hmac
import re
import secrets
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
FIGURES = 6
SECRET_BYTES = 20
"""160 bits, as RFC 4226 (4, R6) recommends."""
DRIFT = 1
"""How many steps a telephone's clock may be out, either way (RFC 6238, 5.2 and 6)."""

_CODE = re.compile(r"[0-9]{6}", re.ASCII)


def new_secret() -> str:
    """A fresh secret for an app: 160 random bits as 32 letters and figures (base32)."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def step_at(seconds: float) -> int:
    """Which half minute a moment is in; `seconds` since 1970 in UTC (RFC 6238, 4.2)."""
    return int(seconds // STEP_SECONDS)


def code_at(secret: str, step: int, figures: int = FIGURES) -> str:
    """The code that an app shows in a half minute (RFC 4226, 5.3)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**figures:0{figures}d}"


def step_of(secret: str, code: str, seconds: float) -> int | None:
    """In which half minute near this moment the app shows this code, the latest first; None when in none.

    The caller keeps the step, so that a code opens nothing twice (RFC 6238, 5.2).
    """
    now, found = step_at(seconds), None
    for step in range(max(now - DRIFT, 0), now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "replace")):
            found = step
    return found


def read_code(typed: str) -> str | None:
    """Six figures as they were typed, with or without spaces; None when it is something else."""
    code = re.sub(r"[\s.-]", "", typed)
    return code if _CODE.fullmatch(code) else None


def address(secret: str, account: str, issuer: str) -> str:
    """What the square picture holds: the address by which an app takes up an account."""
    wanted = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{wanted}"


def in_fours(secret: str) -> str:
    """A secret or a spare code as people can copy it: in fours, with a space between."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
