"""What others ask: checklists of funders and banks, policies, and worksheets for forms that the kit does not write."""

from typing import Any

from flask import abort, g, render_template

from groupkit.access import queries as people
from groupkit.constitution import papers, queries, standing
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.document import document
from groupkit.downloads import send
from groupkit.workbook import safe_file_name


def list_checklists() -> Any:
    """What funders and banks ask for, one list for each kind."""
    return render_template("constitution/list_checklists.html", checklists=list(stock().checklists.values()))


def show_checklist(key: str) -> Any:
    """What one of them asks, each line answered from what the kit knows."""
    checklist = stock().checklists.get(key) or abort(404)
    return render_template("constitution/show_checklist.html", asked=standing.asked(checklist, veil=g.actor.friend))


def list_policies() -> Any:
    """The policies there are, which of them the group has, and who asks for which."""
    library = stock()
    asked_by = {
        key: [one.name for one in library.checklists.values() if any(line.policy == key for line in one.lines)]
        for key in library.policies
    }
    drafts = {row.subject: row for row in queries.open_drafts() if row.subject != CONSTITUTION}
    return render_template(
        "constitution/list_policies.html",
        policies=list(library.policies.values()),
        adopted=queries.policies_in_force(),
        drafts=drafts,
        asked_by=asked_by,
    )


def list_worksheets() -> Any:
    """Bigger forms of a group: what to settle before using the regulator's own model."""
    nation = people.group_here().nation
    sheets = [one for one in stock().worksheets.values() if nation in one.nations]
    return render_template("constitution/list_worksheets.html", sheets=sheets)


def show_worksheet(key: str) -> Any:
    """One worksheet, with lines to write on."""
    return render_template("constitution/show_worksheet.html", sheet=stock().worksheets.get(key) or abort(404))


def download_worksheet(key: str) -> Any:
    """A worksheet as a Word file."""
    sheet = stock().worksheets.get(key) or abort(404)
    made = document(papers.worksheet_paper(sheet, g.actor.group_name))
    name = safe_file_name(g.actor.slug, "worksheet", sheet.key.replace("_", "-"), ending="docx")
    return send(made, name)
