"""Till receipts for the example: drawn, so that they belong to nobody."""

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
