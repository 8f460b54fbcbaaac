"""The words of an old cash book and what each is here: places, funds and kinds. Pure.

What a word is to be is said by a short code: `a3` account 3, `f2` fund 2, `c5` category 5, `b5` money back for category
5, `ma3` a move with account 3, `new:tin:Cash` a new one of that kind and name, `rest` what is said of all the others,
and `out` for leaving the lines out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from groupkit.bank.rules import stem
from groupkit.oldbook.reading import Found
from groupkit.words import clean_line

OUT, REST = "out", "rest"
MOST_NAME = 60
MOST_WORDS = 400
"""Different words that can be sorted one by one; the others are all sorted as the rest."""

_ACCOUNTS = {
    "bank": "bank current bacs cheque cheques chq chqs transfer dd so standing direct debit barclays lloyds natwest "
    "hsbc santander nationwide tsb halifax coop unity monzo starling metro",
    "tin": "cash tin petty box float till",
    "savings": "savings saver deposit reserve",
    "online": "paypal sumup zettle izettle stripe card reader square online",
}
_KINDS = {
    "in": {
        "Subs": "sub subs subscription subscriptions membership memberships fee fees",
        "Donations": "donation donations donated gift gifts collection bequest",
        "Grants": "grant grants funding award lottery foundation council",
        "Raffle and teas": "raffle tea teas coffee refreshments cake cakes tombola",
        "Fundraising": "fundraising fundraiser fair sale stall sponsored sponsorship quiz",
        "Bank interest": "interest",
    },
    "out": {
        "Room hire": "room hall hire rent venue premises",
        "Refreshments": "refreshment refreshments tea teas coffee milk biscuits cake food catering lunch",
        "Travel and volunteer expenses": "travel mileage bus train taxi fares fare petrol parking expenses volunteers",
        "Speakers and training": "speaker speakers training tutor facilitator course workshop",
        "Printing, post and phone": "printing print postage post stamps stationery phone telephone photocopying paper",
        "Publicity and website": "publicity website web advertising flyers leaflets posters domain hosting",
        "Insurance": "insurance",
        "Equipment": "equipment laptop urn projector",
        "Materials": "materials craft wool supplies",
        "Outings and activities": "outing outings trip trips activities activity coach",
        "Affiliation fees": "affiliation affiliations subscription subscriptions membership",
        "Bank charges": "charge charges",
        "Welfare and flowers": "welfare flowers card cards",
    },
}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MOVES = _set("transfer transfers transferred banked banking withdrawal withdrawn withdrew topup float petty")
_BESIDE_MOVES = _set("bank tin cash savings to from the in into out of up top money takings paid account")
_PLACES = _set("bank tin cash savings")
_TO_BANK, _TO_THE_TIN = _set("bank banked banking"), _set("petty float withdrawal withdrawn withdrew cash topup tin")
_GENERAL = _set("general unrestricted main core own normal usual")


@dataclass(frozen=True)
class Named:
    """Something that stands in the book and can be chosen; of a category `detail` is in or out."""

    id: int
    name: str
    detail: str


@dataclass(frozen=True)
class Known:
    """What can be chosen in the book, and the names that are taken, of closed ones too."""

    accounts: Sequence[Named]
    funds: Sequence[Named]
    categories: Sequence[Named]
    taken: frozenset[str] = frozenset()

    def of(self, direction: str) -> list[Named]:
        """The categories for money in, or for money out."""
        return [one for one in self.categories if one.detail == direction]


@dataclass(frozen=True)
class Word:
    """A word of the sheet, how it is written there most, and how much stands under it."""

    key: str
    shown: str
    lines: int
    pence: int = 0
    """Of a kind: what its lines come to, without a sign."""
    direction: str = ""
    """Of a kind: in or out."""


@dataclass(frozen=True)
class Words:
    """Every word of a sheet that has to be something here; those with the most lines first."""

    accounts: Sequence[Word]
    funds: Sequence[Word]
    kinds: Sequence[Word]


@dataclass
class Sorted:
    """What each word is to be, by its key; and what the words that nobody spoke of are, by direction."""

    accounts: dict[str, str] = field(default_factory=dict)
    funds: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)

    def kind(self, key: str) -> str:
        """What a kind is to be; of one that nobody spoke of, what the rest is."""
        said = self.kinds.get(key, REST)
        return self.rest.get(key.partition(":")[0], OUT) if said == REST else said

    def as_json(self) -> dict[str, Any]:
        """As it can be kept in a draft."""
        return {"accounts": self.accounts, "funds": self.funds, "kinds": self.kinds, "rest": self.rest}


def folded(text: str) -> str:
    """A word as it is known: `Tea `, `tea` and `TEA` are one."""
    return clean_line(text).casefold()


def kind_key(kind: str, pence: int, by_words: bool) -> str:
    """By what a kind is known: which way the money went, and the word; of a line's own words what stays each month."""
    return f"{'in' if pence > 0 else 'out'}:{stem(kind) if by_words else folded(kind)}"


def words_of(found: Found) -> Words:
    """The words of a sheet."""
    accounts: dict[str, Counter[str]] = {}
    funds: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    pence: Counter[str] = Counter()
    for line in found.lines:
        accounts.setdefault(folded(line.account), Counter())[line.account] += 1
        funds.setdefault(folded(line.fund), Counter())[line.fund] += 1
        for part in line.parts:
            key = kind_key(part.kind, part.pence, found.by_words)
            kinds.setdefault(key, Counter())[part.kind] += 1
            pence[key] += abs(part.pence)
    for move in found.moves:
        for word in (move.account, move.to):
            accounts.setdefault(folded(word), Counter())[word] += 1
    for word, there in found.opening.items():
        if there:
            accounts.setdefault(folded(word), Counter())[word] += 0
    return Words(
        _words(accounts),
        _words(funds),
        [
            Word(one.key, one.shown, one.lines, pence[one.key], one.key.partition(":")[0])
            for one in _words(kinds)[:MOST_WORDS]
        ],
    )


def _words(found: Mapping[str, Counter[str]]) -> list[Word]:
    counted = [Word(key, written.most_common(1)[0][0], written.total()) for key, written in found.items()]
    return sorted(counted, key=lambda one: (-one.lines, one.key))


def guessed(words: Words, known: Known, by_words: bool, places_said: Mapping[str, str] | None = None) -> Sorted:
    """What each word may be, for a person to look at: by the same name, else by words that usually stand for it.

    `places_said` are the words for places that somebody has spoken of: a move can go to any of them.
    """
    found = Sorted(rest={way: _rest(known, way) for way in ("in", "out")})
    said = places_said or {}
    found.accounts = {one.key: said.get(one.key) or account_for(one, known) for one in words.accounts}
    found.funds = {one.key: fund_for(one, known) for one in words.funds}
    places = {code for code in found.accounts.values() if code not in ("", OUT)} | {
        f"a{one.id}" for one in known.accounts
    }
    found.kinds = {one.key: kind_for(one, known, sorted(places), by_words) for one in words.kinds}
    return found


def account_for(word: Word, known: Known) -> str:
    """The account that a word names: of that name, or the only one of that kind; else a new one, or nothing."""
    same = _same(word.key, known.accounts)
    if same:
        return f"a{same.id}"
    if not word.key:
        bank = [one for one in known.accounts if one.detail == "bank"]
        usual = known.accounts if len(known.accounts) == 1 else bank if len(bank) == 1 else []
        return f"a{usual[0].id}" if usual else new("bank", "Bank", known)
    said = _tokens(word.key)
    kind = next((kind for kind, names in reversed(_ACCOUNTS.items()) if said & set(names.split())), "")
    alike = [one for one in known.accounts if one.detail == kind]
    if len(alike) == 1:
        return f"a{alike[0].id}"
    return new(kind, word.shown, known) if kind else ""


def fund_for(word: Word, known: Known) -> str:
    """The fund that a word names: of that name, or one whose name holds it; nothing said is the general one."""
    general = next((one for one in known.funds if one.detail == "general"), None)
    if (not word.key or _tokens(word.key) & _GENERAL) and general:
        return f"f{general.id}"
    same = _same(word.key, known.funds)
    if same is None:
        said = _tokens(word.key) - {"grant", "fund", "the"}
        holding = [one for one in known.funds if said and said <= _tokens(one.name)]
        same = holding[0] if len(holding) == 1 else None
    return f"f{same.id}" if same else new("restricted", word.shown, known)


def kind_for(word: Word, known: Known, places: Sequence[str], by_words: bool) -> str:
    """What a kind may be: a category of that name or meaning, a move where there are two places, else a new one."""
    bare, said = word.key.partition(":")[2], _tokens(word.key.partition(":")[2])
    same = _same(bare, known.of(word.direction))
    if same:
        return f"c{same.id}"
    if len(places) > 1 and _says_move(said):
        return f"m{_other_place(said, known, places)}"
    if word.direction == "in" and said & {"refund", "refunded", "returned"}:
        back = _meant(said, "out", known)
        return f"b{back.id}" if back else REST
    meant = _meant(said, word.direction, known)
    if meant:
        return f"c{meant.id}"
    return REST if by_words or not bare else new(word.direction, word.shown, known)


def _says_move(said: frozenset[str]) -> bool:
    """Whether words say nothing but that money went from one place to another: “banked”, “from the tin”."""
    from_or_to = bool(said & {"to", "from"} and said & _PLACES)
    return (from_or_to or bool(said & _MOVES)) and said <= _MOVES | _BESIDE_MOVES


def _other_place(said: frozenset[str], known: Known, places: Sequence[str]) -> str:
    """The place that a word like “banked” names: the tin for petty cash, else the bank."""
    wanted = "tin" if said & _TO_THE_TIN and not said & _TO_BANK else "savings" if "savings" in said else "bank"
    return next((place for place in places if kind_of(place, known) == wanted), places[0])


def kind_of(code: str, known: Known) -> str:
    """Which kind of account a code stands for: bank, tin, savings …"""
    if code.startswith("new:"):
        return code.split(":", 2)[1]
    return next((one.detail for one in known.accounts if f"a{one.id}" == code), "")


def _meant(said: frozenset[str], direction: str, known: Known) -> Named | None:
    """The category whose usual words hold one of these."""
    here = {one.name: one for one in known.of(direction)}
    return next(
        (here[name] for name, words in _KINDS[direction].items() if name in here and said & set(words.split())), None
    )


def _rest(known: Known, direction: str) -> str:
    own = known.of(direction)
    other = next((one for one in own if one.name.casefold().startswith("other")), own[-1] if own else None)
    return f"c{other.id}" if other else OUT


def new(kind: str, name: str, known: Known) -> str:
    """The code for a new account or fund of a kind, or a category of a direction; never under a name that is taken."""
    plain = clean_line(name).replace(":", " ")[:MOST_NAME].strip() or "Old cash book"
    called = plain[:1].upper() + plain[1:]
    if f"{kind}:{called.casefold()}" in known.taken:
        called = f"{called[: MOST_NAME - 10].strip()} (old book)"
    return f"new:{kind}:{called}"


def new_one(code: str) -> tuple[str, str] | None:
    """The kind and the name of what a code says is to be made; None where it stands in the book."""
    return (code.split(":", 2)[1], code.split(":", 2)[2]) if code.startswith("new:") else None


def _same(word: str, among: Iterable[Named]) -> Named | None:
    return next((one for one in among if folded(one.name) == folded(word)), None)


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))
