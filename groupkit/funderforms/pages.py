"""Every page of funders' forms, with what it needs. None is for a critical friend: a form is full of free text.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, GroupPages
from groupkit.access.permissions import Can

pages = GroupPages("funderforms", __name__, at="/grants/<row:grant_id>/forms", book="grants")

VIEWS = "groupkit.funderforms.views"
ONE = "/<row:form_id>"
SHEET = f"{ONE}/sheets/<row:sheet_no>"
FILLED = "/filled/<row:filled_no>"

pages.later("/", f"{VIEWS}.list_forms", needs=Can.SEE_RETURNS)
pages.later(FILLED, f"{VIEWS}.show_filled", needs=Can.SEE_RETURNS)
pages.later(f"{FILLED}/workbook", f"{VIEWS}.download_filled", needs=Can.SEE_RETURNS)

pages.later("/new", f"{VIEWS}.add_form", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(ONE, f"{VIEWS}.show_form", needs=Can.KEEP_GRANTS)
pages.later(f"{ONE}/original", f"{VIEWS}.download_original", needs=Can.KEEP_GRANTS)
pages.later(SHEET, f"{VIEWS}.show_sheet", needs=Can.KEEP_GRANTS)
pages.later(f"{SHEET}/cells/<cell>", f"{VIEWS}.point_cell", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{ONE}/names", f"{VIEWS}.take_names", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{ONE}/cells-file", f"{VIEWS}.download_mapping", needs=Can.KEEP_GRANTS)
pages.later(f"{ONE}/cells-file/bring-in", f"{VIEWS}.bring_mapping", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{ONE}/fill", f"{VIEWS}.fill_form", needs=Can.KEEP_GRANTS, methods=FORM)
pages.later(f"{ONE}/set-aside", f"{VIEWS}.set_aside", needs=Can.KEEP_GRANTS, methods=FORM)
