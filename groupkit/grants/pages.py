"""Every page of grants and returns, with what it needs.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("grants", __name__, at="/grants", book="grants")

VIEWS = "groupkit.grants.views"
GRANT = "/<row:grant_id>"
DRAFT, FILED = f"{GRANT}/return", f"{GRANT}/returns/<row:filed_no>"

pages.later("/", f"{VIEWS}.list_grants", needs=Can.SEE_GRANTS, title="our grants")
pages.later("/new", f"{VIEWS}.add_grant", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(GRANT, f"{VIEWS}.show_grant", needs=Can.SEE_GRANTS, title="a grant and what was spent of it")
pages.later(f"{GRANT}/change", f"{VIEWS}.change_grant", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{GRANT}/headings/new", f"{VIEWS}.add_heading", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{GRANT}/headings/<row:heading_id>", f"{VIEWS}.change_heading", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(DRAFT, f"{VIEWS}.write_return", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{DRAFT}/paper/", f"{VIEWS}.preview_return", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/paper/picture-<key>", f"{VIEWS}.show_draft_picture", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/paper/workbook", f"{VIEWS}.download_draft", needs=Can.KEEP_GRANTS)
pages.later(f"{DRAFT}/file", f"{VIEWS}.file_return", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{FILED}/", f"{VIEWS}.show_filed", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/picture-<key>", f"{VIEWS}.show_filed_picture", needs=Can.SEE_RETURNS)
pages.later(f"{FILED}/workbook", f"{VIEWS}.download_filed", needs=Can.SEE_RETURNS)
