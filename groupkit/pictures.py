"""Photos and PDFs of receipts and papers: checked by what is inside, turned upright, shrunk, and cleaned.

A photo from a phone says where and when it was taken. Nothing of that is kept: only the picture itself.
"""

import io
import re
import struct
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groupkit.refusal import Refused

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 1_800
JPEG_QUALITY = 80
MOST_NAME = 60

# JPEG can be shrunk while it is decoded; the others, and JPEGs stored in several passes,
# need four bytes and more for every dot before they can be shrunk.
_MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 20_000_000, "GIF": 20_000_000, "WEBP": 12_500_000}
_MOST_PIXELS_IN_PASSES = 25_000_000
_MOST_PASSES = 100

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
_WEB_PAGE = re.compile(rb"<(?:!doctype|html|svg|\?xml|head|body|script)", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)

_EMPTY = "That file is empty. Choose the photo or PDF again"
_TOO_HEAVY = "That file is larger than 10 MB. Take the photo again in a smaller size, or scan fewer pages at a time"
_TOO_MANY_DOTS = "That picture is too large to open here. Take it again in a smaller size"
_BROKEN = "That picture is damaged or did not arrive whole. Choose it again, or take it once more"
_HEIC = (
    "That photo is in a form that iPhones make (HEIC) and many programs cannot open. "
    "Open it on the phone, take a screenshot of it and send the screenshot"
)
_PAGE = "That is a drawing or a page for a web browser, not a photo. Send a photo or a PDF"
_NO_PICTURE = (
    "There is no picture or PDF in that file, whatever its name says. Send a photo (JPEG, PNG, WebP or GIF) or a PDF"
)


@dataclass(frozen=True)
class Prepared:
    """A picture or PDF that is fit to keep; width and height are in dots, and nought for a PDF."""

    data: bytes
    mime: str
    width: int
    height: int
    name: str


def prepare(data: bytes, name: str) -> Prepared:
    """A receipt photo or PDF made fit to keep: at most 10 MB comes in, at most 1,800 dots a side go out.

    A PDF passes unchanged. Raises Refused with a sentence when it is anything else.
    """
    kind = _kind_of(data)
    if kind == "PDF":
        return Prepared(data, "application/pdf", 0, 0, safe_name(name, "pdf"))
    picture = _open_small(data, kind)
    jpeg = _as_jpeg(picture)
    png = _as_png(picture) if kind in ("PNG", "GIF") else None
    if png is not None and len(png) < len(jpeg):
        return Prepared(png, "image/png", picture.width, picture.height, safe_name(name, "png"))
    return Prepared(jpeg, "image/jpeg", picture.width, picture.height, safe_name(name, "jpg"))


def safe_name(name: str, ending: str) -> str:
    """A file name that is safe on every computer: plain letters, no folders, the right ending, at most 60 long."""
    last = re.split(r"[/\\]", name[-1_000:])[-1]
    before, dot, after = last.rpartition(".")
    stem = unicodedata.normalize("NFKD", before if dot else after).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^A-Za-z0-9_]+", "-", stem).strip("-_")
    stem = stem[: MOST_NAME - len(ending) - 1].strip("-_")
    if not stem or _RESERVED.fullmatch(stem):
        stem = "paper" if ending == "pdf" else "picture"
    return f"{stem}.{ending}"


def _kind_of(data: bytes) -> str:
    """What is inside, by its first bytes: the name and the browser's word count for nothing."""
    if not data:
        raise Refused(_EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(_TOO_HEAVY)
    if data.startswith(b"%PDF-"):
        return "PDF"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise Refused(_HEIC)
    raise Refused(_PAGE if _WEB_PAGE.search(data[:1_024]) else _NO_PICTURE)


def _open_small(data: bytes, kind: str) -> "Image":
    """The picture upright, on white, at most 1,800 dots a side, with nothing but its dots."""
    try:
        return _shrunk(data, kind)
    except Refused:
        raise
    except MemoryError as error:
        raise Refused(_TOO_MANY_DOTS) from error
    except Exception as error:
        # Pillow lets whatever its parsers meet come out: OSError, SyntaxError, struct.error, ValueError and more.
        raise Refused(_too_large_or_broken(error)) from error


def _too_large_or_broken(error: Exception) -> str:
    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    return _TOO_MANY_DOTS if isinstance(error, bombs) else _BROKEN


def _shrunk(data: bytes, kind: str) -> "Image":
    from PIL import Image

    most = _most_pixels(data, kind)
    if kind == "WEBP" and _webp_dots(data) > most:
        # Opening a WebP already sets memory aside for all of it, so its header is read here first.
        raise Refused(_TOO_MANY_DOTS)
    with Image.open(io.BytesIO(data), formats=[kind]) as picture:
        # Only the header has been read: the claimed size is judged before a single dot is decoded.
        if picture.width * picture.height > most:
            raise Refused(_TOO_MANY_DOTS)
        size = _fitting(picture.width, picture.height)
        picture.draft(None, size)
        picture.load()
        turn = _turn(picture)
        small = _plain(picture, size)
    if turn is not None:
        small = small.transpose(turn)
    small.info.clear()
    return small


def _most_pixels(data: bytes, kind: str) -> int:
    if kind != "JPEG" or not _in_passes(data):
        return _MOST_PIXELS[kind]
    # Thousands of empty passes cost minutes of work; a real picture has about ten.
    if data.count(b"\xff\xda") > _MOST_PASSES:
        raise Refused(_BROKEN)
    return _MOST_PIXELS_IN_PASSES


def _in_passes(data: bytes) -> bool:
    """Whether a JPEG comes in several passes over the picture, which must all be held at once."""
    at, parts = 2, 0
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xC2:
            return True
        if marker in (0xC0, 0xC1):
            parts = data[at + 9] if at + 9 < len(data) else 0
        if marker == 0xDA:
            return at + 4 < len(data) and data[at + 4] < parts
        at += 2 + length
    # Not laid out as expected: be careful.
    return True


def _fitting(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, LONGEST_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _webp_dots(data: bytes) -> int:
    """The dots that a WebP header claims, by the RIFF container rules of its three forms."""
    form = data[12:16]
    if form == b"VP8X":
        return (int.from_bytes(data[24:27], "little") + 1) * (int.from_bytes(data[27:30], "little") + 1)
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return (int.from_bytes(data[26:28], "little") & 0x3FFF) * (int.from_bytes(data[28:30], "little") & 0x3FFF)


def _turn(picture: "Image") -> "Transpose | None":
    """How to turn a picture upright, from the camera's own note (EXIF orientation)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        way = picture.getexif().get(0x0112)
    except (OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error):
        return None  # a camera's muddled note is no reason to refuse the receipt
    return turns.get(way) if isinstance(way, int) else None


def _plain(picture: "Image", size: tuple[int, int]) -> "Image":
    """The picture at its new size in plain colour or grey, eight bits deep."""
    from PIL.Image import Resampling

    if picture.mode.startswith("I"):
        # Pillow cuts 16-bit grey off at 255, which would make a scan all white.
        picture = picture.point(lambda value: value / 256)
        picture.info.clear()
        picture = picture.convert("L")
    if picture.has_transparency_data:
        return _on_white(picture, size)
    mode = "L" if picture.mode in ("L", "1") else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)
    return plain.resize(size, Resampling.LANCZOS)


def _on_white(picture: "Image", size: tuple[int, int]) -> "Image":
    """The picture at its new size, with white paper behind whatever could be seen through."""
    from PIL import Image, ImageChops

    seen = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    # In place and colour by colour: a second whole copy would double the memory.
    seen.paste((255, 255, 255, 255), mask=ImageChops.invert(seen.getchannel("A")))
    colours = [seen.getchannel(colour).resize(size, Image.Resampling.LANCZOS) for colour in "RGB"]
    return Image.merge("RGB", colours)


def _as_jpeg(picture: "Image") -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=False)
    return out.getvalue()


def _as_png(picture: "Image") -> bytes | None:
    """The picture as PNG when it has few colours, like a drawing or a screenshot; None for a photo."""
    if picture.getcolors(256) is None:
        return None
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
