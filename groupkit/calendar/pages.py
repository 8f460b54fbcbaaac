"""Every page of dates, with what it needs; the views are loaded when somebody first opens one (decision 0012)."""

from groupkit.access.gate import FORM, GroupPages, KitPages, Needs
from groupkit.access.permissions import Can

pages = GroupPages("calendar", __name__, at="/dates", book="home")
feed = KitPages("feed", __name__, at="/kit/calendar")

VIEWS = "groupkit.calendar.views"

pages.later("/", f"{VIEWS}.list_dates", needs=Can.SEE_HOME, title="our dates")
pages.later("/all.ics", f"{VIEWS}.take_all", needs=Can.KEEP_CALENDAR)
pages.later("/one/<date_uid>.ics", f"{VIEWS}.take_one", needs=Can.KEEP_CALENDAR)
pages.later("/phone", f"{VIEWS}.list_addresses", needs=Can.KEEP_CALENDAR, methods=FORM)
pages.later("/phone/new", f"{VIEWS}.make_address", needs=Can.KEEP_CALENDAR, methods=FORM)
pages.later("/phone/shown", f"{VIEWS}.show_address", needs=Can.KEEP_CALENDAR)

feed.later("/<secret>.ics", f"{VIEWS}.show_feed", needs=Needs.NOBODY)
feed.later("/open/<date_uid>", f"{VIEWS}.open_date", needs=Needs.SIGNED_IN)
