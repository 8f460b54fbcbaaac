"""ZIP files: safe names, none twice, parts within a limit, the same bytes twice, and one thing in memory at a time."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groupkit import packing
from groupkit.packing import COVER, Item, Part
from tests.needs import ROOT
from tests.sweep import examples

pytestmark = pytest.mark.pure

AT = datetime.fromisoformat("2027-04-03T10:30:08")
HEAD = ["Hill Street", "What we spent"]


def item(name: str, data: bytes = b"x", told: str = "") -> Item:
    return Item(name, lambda: [data[:3], data[3:]], len(data), told)


def made(part: Part, at: datetime = AT) -> bytes:
    with packing.make(part, at) as file:
        return file.read()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


# One ZIP


def test_everything_is_there_behind_a_cover_that_lists_it() -> None:
    items = [item("receipts/2026-27-P014.jpg", b"photo", "a1b2"), Item(told="P015: covered."), item("return.txt", b"")]
    part = packing.one("Hill Street return", items, HEAD)
    assert (part.name, part.note) == ("hill-street-return.zip", "")
    found = unpacked(made(part))
    assert list(found) == [COVER, "receipts/2026-27-P014.jpg", "return.txt"]
    assert found["receipts/2026-27-P014.jpg"] == b"photo" and found["return.txt"] == b""
    assert found[COVER].decode().split("\r\n") == [
        *HEAD,
        "",
        "receipts/2026-27-P014.jpg  a1b2",
        "P015: covered.",
        "return.txt",
        "",
    ]


def test_a_cover_says_that_there_is_nothing_and_without_first_lines_there_is_none() -> None:
    empty = packing.one("x", [], HEAD, "There are no receipts.")
    assert unpacked(made(empty))[COVER].decode() == "Hill Street\r\nWhat we spent\r\n\r\nThere are no receipts.\r\n"
    assert list(unpacked(made(packing.one("x", [item("a.txt")])))) == ["a.txt"]


def test_pictures_are_stored_as_they_are_words_are_packed_and_bytes_are_the_same_twice() -> None:
    part = packing.one("x", [item("a.jpg", b"a" * 5_000), item("b.txt", b"b" * 5_000)], HEAD)
    content = made(part)
    assert made(part) == content != made(part, datetime.fromisoformat("2027-04-03T10:31:00"))
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        picture, words = zipped.getinfo("a.jpg"), zipped.getinfo("b.txt")
    assert (picture.compress_size, words.compress_size < 100) == (5_000, True)
    assert picture.date_time == words.date_time == (2027, 4, 3, 10, 30, 8)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["a.jpg", "A.JPG", "a.jpg"], ["a.jpg", "A-2.jpg", "a-3.jpg"]),
        (["../../etc/passwd", "/root/x.sh", "..\\..\\x.txt"], ["etc/passwd.bin", "root/x.sh", "x.txt"]),
        (["what-is-here.txt", "What-is-here.txt"], ["what-is-here-2.txt", "What-is-here-3.txt"]),
        (["Zoë's tea & cake.PNG", "שלום.pdf", ""], ["Zoes-tea-cake.png", "file.pdf", "file.bin"]),
        (["con.txt", "AUX/Nul.pdf"], ["file-con.txt", "folder-AUX/file-Nul.pdf"]),
        (["pictures/🙂/1.jpg", "a.b.c.jpg"], ["pictures/folder/1.jpg", "a-b-c.jpg"]),
        (["Thanks. We came", "2026-27-P014-1.jpg"], ["Thanks-We-came.bin", "2026-27-P014-1.jpg"]),
    ],
)
def test_names_are_safe_stable_and_none_twice(wanted: list[str], names: list[str]) -> None:
    part = packing.one("x", [item(name) for name in wanted], HEAD)
    assert [one.name for one in part.items] == names
    assert part.cover.split("\r\n")[3:-1] == names


@settings(max_examples=examples(60, 1_000), deadline=None)
@given(st.lists(st.text(max_size=120), max_size=8))
@example(["a" * 300 + ".jpg", "a" * 300 + ".jpg", "COM1.txt", "x." + "y" * 200])
def test_any_names_become_names_that_every_computer_takes(wanted: list[str]) -> None:
    names = [one.name for one in packing.one("x", [item(name) for name in wanted], HEAD).items]
    assert len({name.lower() for name in [COVER, *names]}) == len(names) + 1
    for name in names:
        assert not name.startswith("/") and ".." not in name and "\\" not in name
        assert all(letter.isascii() and (letter.isalnum() or letter in "-./") for letter in name)
        assert all(len(piece) <= 100 for piece in name.split("/"))


def test_what_goes_wrong_half_way_is_passed_on() -> None:
    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise LookupError("the book is locked")

    with pytest.raises(LookupError, match="locked"):
        packing.make(packing.one("x", [Item("a.jpg", breaks)], HEAD), AT)


# Parts


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=examples(60, 1_000), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["a.jpg", "b/c.txt", "d.pdf"]), st.integers(0, 4_000), words), max_size=30),
    st.integers(1_500, 9_000),
)
def test_each_part_is_within_the_limit_or_has_one_thing_and_says_so(
    wanted: list[tuple[str, int, str]], limit: int
) -> None:
    items = [item(name, bytes(range(256)) * (size // 256) + b"z" * (size % 256), told) for name, size, told in wanted]
    parts = packing.split("Evidence", items, limit, HEAD)
    found = [unpacked(made(part)) for part in parts]
    names = [name for each in found for name in each if name != COVER]
    assert names == [one.name for one in packing.one("x", items).items]
    for number, (part, each) in enumerate(zip(parts, found, strict=True), 1):
        whole = packing.part_name("Evidence", number, len(parts))
        assert part.name == whole and each[COVER].decode() == part.cover
        assert (len(made(part)) <= limit) or (len(part.items) == 1 and part.note)
        assert not part.note or part.note in part.cover
        assert (f"This is part {number} of {len(parts)}." in part.cover) == (len(parts) > 1)
        assert all(name in part.cover for name in each if name != COVER)


def test_parts_are_as_full_as_they_can_be() -> None:
    items = [item(f"{number:03d}.jpg", b"\xff" * 200_000) for number in range(20)]
    parts = packing.split("Hill Street evidence", items, 1_000_000, HEAD)
    assert [len(part.items) for part in parts] == [4] * 5
    assert [part.name for part in parts] == [f"hill-street-evidence-part-{number}-of-5.zip" for number in range(1, 6)]
    assert packing.split("Hill Street evidence", items[:4], 1_000_000, HEAD)[0].name == "hill-street-evidence.zip"


def test_what_is_too_large_by_itself_has_a_part_of_its_own_and_says_so() -> None:
    items = [item("a.jpg", b"a" * 10), item("film.jpg", b"b" * 1_234_567), item("c.jpg", b"c" * 10)]
    parts = packing.split("x", items, 1_000_000, HEAD)
    assert [[one.name for one in part.items] for part in parts] == [["a.jpg"], ["film.jpg"], ["c.jpg"]]
    note = "film.jpg alone comes to 1.2 MB, where 1.0 MB is the most, so it has a file of its own."
    assert [part.note for part in parts] == ["", note, ""]
    assert parts[1].cover.split("\r\n")[2:4] == ["This is part 2 of 3.", note]


def test_nothing_at_all_is_still_one_part_that_says_so() -> None:
    parts = packing.split("x", [], 1_000_000, HEAD, "There are no receipts.")
    assert [part.name for part in parts] == ["x.zip"] and "There are no receipts." in parts[0].cover


def test_with_a_limit_each_thing_says_how_large_it_is() -> None:
    with pytest.raises(ValueError, match="does not say how large"):
        packing.split("x", [Item("a.jpg", lambda: [b"x"])], 1_000_000, HEAD)


def test_sizes_as_people_say_them() -> None:
    assert [packing.told_size(size) for size in (0, 640_400, 1_000_000, 12_345_678)] == [
        "1 KB",
        "640 KB",
        "1.0 MB",
        "12.3 MB",
    ]


# Memory


SIXTY_MB = """
import resource
from datetime import datetime
from groupkit import packing
from groupkit.downloads import _pieces

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def item(number):
    return packing.Item(f"{number}.jpg", lambda: [bytes([number % 256]) * 200_000], 200_000)

idle = peak()
items = [item(number) for number in range(300)]
[part] = packing.split("Evidence", items, 100_000_000, ["Hill Street"])
sent = sum(map(len, _pieces(packing.make(part, datetime(2027, 4, 3)))))
print(sent, peak() - idle)
"""


def test_three_hundred_receipts_take_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", SIXTY_MB], capture_output=True, text=True, check=True, cwd=ROOT)
    sent, more_kb = map(int, done.stdout.split())
    assert sent > 60_000_000
    assert more_kb < 10_000, f"{more_kb} KB above idle"
