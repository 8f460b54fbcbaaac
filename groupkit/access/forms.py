"""The forms at the door: signing in, coming in, setting up, one's own account, and the keeper's."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from wtforms import HiddenField, ValidationError

from groupkit.access import accounts, mail, passphrases
from groupkit.access.founding import NATIONS, Founding, check_short_name
from groupkit.dates import YEAR_ENDS
from groupkit.forms import ChoiceField, EmptyForm, GroupForm, LineField, PassphraseField, PickField, TickField
from groupkit.refusal import Refused
from groupkit.words import clean_line

FOUR_WORDS = "Three or four words together, 15 letters or more. Write them on paper and keep it at home"
ONCE_MORE = "Write the passphrase once more: for safety it is never sent back to the page"
MONEY = [("bank", "A bank account"), ("tin", "A cash tin"), ("both", "Both"), ("neither", "Neither yet")]


def _as_validation(check: Callable[[], object]) -> None:
    try:
        check()
    except Refused as refused:
        raise ValidationError(refused.sentence) from None


class AgreementReadForm(GroupForm):
    """A critical friend says yes to the words that are on the page."""

    words = HiddenField()


class CodeForm(GroupForm):
    """A code that somebody read out."""

    code = LineField("The code", "Four letters and six figures, like luma 482 913", most=40)


class SignInForm(GroupForm):
    """Coming back."""

    username = LineField(
        "Username",
        missing="Write your username",
        most=80,
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    passphrase = PassphraseField("Passphrase")


_AS_SHOWN = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
_AS_USERNAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SecondStepForm(GroupForm):
    """The code that is asked for after the passphrase: from the app, or a spare one."""

    code = LineField(
        "The code",
        "Six figures from the app. Without your phone: one of your spare codes",
        missing="Type the code that the app shows, or a spare code",
        most=40,
        render_kw=_AS_SHOWN,
    )


class FirstCodeForm(GroupForm):
    """The first code of an app that has just been set up."""

    code = LineField(
        "The code that the app shows now",
        "Six figures. They change every half minute",
        missing="Type the six figures that the app shows",
        most=40,
        render_kw={**_AS_SHOWN, "inputmode": "numeric"},
    )


class OwnPassphraseForm(GroupForm):
    """One's own passphrase once more, before something that matters."""

    passphrase = PassphraseField("Your passphrase", "To be sure that it is you", missing="Write your passphrase")


class OwnUsernameForm(GroupForm):
    """Who somebody is, when they cannot sign in."""

    username = LineField("Your username", missing="Write the name you sign in with", most=80, render_kw=_AS_USERNAME)


class OwnAddressForm(GroupForm):
    """One's own email address, for a forgotten passphrase."""

    address = LineField(
        "Your email address",
        "Leave it empty and none is kept",
        optional=True,
        most=mail.MOST_CHARACTERS,
        render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    passphrase = PassphraseField("Your passphrase", "To be sure that it is you", missing="Write your passphrase")

    def validate_address(self, field: LineField) -> None:
        if field.data:
            _as_validation(lambda: mail.read_address(field.data))


class _ChoosesPassphrase(GroupForm):
    """A form in which a passphrase is chosen: one is offered, it is checked before anything is written, and it is
    never sent back."""

    names: tuple[str, ...] = ()
    """What the passphrase may not hold, besides what is typed here."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self["passphrase"].offer = clean_line(request.form.get("offered", ""))[:80] or passphrases.suggest()

    def names_typed(self) -> list[str]:
        """Names that stand in the form itself."""
        wanted = ("name", "username", "group_name", "short_name")
        return [found.data for name in wanted if (found := self._fields.get(name)) is not None and found.data]

    def validate_passphrase(self, field: PassphraseField) -> None:
        _as_validation(lambda: passphrases.check(field.data, [*self.names, *self.names_typed()]))

    @property
    def problems(self) -> list[tuple[str, str]]:
        field = self._fields["passphrase"]
        if (self.general or self.errors) and field.data and not field.errors:
            field.errors = [ONCE_MORE]
        return super().problems


class _SetupCode(GroupForm):
    setup_code = LineField(
        "The set-up code",
        "It stands in the file setup-code.txt, in the folder called instance",
        missing="Copy the code from setup-code.txt",
        most=100,
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class AccountForm(_ChoosesPassphrase):
    """A name, and how to sign in."""

    name = LineField(
        "Your name",
        "As people in the group call you",
        missing="Write the name you go by",
        most=80,
        render_kw={"autocomplete": "name"},
    )
    username = LineField(
        "Username",
        "For signing in. No email address is needed",
        most=40,
        missing="Choose a username",
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    passphrase = PassphraseField(
        "Passphrase", FOUR_WORDS, missing="Choose a passphrase", render_kw={"autocomplete": "new-password"}
    )

    def validate_username(self, field: LineField) -> None:
        _as_validation(lambda: accounts.read_username(field.data))


class _GroupFields(GroupForm):
    """What is asked when a group begins."""

    group_name = LineField(
        "The group's name",
        "As it stands on your papers",
        missing="Write the group's name",
        most=120,
        render_kw={"autocomplete": "organization"},
    )
    short_name = LineField(
        "A short name that gives nothing away",
        "It stands in addresses and file names, where others may see it. A condition in a name tells people's secrets, "
        "so take the street or the day you meet: hill-street, or tuesdays",
        missing="Choose a short name, like hill-street",
        most=30,
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    nation = ChoiceField(
        "Where the group is",
        "Rules for charities differ a little",
        choices=list(NATIONS.items()),
        missing="Choose where the group is",
    )
    year_end = PickField("Your year ends on", "31 March suits most groups. You can change it later", choices=YEAR_ENDS)
    money = ChoiceField("Where the money is", choices=MONEY, missing="Choose where the money is")
    keeps_book = TickField("I look after the money too, for now")

    def validate_short_name(self, field: LineField) -> None:
        field.data = "-".join(field.data.lower().split())
        _as_validation(lambda: check_short_name(field.data))

    def founding(self) -> Founding:
        """The group as it was asked for."""
        money = self.money.data
        return Founding(
            name=self.group_name.data,
            short_name=self.short_name.data,
            nation=self.nation.data,
            year_end=self.year_end.data,
            has_bank=money in ("bank", "both"),
            has_tin=money in ("tin", "both"),
            keeps_book=self.keeps_book.data,
        )


class BeginGroupForm(_GroupFields):
    """A new group, begun by somebody who signs in here already."""


class BeginAccountAndGroupForm(AccountForm, _GroupFields):
    """A new group and an account for whoever begins it."""


class SetUpForm(BeginAccountAndGroupForm, _SetupCode):
    """The first page of an installation."""


class JoinForm(AccountForm):
    """Taking a place in a group with a new account."""


class TakePlaceForm(EmptyForm):
    """Taking a place in a group with the account one has."""


class NewPassphraseForm(_ChoosesPassphrase):
    """A new passphrase, with a code that somebody handed over."""

    passphrase = PassphraseField(
        "New passphrase", FOUR_WORDS, missing="Choose a passphrase", render_kw={"autocomplete": "new-password"}
    )


class FileCodeForm(_ChoosesPassphrase):
    """A new passphrase, with the code that the kit wrote into a file on the host."""

    username = LineField("Your username", missing="Write the name you sign in with", most=80, render_kw=_AS_USERNAME)
    code = LineField(
        "The code in the file",
        "Copy it from there, with or without the spaces",
        missing="Copy the code from the file",
        most=60,
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    passphrase = PassphraseField(
        "New passphrase", FOUR_WORDS, missing="Choose a passphrase", render_kw={"autocomplete": "new-password"}
    )


class ChangePassphraseForm(_ChoosesPassphrase):
    """A new passphrase, by whoever knows the old one."""

    old = PassphraseField("Your passphrase now", missing="Write your passphrase as it is now")
    passphrase = PassphraseField(
        "New passphrase", FOUR_WORDS, missing="Choose a new passphrase", render_kw={"autocomplete": "new-password"}
    )


class NameForm(GroupForm):
    """What somebody is called outside any group."""

    name = LineField("Your name", missing="Write the name you go by", most=80, render_kw={"autocomplete": "name"})


HAND_OVER = [("link", "A link to send"), ("code", "A code to read out")]
HAND_OVER_NOTES = {
    "link": "It works once, within 7 days. Send it in a message",
    "code": "Say it on the phone while they have the page open. It works for 15 minutes",
}


class HandOverForm(GroupForm):
    """How a way in is handed over."""

    how = ChoiceField(
        "How will you hand it over?",
        choices=HAND_OVER,
        notes=HAND_OVER_NOTES,
        default="link",
    )
    address = LineField(
        "Their email address",
        "Only for an email. It is not kept",
        optional=True,
        most=mail.MOST_CHARACTERS,
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        if not mail.is_set_up():
            del self.address
            return
        self.how.choices = [*HAND_OVER, ("email", "An email from here")]
        self.how.notes = {**HAND_OVER_NOTES, "email": "The link, to their own address. It names no group"}

    def validate_address(self, field: LineField) -> None:
        if self.by_mail:
            _as_validation(lambda: mail.read_address(field.data))

    @property
    def by_mail(self) -> bool:
        """Whether it is to be sent by email as well as shown."""
        return bool(self.how.data == "email" and "address" in self)

    @property
    def aloud(self) -> bool:
        """Whether it is to be a code that can be said."""
        return bool(self.how.data == "code")


class UsernameForm(GroupForm):
    """Somebody by the name they sign in with."""

    username = LineField(
        "Their username",
        missing="Write their username",
        most=80,
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class RenewByKeeperForm(UsernameForm, HandOverForm):
    """A new passphrase for somebody, from the keeper."""


class NewKeeperForm(UsernameForm):
    """Somebody else is to be a keeper: asked again for one's own passphrase."""

    passphrase = PassphraseField("Your own passphrase", "To be sure that it is you")
