"""What was done in the filled group: words of people, small numbers, and kinds called after somebody."""

from datetime import date
from io import BytesIO
from typing import Any

from groupkit.pictures import Prepared
from groupkit.tallies import operations, voicing
from groupkit.tallies.operations import Came
from groupkit.tallies.voicing import Yes

SECRETS = [
    "a lighthouse for my Orcadian evenings",
    "signed by the weaver of Stornoway",
    "a kite above Cromarty",
    "The Pentland contentment index",
    "slips of the Lismore ferry",
]
"""What people said, and what funders measure: for members or those who keep it, and never for a critical friend."""
SMALL = 3


def fill_tallies(by: Any) -> dict[str, Any]:
    """One of everything; gives back what addresses need."""
    day = date(2026, 4, 7)
    kind = operations.add_kind("Canal walk of Carys Featherstonehaugh", by)
    session = operations.write_session(Came(day, kind.name, attendances=SMALL, first_timers=1), by)
    operations.write_month(date(2026, 4, 1), {"heard_gp": (2, False), "contacts": (30, True)}, 0, by)
    people = operations.write_people(by, first=day, last=day, people=SMALL, about=False, known_by="know")
    voice = voicing.keep_voice("quotation", SECRETS[0], SECRETS[1], Yes(["returns"], day), by)
    picture = voicing.keep_voice("picture", SECRETS[2], "", Yes(["booklets"], day), by, _picture())
    check = operations.write_check(by, day=day, slips=SMALL, answers={"welcome": (2, 1, 0)})
    measure = operations.write_measure(by, name=SECRETS[3], source=SECRETS[4], day=day, hundredths=725, answered=SMALL)
    return {
        "session_id": session.id,
        "kind_id": kind.id,
        "month": "2026-04",
        "people_id": people.id,
        "voice_id": picture.id or voice.id,
        "check_id": check.id,
        "measure_id": measure.id,
    }


def _picture() -> Prepared:
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (5, 4), "white").save(file, "PNG")
    return Prepared(file.getvalue(), "image/png", 5, 4, "kite.png")
