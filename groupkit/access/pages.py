"""Every page at the door, with what it needs: coming in, setting up, one's own account, and the keeper's pages.

Views are loaded when somebody first opens one (decision 0012).
"""

from groupkit.access.gate import FORM, KitPages, Needs

front = KitPages("front", __name__, at="")
door = KitPages("door", __name__)
second_step = KitPages("second_step", __name__)
joining = KitPages("joining", __name__)
getting_back = KitPages("getting_back", __name__)
set_up = KitPages("set_up", __name__)
friends = KitPages("friends", __name__)
account = KitPages("account", __name__, at="/kit/account")
sessions = KitPages("sessions", __name__, at="/kit/account/sessions")
keeper = KitPages("keeper", __name__, at="/kit/keeper")

all_pages = (front, door, second_step, joining, getting_back, set_up, friends, account, sessions, keeper)

VIEWS = "groupkit.access.views"

front.later("/", f"{VIEWS}.door.show_groups", needs=Needs.NOBODY)
door.later("/sign-in", f"{VIEWS}.door.sign_in", needs=Needs.NOBODY, methods=FORM)
door.later("/sign-out", f"{VIEWS}.door.sign_out", needs=Needs.NOBODY, methods=FORM)

second_step.later("/sign-in/code", f"{VIEWS}.second_step.ask_code", needs=Needs.NOBODY, methods=FORM)
second_step.later("/account/second-step", f"{VIEWS}.second_step.show_second_step", needs=Needs.SIGNED_IN)
second_step.later(
    "/account/second-step/on", f"{VIEWS}.second_step.begin_second_step", needs=Needs.SIGNED_IN, methods=FORM
)
second_step.later("/account/second-step/app", f"{VIEWS}.second_step.set_up_app", needs=Needs.SIGNED_IN, methods=FORM)
second_step.later(
    "/account/second-step/codes", f"{VIEWS}.second_step.make_spare_codes", needs=Needs.SIGNED_IN, methods=FORM
)
second_step.later("/account/second-step/codes/shown", f"{VIEWS}.second_step.show_spare_codes", needs=Needs.SIGNED_IN)
second_step.later("/account/second-step/off", f"{VIEWS}.second_step.turn_off", needs=Needs.SIGNED_IN, methods=FORM)

joining.later("/join", f"{VIEWS}.joining.join_by_code", needs=Needs.NOBODY, methods=FORM)
joining.later("/join/<token>", f"{VIEWS}.joining.join", needs=Needs.NOBODY, methods=FORM)

getting_back.later("/forgotten", f"{VIEWS}.getting_back.forgotten_passphrase", needs=Needs.NOBODY, methods=FORM)
getting_back.later("/back/<token>", f"{VIEWS}.getting_back.new_passphrase", needs=Needs.NOBODY, methods=FORM)
getting_back.later("/let-me-in", f"{VIEWS}.getting_back.let_me_in", needs=Needs.NOBODY, methods=FORM)
getting_back.later("/let-me-in/code", f"{VIEWS}.getting_back.type_file_code", needs=Needs.NOBODY, methods=FORM)
getting_back.later("/account/email", f"{VIEWS}.getting_back.keep_address", needs=Needs.SIGNED_IN, methods=FORM)

set_up.later("/set-up", f"{VIEWS}.set_up.set_up", needs=Needs.NOBODY, methods=FORM)

friends.later("/agreements/<slug:slug>", f"{VIEWS}.friends.read_agreement", needs=Needs.SIGNED_IN, methods=FORM)

account.later("", f"{VIEWS}.account.show_account", needs=Needs.SIGNED_IN)
account.later("/name", f"{VIEWS}.account.change_name", needs=Needs.SIGNED_IN, methods=FORM)
account.later("/passphrase", f"{VIEWS}.account.change_passphrase", needs=Needs.SIGNED_IN, methods=FORM)
account.later("/sign-out-elsewhere", f"{VIEWS}.account.sign_out_elsewhere", needs=Needs.SIGNED_IN, methods=FORM)

sessions.later("", f"{VIEWS}.sessions.list_sessions", needs=Needs.SIGNED_IN, methods=FORM)

keeper.later("", f"{VIEWS}.keeper.show_installation", needs=Needs.KEEPER)
keeper.later("/invite", f"{VIEWS}.keeper.invite_founder", needs=Needs.KEEPER, methods=FORM)
keeper.later("/new-passphrase", f"{VIEWS}.keeper.renew_passphrase", needs=Needs.KEEPER, methods=FORM)
keeper.later("/handed-over", f"{VIEWS}.keeper.show_secret", needs=Needs.KEEPER)
keeper.later("/another", f"{VIEWS}.keeper.make_keeper", needs=Needs.KEEPER, methods=FORM)
keeper.later("/stop", f"{VIEWS}.keeper.stop_keeping", needs=Needs.KEEPER, methods=FORM)
