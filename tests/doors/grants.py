"""What goes with the grant of the filled group, with words that must never reach the wrong eyes."""

from datetime import date
from typing import Any

from groupkit.grants import operations, queries
from groupkit.grants.models import Grant
from groupkit.jobs import queries as jobs
from groupkit.pictures import Prepared
from groupkit.tallies import queries as tallies

SECRETS = [
    "Dunnet Head programme",
    "Quiet Sundays at Corrievreckan",
    "the desk of Strathspey",
    "only under the Cairngorm moon",
    "their thistle on every poster",
    "once the Ardnamurchan paper is in",
    "half of a Benbecula barn",
    "lent by Inverewe",
    "a lamp called Balquhidder",
    "behind the Kintyre door",
    "people find their Trossachs again",
    "a show of Galloway hands",
    "Tobermory teas",
    "counted on Rannoch moor",
]
"""What stands in the care of a grant: for members, and never for a critical friend."""


PAGES = {("grants.add_extra", "sort"): "thing"}
"""What the address of a single page takes."""


def fill_grant(row: Grant, picture: Prepared, by: Any) -> dict[str, Any]:
    """One of each, with every word that can be written, once the funder agreed to the headings."""
    words = iter(SECRETS)
    asked = {"programme": next(words), "title": next(words), "contact": next(words)}
    asked |= {"conditions": next(words), "publicity": next(words)}
    kinds = [one.id for one in tallies.kinds()]
    operations.change_grant(row, row.version, by=by, kind="council", may_move=10, kinds=kinds, **asked)
    instalment = operations.add_instalment(row, due_on=date(2099, 4, 1), pence=10_000, after=next(words), by=by)
    operations.add_extra(row, "match", what=next(words), source=next(words), pence=5_000, day=None, by=by)
    keeper = next(iter(jobs.jobs()), None)
    extra = operations.add_extra(
        row, "thing", what=next(words), place=next(words), job_id=keeper.id if keeper else None, by=by
    )
    outcome = operations.add_outcome(row, "funder", words=next(words), how=next(words), indicator=next(words), by=by)
    operations.change_outcome(row, outcome, outcome.version, by=by, actual=7, about=True, source=next(words))
    paper = operations.keep_paper(row, "consent", picture, by, queries.agreed_to(row)[0].id)
    return {"instalment_id": instalment.id, "paper_id": paper.id, "extra_id": extra.id, "outcome_id": outcome.id}
