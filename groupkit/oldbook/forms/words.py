"""What the words of an old cash book are here: places, funds and kinds."""

from collections.abc import Mapping
from typing import Any

from groupkit.forms import GroupForm, PickField, VersionField
from groupkit.ledger.rules import ACCOUNT_KINDS
from groupkit.money import pounds
from groupkit.oldbook.sorting import OUT, REST, Sorted, Word, new
from groupkit.oldbook.working import Working
from groupkit.printing import count

KINDS_AT_ONCE = 25
"""How many words for kinds stand on one page."""
_OUT_LABEL = "Leave these lines out"


class PlacesForm(GroupForm):
    """What the sheet's words for places and funds are. Fields `account_0` … and `fund_0` … are made for the sheet."""

    version = VersionField()
    words: Mapping[str, Word] = {}

    def said(self, what: str) -> dict[str, str]:
        """The code of each word, by its key."""
        return {word.key: str(self[name].data) for name, word in self.words.items() if name.startswith(what)}


def places_form(work: Working) -> PlacesForm:
    """Every word for a place and for a fund, with what it may be."""
    fields: dict[str, Any] = {}
    words: dict[str, Word] = {}
    data: dict[str, Any] = {"version": work.draft.version}
    for place, word in enumerate(work.words.accounts):
        name = f"account_{place}"
        label = f"What is “{word.shown}”?" if word.shown else "Where is the money of this sheet?"
        fields[name] = _pick(label, word, _accounts(work, word), "Choose which account it is")
        words[name], data[name] = word, work.sorted.accounts.get(word.key, "")
    for place, word in enumerate(work.words.funds):
        name = f"fund_{place}"
        label = f"Which fund is “{word.shown}”?" if word.shown else "Which fund, where the sheet does not say?"
        fields[name] = _pick(label, word, _funds(work, word), "Choose a fund")
        words[name], data[name] = word, work.sorted.funds.get(word.key, "")
    made: type[PlacesForm] = type("ThesePlaces", (PlacesForm,), {**fields, "words": words})
    return made(data=data)


def _pick(label: str, word: Word, choices: list[tuple[str, str]], missing: str) -> PickField:
    return PickField(label, f"{count(word.lines, 'line').capitalize()}", choices=choices, missing=missing)


def _accounts(work: Working, word: Word) -> list[tuple[str, str]]:
    found = [("", "Choose…"), *((f"a{one.id}", one.name) for one in work.known.accounts)]
    for kind, words in ACCOUNT_KINDS.items():
        code = new(kind, word.shown or ("Cash tin" if kind == "tin" else words), work.known)
        found.append((code, f"New: {code.split(':', 2)[2]} ({words[0].lower()}{words[1:]})"))
    return [*found, (OUT, _OUT_LABEL)]


def _funds(work: Working, word: Word) -> list[tuple[str, str]]:
    found = [("", "Choose…"), *((f"f{one.id}", one.name) for one in work.known.funds)]
    if word.shown:
        for kind, words in (("restricted", "given for one purpose only"), ("designated", "set aside by ourselves")):
            code = new(kind, word.shown, work.known)
            found.append((code, f"New: {code.split(':', 2)[2]} ({words})"))
    return [*found, (OUT, _OUT_LABEL)]


class KindsForm(GroupForm):
    """What some of the sheet's kinds are. Fields `kind_0` … are made for the page."""

    version = VersionField()
    words: Mapping[str, Word] = {}

    def said(self) -> dict[str, str]:
        """The code of each kind on this page, by its key."""
        return {word.key: str(self[name].data) for name, word in self.words.items()}

    def rest(self) -> dict[str, str]:
        """What all the others are, by direction."""
        return {way: str(self[f"rest_{way}"].data) for way in ("in", "out") if f"rest_{way}" in self}


def kinds_form(work: Working, page: int) -> KindsForm:
    """A page of kinds, counted from 0, with what each may be; and what all the others are."""
    shown = work.words.kinds[page * KINDS_AT_ONCE : (page + 1) * KINDS_AT_ONCE]
    fields: dict[str, Any] = {}
    words: dict[str, Word] = {}
    data: dict[str, Any] = {"version": work.draft.version}
    for place, word in enumerate(shown):
        name = f"kind_{place}"
        said = f"“{word.shown}”" if word.shown else "lines with no word"
        hint = f"{count(word.lines, 'line').capitalize()}, {pounds(word.pence)} {word.direction}"
        fields[name] = PickField(f"What is {said}?", hint, choices=_kinds(work, word), missing="Choose what it was for")
        words[name], data[name] = word, _code(work.sorted, word.key)
    for way, said in (("in", "All other money in"), ("out", "All other money out")):
        if any(word.direction == way for word in work.words.kinds):
            own = [(f"c{one.id}", one.name) for one in work.known.of(way)]
            fields[f"rest_{way}"] = PickField(said, choices=[*own, (OUT, _OUT_LABEL)])
            data[f"rest_{way}"] = work.sorted.rest.get(way, OUT)
    made: type[KindsForm] = type("TheseKinds", (KindsForm,), {**fields, "words": words})
    return made(data=data)


def _code(said: Sorted, key: str) -> str:
    return said.kinds.get(key, REST)


def _kinds(work: Working, word: Word) -> list[tuple[str, str]]:
    """Everything that a kind can be, by the way its money went."""
    way = word.direction
    found = [(REST, f"Like all other money {way}")]
    if word.shown:
        code = new(way, word.shown, work.known)
        found.append((code, f"New: {code.split(':', 2)[2]}"))
    found += [(f"c{one.id}", one.name) for one in work.known.of(way)]
    if way == "in":
        found += [(f"b{one.id}", f"Money back: {one.name}") for one in work.known.of("out")]
    moved = "Moved here from" if way == "in" else "Moved to"
    if len(work.places) > 1:
        found += [(f"m{code}", f"{moved} {work.name(code)}") for code in work.places]
    return [*found, (OUT, _OUT_LABEL)]
