"""Codes that change every half minute: the worked figures of RFC 6238, and what holds for any secret and moment."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.access import totp
from tests.sweep import examples

pytestmark = pytest.mark.pure

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_6238 = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
RFC_4226 = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]

moments = st.integers(1000, 2**33)
secrets = st.binary(min_size=20, max_size=20).map(lambda key: base64.b32encode(key).decode())


@pytest.mark.parametrize(("seconds", "code"), list(RFC_6238.items()))
def test_the_table_in_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(RFC_SECRET, totp.step_at(seconds), figures=8) == code
    assert totp.code_at(RFC_SECRET, totp.step_at(seconds)) == code[2:]


@pytest.mark.parametrize(("step", "code"), list(enumerate(RFC_4226)))
def test_the_table_in_rfc_4226(step: int, code: str) -> None:
    assert totp.code_at(RFC_SECRET, step) == code


@settings(max_examples=examples(30, 500))
@given(secrets, moments, st.integers(-10, 10))
def test_a_clock_may_be_one_step_out_either_way(secret: str, seconds: int, out: int) -> None:
    shown = totp.step_at(seconds) + out
    found = totp.step_of(secret, totp.code_at(secret, shown), seconds)
    if abs(out) <= 1:
        assert found is not None
        assert found >= shown
    else:
        near = [totp.code_at(secret, totp.step_at(seconds) + step) for step in (-1, 0, 1)]
        assert found is None or totp.code_at(secret, shown) in near


def test_the_same_figures_twice_in_a_row_count_as_the_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totp, "code_at", lambda secret, step: "111111")
    assert totp.step_of(RFC_SECRET, "111111", 3000) == 101


@given(st.text(max_size=20))
@settings(max_examples=examples(50, 1000))
def test_only_six_plain_figures_can_be_a_code(typed: str) -> None:
    code = totp.read_code(typed)
    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "12-34-56", "123.456"])
def test_a_code_may_be_typed_with_a_breath_in_it(typed: str) -> None:
    assert totp.read_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "k7mp 2xqd 9f3h aabc", "é"])
def test_what_is_no_code(typed: str) -> None:
    assert totp.read_code(typed) is None
    assert totp.step_of(RFC_SECRET, typed, 59) is None


def test_secrets_are_fresh_and_160_bits() -> None:
    first, second = totp.new_secret(), totp.new_secret()
    assert first != second
    assert len(base64.b32decode(first)) == 20


def test_the_address_names_the_account_and_not_more() -> None:
    assert totp.address("ABCD", "carys hill", "groupkit") == (
        "otpauth://totp/groupkit:carys%20hill?secret=ABCD&issuer=groupkit"
    )


def test_in_fours() -> None:
    assert totp.in_fours("abcdefghij") == "abcd efgh ij"
