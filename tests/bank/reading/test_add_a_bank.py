"""The page on adding a bank says what is so: its examples work as they stand."""

import re
from pathlib import Path

import pytest

from groupkit.bank.reading import layouts, open_file, read
from tests.bank.reading.samples import TODAY
from tests.needs import ROOT

pytestmark = pytest.mark.pure
PAGE = (ROOT / "docs" / "add-a-bank.md").read_text("utf-8")


def test_the_examples_work_as_they_stand(tmp_path: Path) -> None:
    for number, example in enumerate(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)):
        (tmp_path / f"{number}.toml").write_text(example, "utf-8")
    known, mistakes = layouts(tmp_path)
    assert mistakes == []
    text = "\n".join(line.strip() for line in PAGE.splitlines() if line.startswith("    "))
    found = read(open_file(text.encode(), "a.csv", known, TODAY), today=TODAY)
    assert found.layout_name == "Our Credit Union"
    assert [(line.pence, line.words, line.balance) for line in found.lines] == [(-3_000, "Room hire 00017", 129_606)]
    other = read(open_file(b"2026/04/17,Room hire,-30.00,1296.06\n", "b.csv", known, TODAY), today=TODAY)
    assert (other.layout, other.lines[0].pence) == ("our_old_bank", -3_000)


def test_every_name_of_the_page_is_known(tmp_path: Path) -> None:
    named = set(re.findall(r"^\| `([a-z_]+) =", PAGE, re.MULTILINE))
    assert named == {"newest_first", "out_is_positive", "may_follow", "account", "id", "flag", "currency"}
