"""Photos and PDFs: only a picture gets in, upright and small, and nothing that a camera wrote about it stays."""

import io
import random
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps, PngImagePlugin

from groupkit import pictures
from groupkit.pictures import LONGEST_SIDE, MOST_BYTES, Prepared, prepare, safe_name
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

SECRET = "SECRET-51.5007N-0.1246W"


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(made: Prepared) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


def refusal(data: bytes, name: str = "receipt.jpg") -> str:
    with pytest.raises(Refused) as refused:
        prepare(data, name)
    return refused.value.sentence


def photo(width: int = 240, height: int = 160) -> Image.Image:
    """Many colours that change gently, as in a photo."""
    across, down = Image.linear_gradient("L"), Image.radial_gradient("L")
    return Image.merge("RGB", [across, down, across.rotate(90)]).resize((width, height))


def corners() -> Image.Image:
    """Each corner of another colour, so that any wrong turn shows."""
    picture = Image.new("RGB", (64, 32), "white")
    for colour, at in (("red", (0, 0)), ("lime", (32, 0)), ("blue", (0, 16)), ("black", (32, 16))):
        picture.paste(colour, (*at, at[0] + 32, at[1] + 16))
    return picture


def camera_notes() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = SECRET
    exif[ExifTags.Base.Software] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (51.0, 30.0, 2.5), 3: "W", 4: (0.0, 7.0, 28.5), 29: SECRET})
    return exif


def jpeg_markers(data: bytes) -> list[int]:
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found


def png_chunks(data: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4])
    return found


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
        + png_chunk(b"IEND", b"")
    )


def jpeg_claiming(width: int, height: int, **options: object) -> bytes:
    data = bytearray(saved(photo(64, 64), "JPEG", **options))
    at = data.index(b"\xff\xc2" if options.get("progressive") else b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_claiming(form: bytes, size: bytes) -> bytes:
    body = form + struct.pack("<I", 100) + size + bytes(100)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


# --- what is kept --------------------------------------------------------------------------------


def test_a_photo_is_shrunk_and_keeps_its_shape() -> None:
    made = prepare(saved(photo(4000, 3000), "JPEG", quality=90), "IMG_2041.JPG")
    assert (made.mime, made.width, made.height, made.name) == ("image/jpeg", 1800, 1350, "IMG_2041.jpg")
    assert opened(made).size == (1800, 1350)
    assert not opened(made).info.get("progressive")


def test_a_small_picture_is_never_made_larger() -> None:
    made = prepare(saved(photo(200, 300), "JPEG"), "small.jpg")
    assert (made.width, made.height) == (200, 300)


@pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 5000), (1801, 1800), (1799, 1800)])
def test_any_shape_fits(size: tuple[int, int]) -> None:
    made = prepare(saved(photo(*size), "PNG"), "strip.png")
    assert opened(made).size == (made.width, made.height)
    assert 1 <= min(made.width, made.height) <= max(made.width, made.height) <= LONGEST_SIDE


def test_the_place_and_the_camera_are_gone_from_a_jpeg() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(
        photo(),
        "JPEG",
        exif=camera_notes(),
        comment=SECRET,
        icc_profile=profile,
        xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(),
        dpi=(300, 300),
    )
    assert data.count(SECRET.encode()) >= 3
    made = prepare(data, "receipt.jpg")
    assert SECRET.encode() not in made.data
    assert set(jpeg_markers(made.data)) <= {0xE0, 0xDB, 0xC0, 0xC4}
    assert not opened(made).getexif()
    assert "icc_profile" not in opened(made).info


@pytest.mark.parametrize("picture", [corners(), photo()], ids=["stays PNG", "becomes JPEG"])
def test_the_place_and_the_words_are_gone_from_a_png(picture: Image.Image) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    words.add_text("Packed", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    data = saved(picture, "PNG", pnginfo=words, exif=camera_notes(), dpi=(300, 300), icc_profile=SECRET.encode())
    made = prepare(data, "receipt.png")
    assert SECRET.encode() not in made.data
    if made.mime == "image/png":
        assert set(png_chunks(made.data)) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    else:
        assert set(jpeg_markers(made.data)) <= {0xE0, 0xDB, 0xC0, 0xC4}


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_words_are_gone_from_the_others(kind: str) -> None:
    options = {"comment": SECRET} if kind == "GIF" else {"exif": camera_notes(), "xmp": SECRET.encode()}
    data = saved(photo(), kind, **options)
    assert SECRET.encode() in data
    assert SECRET.encode() not in prepare(data, "x").data


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_turned_upright(turn: int, kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    data = saved(corners(), kind, exif=exif)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    made = prepare(data, "x")
    seen = opened(made).convert("RGB")
    assert seen.size == expected.size == (made.width, made.height)
    for at in ((4, 4), (seen.width - 5, 4), (4, seen.height - 5), (seen.width - 5, seen.height - 5)):
        assert all(abs(a - b) < 60 for a, b in zip(seen.getpixel(at), expected.getpixel(at), strict=True)), at


def test_a_large_photo_is_turned_too() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    made = prepare(saved(photo(4000, 2000), "JPEG", exif=exif), "x.jpg")
    assert (made.width, made.height) == (900, 1800)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_muddled_camera_notes_do_not_stop_a_receipt() -> None:
    data = saved(photo(), "JPEG", exif=b"Exif\0\0MM\0*" + b"\xff" * 40)
    assert prepare(data, "x.jpg").width == 240


def test_a_drawing_with_few_colours_stays_an_exact_png() -> None:
    made = prepare(saved(corners(), "PNG"), "statement.png")
    assert (made.mime, made.name) == ("image/png", "statement.png")
    assert opened(made).convert("RGB").tobytes() == corners().tobytes()


def test_a_photo_saved_as_png_becomes_jpeg() -> None:
    made = prepare(saved(photo(), "PNG"), "photo.png")
    assert (made.mime, made.name) == ("image/jpeg", "photo.jpg")


def _see_through(mode: str) -> tuple[bytes, str]:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 20, 40))
    if mode == "RGBA":
        return saved(clear, "PNG"), "PNG"
    if mode == "LA":
        return saved(clear.convert("LA"), "PNG"), "PNG"
    if mode == "P":
        indexed = Image.new("P", (40, 40), 0)
        indexed.putpalette([9, 9, 9, 0, 0, 0])
        indexed.paste(1, (0, 0, 20, 40))
        return saved(indexed, "PNG", transparency=0), "PNG"
    if mode == "RGB":
        marked = Image.new("RGB", (40, 40), (1, 2, 3))
        marked.paste((0, 0, 0), (0, 0, 20, 40))
        return saved(marked, "PNG", transparency=(1, 2, 3)), "PNG"
    return saved(clear, "WEBP", lossless=True, exact=True), "WEBP"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB", "WEBP"])
def test_what_could_be_seen_through_becomes_white(mode: str) -> None:
    data, _ = _see_through(mode)
    seen = opened(prepare(data, "x")).convert("RGB")
    assert min(seen.getpixel((32, 20))) > 245
    assert max(seen.getpixel((8, 20))) < 10


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "P", "RGB"])
def test_a_png_of_any_depth_keeps_its_greys(mode: str) -> None:
    if mode == "I;16":
        picture = Image.new("I;16", (40, 40), 0x8000)
    else:
        picture = Image.new("L", (40, 40), 255 if mode == "1" else 128).convert(mode)
    seen = opened(prepare(saved(picture, "PNG"), "scan.png")).convert("L")
    assert abs(seen.getpixel((20, 20)) - (255 if mode == "1" else 128)) <= 2


def test_a_deep_grey_scan_that_could_be_seen_through() -> None:
    picture = Image.new("I;16", (40, 40), 0x8000)
    seen = opened(prepare(saved(picture, "PNG", transparency=128), "scan.png")).convert("L")
    assert abs(seen.getpixel((20, 20)) - 128) <= 2


def test_a_printers_jpeg_becomes_ordinary_colour() -> None:
    made = prepare(saved(photo().convert("CMYK"), "JPEG"), "x.jpg")
    assert opened(made).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    seen = opened(prepare(data, "x"))
    assert getattr(seen, "n_frames", 1) == 1
    red, _, blue = seen.convert("RGB").getpixel((15, 15))
    assert red > 200 > 60 > blue


def test_a_phone_that_puts_two_pictures_in_one_file() -> None:
    data = saved(photo(4000, 3000), "MPO", save_all=True, append_images=[photo(400, 300)])
    made = prepare(data, "x.jpg")
    assert (made.mime, made.width, made.height) == ("image/jpeg", 1800, 1350)


def test_a_pdf_passes_unchanged() -> None:
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert prepare(data, "Bank letter (March).jpg") == Prepared(data, "application/pdf", 0, 0, "Bank-letter-March.pdf")


# --- what is refused -----------------------------------------------------------------------------


def test_an_empty_file() -> None:
    assert "empty" in refusal(b"")


@pytest.mark.parametrize(
    "data",
    [
        b"Milk 1.20, bread 1.10",
        "Tea £2".encode("utf-16"),
        b"\xef\xbb\xbfnotes",
        b"PK\x03\x04" + bytes(200),
        b"BM" + bytes(60),
        b"II*\0" + bytes(60),
        b"\x00\x01\x02",
        b"GIF80a" + bytes(40),
        b"RIFF\x10\0\0\0WAVEfmt ",
        b" %PDF-1.4",
    ],
)
def test_something_else_under_a_picture_name(data: bytes) -> None:
    assert "no picture or PDF" in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"  \n<HTML>",
        b"GIF80a<script>",
        b"<!-- a --><svg></svg>",
    ],
)
def test_a_web_page_or_a_drawing(data: bytes) -> None:
    assert "web browser" in refusal(data)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"avif"])
def test_an_iphone_photo_comes_with_a_way_round(brand: bytes) -> None:
    sentence = refusal(b"\0\0\0\x18ftyp" + brand + bytes(50), "IMG_0001.HEIC")
    assert "HEIC" in sentence and "screenshot" in sentence


def test_a_photo_of_twelve_megabytes() -> None:
    noise = Image.frombytes("RGB", (2000, 2000), random.Random(1).randbytes(12_000_000))
    data = saved(noise, "JPEG", quality=100, subsampling=0)
    assert len(data) > 11.5 * 1024 * 1024
    assert "10 MB" in refusal(data)


def test_exactly_ten_megabytes_is_allowed() -> None:
    data = saved(photo(), "JPEG")
    assert prepare(data + bytes(MOST_BYTES - len(data)), "x.jpg").width == 240
    assert "10 MB" in refusal(data + bytes(MOST_BYTES - len(data) + 1))


HUGE = struct.pack("<I", 29_999)[:3] * 2
BOMBS = {
    "png": png_claiming(30_000, 30_000),
    "png, a little too large": png_claiming(5_000, 4_001),
    "png, where Pillow only warns": png_claiming(10_000, 9_500),
    "png, nothing but width": png_claiming(2_000_000_000, 1),
    "gif": (
        b"GIF89a" + struct.pack("<HH", 30_000, 30_000) + b"\x80\0\0" + bytes(6) + b"," + bytes(9) + b"\x02\x02D\x01\0;"
    ),
    "jpeg": jpeg_claiming(30_000, 30_000),
    "jpeg of 51 megapixels": jpeg_claiming(8_500, 6_000),
    "jpeg in passes": jpeg_claiming(6_000, 5_000, progressive=True),
    "webp": webp_claiming(b"VP8X", bytes(4) + HUGE),
    "webp, lossy": webp_claiming(b"VP8 ", bytes(3) + b"\x9d\x01*" + struct.pack("<HH", 16_000, 16_000)),
    "webp, lossless": webp_claiming(b"VP8L", b"/" + struct.pack("<I", 16_000 | 16_000 << 14)),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_claim_of_too_many_dots_is_refused_before_decoding(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> None:
        pytest.fail("it was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    assert "too large" in refusal(data)


@pytest.mark.parametrize("name", [name for name in BOMBS if name.startswith("webp")])
def test_a_webp_is_judged_before_it_is_opened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("memory was set aside for it")

    monkeypatch.setattr(Image, "open", never)
    assert "too large" in refusal(BOMBS[name])


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": camera_notes()}])
def test_the_size_of_a_webp_is_read_rightly(options: dict[str, object]) -> None:
    assert pictures._webp_dots(saved(photo(241, 163), "WEBP", **options)) == 241 * 163


@pytest.mark.parametrize(("parts", "first_pass", "expected"), [(3, 3, False), (3, 1, True), (1, 1, False)])
def test_a_jpeg_of_one_colour_at_a_time_counts_as_several_passes(parts: int, first_pass: int, expected: bool) -> None:
    start = b"\xff\xd8\xff\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10" + bytes([parts]) + bytes(3)
    assert pictures._in_passes(start + b"\xff\xda\x00\x08" + bytes([first_pass]) + bytes(5)) is expected


def test_a_jpeg_that_is_laid_out_oddly_counts_as_several_passes() -> None:
    assert pictures._in_passes(b"\xff\xd8\xff\xe0\x00\x04ab and no more")


def test_a_jpeg_of_endless_passes() -> None:
    data = saved(photo(64, 64), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    assert "damaged" in refusal(data[:-2] + scan * 200 + b"\xff\xd9")
    assert prepare(data, "x.jpg").width == 64


def test_too_little_memory_is_said_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pictures, "_shrunk", full)
    assert "too large" in refusal(saved(photo(), "JPEG"))


SAMPLES = {
    "jpeg": saved(photo(300, 200), "JPEG", exif=camera_notes()),
    "large jpeg": saved(photo(2400, 1600), "JPEG", quality=50),
    "jpeg in passes": saved(photo(300, 200), "JPEG", progressive=True),
    "png": saved(photo(120, 90), "PNG"),
    "png, few colours": saved(corners(), "PNG"),
    "gif": saved(photo(120, 90), "GIF"),
    "webp": saved(photo(120, 90), "WEBP"),
    "webp, lossless": saved(corners().convert("RGBA"), "WEBP", lossless=True),
}


def kept_or_refused(data: bytes) -> Prepared | None:
    try:
        return prepare(data, "receipt.jpg")
    except Refused as refused:
        assert 20 < len(refused.sentence) < 200
        return None


@pytest.mark.parametrize("which", sorted(SAMPLES))
def test_half_a_picture_is_refused(which: str) -> None:
    data = SAMPLES[which]
    assert "damaged" in refusal(data[: len(data) // 2])


@settings(max_examples=examples(120, 3_000), deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.floats(0, 1, exclude_max=True))
def test_a_picture_that_did_not_arrive_whole(which: str, share: float) -> None:
    data = SAMPLES[which]
    made = kept_or_refused(data[: int(len(data) * share)])
    # Without its last few bytes nothing of the picture is missing: then it may be kept, but only the whole of it.
    if made is not None:
        assert made.data == prepare(data, "receipt.jpg").data


@settings(max_examples=examples(200, 5_000), deadline=None)
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_picture_is_kept_or_refused_and_nothing_else(which: str, marks: list[tuple[float, int]]) -> None:
    data = bytearray(SAMPLES[which])
    for share, value in marks:
        data[int(len(data) * share)] = value
    made = kept_or_refused(bytes(data))
    if made is not None and made.mime != "application/pdf":
        assert opened(made).size == (made.width, made.height)


@settings(max_examples=examples(100, 2_000), deadline=None)
@given(
    st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"RIFF\0\0\0\0WEBPVP8L", b""]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_behind_a_picture_header(header: bytes, rest: bytes) -> None:
    kept_or_refused(header + rest)


@pytest.mark.parametrize("which", sorted(SAMPLES))
@pytest.mark.parametrize("more", [b"<script>alert(1)</script>", b"<?php echo 1; ?>", b"PK\x03\x04 zip", b"%PDF-1.4"])
def test_what_hides_behind_a_picture_is_gone(which: str, more: bytes) -> None:
    made = kept_or_refused(SAMPLES[which] + more)
    assert made is None or more not in made.data


def test_what_hides_in_a_comment_is_gone() -> None:
    data = saved(photo(), "JPEG", comment=b"<script>alert(1)</script>")
    assert b"<script>" in data
    assert b"<script>" not in prepare(data, "x.jpg").data


def test_a_gif_that_is_also_a_script() -> None:
    assert "damaged" in refusal(b"GIF89a/*<script>*/=alert(1)//")


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IMG_2041.JPG", "IMG_2041.jpg"),
        ("C:\\Users\\me\\Receipt 3.jpeg", "Receipt-3.jpg"),
        ("../passwd", "passwd.jpg"),
        ("café über.png", "cafe-uber.jpg"),
        ("回执.jpg", "picture.jpg"),
        ("", "picture.jpg"),
        (".jpg", "picture.jpg"),
        ("shell.php.jpg", "shell-php.jpg"),
        ("con.jpg", "picture.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "a-Set-Cookie-x.jpg"),
        ("gpj.\u202eexe", "gpj.jpg"),
        ("x" * 200 + ".jpg", "x" * 56 + ".jpg"),
        ("a/" * 900_000, "picture.jpg"),
        ("-rf.jpg", "rf.jpg"),
        ("_private.png", "private.jpg"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name, "jpg") == safe


def test_a_pdf_without_a_name() -> None:
    assert safe_name("///", "pdf") == "paper.pdf"


@given(st.text(), st.sampled_from(["jpg", "png", "pdf"]))
def test_any_name_becomes_safe(name: str, ending: str) -> None:
    safe = safe_name(name, ending)
    assert re.fullmatch(rf"[A-Za-z0-9_][A-Za-z0-9_-]*\.{ending}", safe)
    assert len(safe) <= 60


# --- what it costs -------------------------------------------------------------------------------

_MEASURE = """
import pathlib, sys
from groupkit import pictures
assert "PIL" not in sys.modules, "Pillow is loaded before it is needed"
from PIL import Image
Image.init()
def peak(): return int(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
before = peak()
made = pictures.prepare(pathlib.Path(sys.argv[1]).read_bytes(), "x.jpg")
assert max(made.width, made.height) == 1800
print(round(peak() - before))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which Linux has")
def test_fifty_megapixels_take_less_than_120_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    Image.new("RGB", (8_656, 5_776), "teal").save(file, "JPEG")
    run = subprocess.run([sys.executable, "-c", _MEASURE, str(file)], capture_output=True, text=True, timeout=100)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 120
