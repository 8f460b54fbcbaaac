"""Every page about texts, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("constitution", __name__, at="/constitution", book="rules")

DRAFT, CLAUSE, ADOPTED = "/draft/<row:draft_id>", "/draft/<row:draft_id>/clauses/<clause>", "/<subject>/<number:number>"
VIEWS = "groupkit.constitution.views"

SEEN: list[tuple[str, str, str]] = [
    ("/", "adopted.show_constitution", "the constitution and policies"),
    (ADOPTED, "adopted.show_text", "an adopted text"),
    (f"{DRAFT}/", "drafting.show_draft", "a draft of our rules"),
    ("/asked/", "asking.list_checklists", "what funders and banks ask"),
    ("/asked/<key>", "asking.show_checklist", "what a funder or bank asks"),
    ("/policies/", "asking.list_policies", "policies"),
    ("/worksheets/", "asking.list_worksheets", "worksheets"),
    ("/worksheets/<key>", "asking.show_worksheet", "a worksheet"),
]
"""Open to everybody who sees the rules, a critical friend too: each with what members read about their looking."""

READ: list[tuple[str, str]] = [
    (f"{ADOPTED}/newer", "adopted.newer_wording"),
    (f"{ADOPTED}/signed-page", "adopted.signed_page"),
    (f"{ADOPTED}/paper", "adopted.own_paper"),
    (f"{ADOPTED}/download/<form>", "outputs.download_text"),
    (f"{ADOPTED}/one-page", "outputs.one_page"),
    (f"{ADOPTED}/one-page/word", "outputs.download_one_page"),
    (f"{DRAFT}/read", "outputs.read_draft"),
    (f"{DRAFT}/download/<form>", "outputs.download_draft"),
    (f"{DRAFT}/one-page", "outputs.draft_one_page"),
    (f"{DRAFT}/changes", "adopting.compare_draft"),
    (f"{DRAFT}/changes/word", "adopting.download_changes"),
    (f"{DRAFT}/sheet", "conversation.discussion_sheet"),
    (f"{DRAFT}/sheet/word", "conversation.download_sheet"),
    ("/worksheets/<key>/word", "asking.download_worksheet"),
]
"""With everybody's own words, so for members only."""

KEPT: list[tuple[str, str]] = [
    ("/begin", "drafting.begin"),
    ("/policies/<subject>/begin", "drafting.begin_policy"),
    ("/change", "adopting.begin_change"),
    ("/<subject>/change", "adopting.begin_policy_change"),
    (f"{DRAFT}/questions/<question>", "conversation.ask_question"),
    (f"{DRAFT}/reason", "adopting.change_reason"),
    (f"{CLAUSE}/words", "drafting.reword_clause"),
    (f"{DRAFT}/clauses/new", "drafting.write_clause"),
    (f"{DRAFT}/set-aside", "adopting.set_aside"),
    (f"{DRAFT}/put", "adopting.put_to_meeting"),
    (f"{DRAFT}/take-back", "adopting.take_back"),
    (f"{DRAFT}/not-adopted", "adopting.not_adopted"),
    (f"{DRAFT}/adopt", "adopting.adopt"),
]
"""Forms, for whoever keeps the rules."""

PRESSED: list[tuple[str, str]] = [
    (f"{DRAFT}/usual", "drafting.answer_as_usual"),
    (CLAUSE, "drafting.arrange_clause"),
    (f"{CLAUSE}/newer", "adopting.take_newer"),
]
"""One button each, for whoever keeps the rules."""

for _rule, _view, _title in SEEN:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_RULES, title=_title)
for _rule, _view in READ:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.SEE_TEXTS)
for _rule, _view in KEPT:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_RULES, methods=FORM)
for _rule, _view in PRESSED:
    pages.later(_rule, f"{VIEWS}.{_view}", needs=Can.KEEP_RULES, methods=["POST"])
