"""Every page of grants and returns, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("grants", __name__, at="/grants", book="grants")

GIVING, RETURNING = "groupkit.grants.views.giving", "groupkit.grants.views.returning"
FILING = "groupkit.grants.views.filed"
GRANT = "/<row:grant_id>"
CAME, BESIDE, OUTCOMES = (f"groupkit.grants.views.{name}" for name in ("came", "beside", "outcomes"))
DRAFT, FILED = f"{GRANT}/return", f"{GRANT}/returns/<row:filed_no>"

pages.later("/", f"{GIVING}.list_grants", needs=Can.SEE_GRANTS, title="our grants")
pages.later("/new", f"{GIVING}.add_grant", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(GRANT, f"{GIVING}.show_grant", needs=Can.SEE_GRANTS, title="a grant and what was spent of it")
pages.later(f"{GRANT}/change", f"{GIVING}.change_grant", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{GRANT}/headings/new", f"{GIVING}.add_heading", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{GRANT}/headings/<row:heading_id>", f"{GIVING}.change_heading", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(DRAFT, f"{RETURNING}.write_return", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{DRAFT}/paper/", f"{RETURNING}.preview_return", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/paper/picture-<key>", f"{RETURNING}.show_draft_picture", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/paper/workbook", f"{RETURNING}.download_draft", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/paper/word", f"{RETURNING}.download_draft_as_word", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/kinds", f"{RETURNING}.choose_format", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/file", f"{FILING}.file_return", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{FILED}/", f"{FILING}.show_filed", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/picture-<key>", f"{FILING}.show_filed_picture", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/workbook", f"{FILING}.download_filed", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/word", f"{FILING}.download_filed_as_word", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/after", f"{FILING}.note_step", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{FILED}/evidence", f"{FILING}.show_evidence", needs=Can.KEEP_GRANTS)
pages.later(f"{FILED}/evidence/<row:part_no>", f"{FILING}.download_evidence", needs=Can.KEEP_GRANTS)

CARED_FOR: list[tuple[str, str]] = [
    ("/funder", f"{CAME}.change_funder"),
    ("/came", f"{CAME}.change_came"),
    ("/asks", f"{CAME}.change_asks"),
    ("/instalments/new", f"{BESIDE}.add_instalment"),
    ("/instalments/<row:instalment_id>", f"{BESIDE}.change_instalment"),
    ("/papers/new", f"{BESIDE}.keep_paper"),
    ("/papers/<row:paper_id>/out", f"{BESIDE}.take_out_paper"),
    ("/beside/new/<any(match, kind, thing):sort>", f"{BESIDE}.add_extra"),
    ("/beside/<row:extra_id>", f"{BESIDE}.change_extra"),
    ("/outcomes/choose", f"{OUTCOMES}.choose_outcomes"),
    ("/outcomes/new", f"{OUTCOMES}.add_outcome"),
    ("/outcomes/<row:outcome_id>", f"{OUTCOMES}.change_outcome"),
]
"""What goes with a grant: small forms, for whoever keeps grants."""

for _rule, _view in CARED_FOR:
    pages.later(f"{GRANT}{_rule}", _view, needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{GRANT}/papers/<row:paper_id>", f"{BESIDE}.show_paper", needs=Can.SEE_RECEIPTS)
