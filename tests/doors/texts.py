"""The texts of the filled group: one adopted and signed, a change that is with a meeting, a policy talked about."""

from datetime import timedelta
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.constitution import operations, queries
from groupkit.constitution.content import Adoption, Signer
from groupkit.constitution.operations import Decision
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.pictures import Prepared
from tests.constitution.shapes import usual_answers

OWN = {
    "aims": "to keep Balquhidder company",
    "who_for": "people who know Strathyre",
    "area": "the lane behind Lochearnhead",
    "assets_named": "the Auchtermuchty fund",
}
WORDS = [
    *OWN.values(),
    "Corrievreckan asked us",
    "Ardnamurchan brings the tea",
    "Wilhelmina Tobermory",
    "at Eigg’s house",
]
PHOTO = b"\xff\xd8 Tillicoultry signed page"


def fill_texts(by: Actor) -> tuple[dict[str, Any], dict[tuple[str, str], Any], list[str]]:
    """Fill the books of the group in scope; gives back the values for addresses, those of some pages, and secrets."""
    _adopt_constitution(by)
    _adopt_own_paper(by)
    own = _begin_change(by)
    policy = operations.begin_draft(stock().policies["expenses"], by).id
    change = queries.open_draft(CONSTITUTION)
    assert change is not None
    values = {
        "draft_id": policy,
        "question": next(iter(queries.draft_of(queries.open_draft("expenses") or change).asked)),
        "clause": stock().policies["expenses"].clauses[0].key,
        "subject": CONSTITUTION,
        "form": "docx",
        "rule": "notice_agm_days",
    }
    pages: dict[tuple[str, str], Any] = {
        (f"constitution.{page}", "draft_id"): change.id
        for page in ("take_back", "not_adopted", "adopt", "compare_draft", "download_changes", "take_newer")
    }
    pages |= {(f"constitution.{page}", "clause"): own for page in ("take_newer",)}
    pages |= {(f"constitution.{page}", "number"): 1 for page in _NUMBERED}
    pages |= {
        ("constitution.show_checklist", "key"): "small_bank",
        ("constitution.begin_policy", "subject"): "equality",
    }
    pages |= {(f"constitution.{page}", "key"): "cio" for page in ("show_worksheet", "download_worksheet")}
    pages["constitution.own_paper", "number"] = 2
    return values, pages, [*WORDS, PHOTO.decode("latin-1")[2:]]


FITS_ANY_GROUP = ("show_checklist", "show_worksheet", "download_worksheet", "begin_policy")
"""Pages whose address is not about one group."""
_NUMBERED = (
    "show_text",
    "download_text",
    "one_page",
    "download_one_page",
    "signed_page",
    "newer_wording",
)


def _adopt_constitution(by: Actor) -> None:
    operations.begin_draft(stock().starting_points["small_association"], by)
    draft = _draft()
    for question, value in {**usual_answers(draft.shape), **OWN}.items():
        if question in _draft().asked:
            operations.answer(
                _draft(), question, 0, answered=True, value=value, decided="Corrievreckan asked us", ask=False, by=by
            )
    operations.write_clause(_draft(), title="Tea", words="Ardnamurchan brings the tea.", by=by)
    _put(by)
    today = tenancy.today()
    signed = (Signer("Wilhelmina Tobermory", "chair"),)
    draft = _draft()
    ready = operations.prepare(draft.content, Adoption(today, today, "at Eigg’s house", "agreed by all", signed))
    photo = Prepared(PHOTO, "image/jpeg", 1, 1, "tobermory.jpg")
    operations.adopt(draft, ready, Decision(), warnings=[], all_the_same=False, by=by, signed_page=photo)


def _adopt_own_paper(by: Actor) -> None:
    """A text that was not written here: only the paper itself, and what the kit goes by."""
    operations.begin_draft(stock().starting_points["already_have"], by)
    draft, today = _draft(), tenancy.today()
    ready = operations.prepare(draft.content, Adoption(today, today, "at Eigg’s house", "agreed by all"))
    paper = Prepared(PHOTO, "image/jpeg", 1, 1, "strathyre.jpg")
    operations.adopt(draft, ready, Decision(), warnings=[], all_the_same=False, by=by, upload=paper)


def _begin_change(by: Actor) -> str:
    """A change with a clause of the group's own in it, which is with a meeting now; gives back that clause's key."""
    base = queries.adopted_text(CONSTITUTION, 1)
    assert base is not None
    operations.begin_change(base, "Corrievreckan asked us", by)
    row = operations.write_clause(_draft(), title="Cake", words="Ardnamurchan brings the tea and cake.", by=by)
    _put(by)
    return row.clause


def _draft() -> queries.Draft:
    row = queries.open_draft(CONSTITUTION)
    assert row is not None
    return queries.draft_of(row)


def _put(by: Actor) -> None:
    draft, today = _draft(), tenancy.today()
    operations.put_to_meeting(
        draft,
        queries.mark_of(draft.content),
        meeting_on=today + timedelta(days=20),
        sent_on=today,
        sent_how="Read out by Wilhelmina Tobermory",
        by=by,
    )
