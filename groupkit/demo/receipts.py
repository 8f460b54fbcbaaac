"""Till receipts and letters for the example: drawn, so that they belong to nobody."""

import io
from datetime import date

from groupkit import dates, money, pictures
from groupkit.pictures import Prepared

WIDTH, MARGIN, LINE = 420, 34, 30


def draw(shop: str, day: date, items: list[tuple[str, int]]) -> Prepared:
    """A photo of a till receipt: shop, day, each thing bought and what it came to (pence)."""
    from PIL import Image, ImageDraw, ImageFont

    font, small = ImageFont.load_default(22), ImageFont.load_default(17)
    height = MARGIN * 2 + LINE * (len(items) + 6)
    paper = Image.new("RGB", (WIDTH, height), "#fbfaf5")
    pen = ImageDraw.Draw(paper)
    pen.text((WIDTH / 2, MARGIN), shop, fill="#26302e", font=font, anchor="ma")
    pen.text((WIDTH / 2, MARGIN + LINE), dates.short_day(day), fill="#55625e", font=small, anchor="ma")
    y = MARGIN + LINE * 2.6
    for name, pence in items:
        pen.text((MARGIN, y), name, fill="#26302e", font=small)
        pen.text((WIDTH - MARGIN, y), money.figures(pence), fill="#26302e", font=small, anchor="ra")
        y += LINE
    pen.line((MARGIN, y + 4, WIDTH - MARGIN, y + 4), fill="#7d867f", width=2)
    pen.text((MARGIN, y + 14), "Total", fill="#26302e", font=font)
    pen.text(
        (WIDTH - MARGIN, y + 14), f"£{money.figures(sum(p for _, p in items))}", fill="#26302e", font=font, anchor="ra"
    )
    pen.text((WIDTH / 2, y + LINE * 2), "An example receipt", fill="#55625e", font=small, anchor="ma")
    bytes_ = io.BytesIO()
    paper.save(bytes_, "PNG")
    return pictures.prepare(bytes_.getvalue(), "receipt.png")


def letter(who: str, words: str) -> Prepared:
    """A photo of a letter: drawn, so that it belongs to nobody."""
    from PIL import Image, ImageDraw, ImageFont

    paper = Image.new("RGB", (620, 360), "#fbfaf5")
    pen = ImageDraw.Draw(paper)
    pen.text((50, 46), who, fill="#26302e", font=ImageFont.load_default(26))
    pen.text((50, 130), words, fill="#26302e", font=ImageFont.load_default(20))
    pen.text((50, 300), "An example letter", fill="#55625e", font=ImageFont.load_default(17))
    kept = io.BytesIO()
    paper.save(kept, "PNG")
    return pictures.prepare(kept.getvalue(), "letter.png")
