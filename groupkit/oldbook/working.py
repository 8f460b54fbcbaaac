"""The spreadsheet in hand: its rows, what was said of them so far, and what bringing it in would write.

Everything is worked out anew from the file and the answers, so that nothing half done lies in the book.
"""

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any

from groupkit import tenancy
from groupkit.bank.reading import Table
from groupkit.ledger.operations import closed_until
from groupkit.ledger.rules import ACCOUNT_KINDS, FUND_KINDS
from groupkit.money import pounds
from groupkit.oldbook import queries
from groupkit.oldbook.models import OldBookDraft
from groupkit.oldbook.planning import Limits, Plan, Planned, plan, set_apart
from groupkit.oldbook.queries import Opening
from groupkit.oldbook.reading import Found, Shape, TwoSides, guess, list_sheets, open_table, take
from groupkit.oldbook.reading.values import ALL
from groupkit.oldbook.rules import Beginning, Ending
from groupkit.oldbook.sorting import OUT, Known, Sorted, Word, Words, folded, guessed, new_one, words_of
from groupkit.rulebook.queries import financial_year
from groupkit.words import and_list

Rows = tuple[int, ...]


class Working:
    """What is known of the spreadsheet that is being sorted; each part is worked out when it is first asked for."""

    def __init__(self, draft: OldBookDraft, shape: Shape | None = None, one_table: bool | None = None) -> None:
        """`shape` is one to look at that has not been kept yet, `one_table` an answer to `is_one_table`."""
        self.draft = draft
        self.answers: dict[str, Any] = json.loads(draft.answers)
        self._tried, self._one_table = shape, one_table

    @cached_property
    def sheets(self) -> list[tuple[str, int]]:
        """The sheets of the file, with how many rows each holds."""
        return list_sheets(self.draft.data)

    @cached_property
    def table(self) -> Table:
        """The rows of the sheet that was chosen."""
        return open_table(self.draft.data, self.draft.sheet, as_it_stands=self.is_one_table)

    @property
    def is_one_table(self) -> bool:
        """Whether somebody has said that what looks like two sides are none."""
        return bool(self.answers.get("one_table")) if self._one_table is None else self._one_table

    @cached_property
    def looks_two_sided(self) -> bool:
        """Whether the sheet looks as if it had two sides, whatever was said of that."""
        as_guessed = open_table(self.draft.data, self.draft.sheet) if self.is_one_table else self.table
        return isinstance(as_guessed, TwoSides)

    @property
    def right_from(self) -> int:
        """What is added to the numbers of the rows on the right of a book with two sides; 0 where it has none."""
        return self.table.right_from if isinstance(self.table, TwoSides) else 0

    @cached_property
    def digest(self) -> str:
        """By what this very sheet is known again, whatever else its file holds."""
        rows = json.dumps([self.table.numbers, self.table.rows], ensure_ascii=False)
        return hashlib.sha256(rows.encode("utf-8", "replace")).hexdigest()

    @property
    def is_shaped(self) -> bool:
        """Whether somebody has said what is in which column of this table; as it was read before, it may be another."""
        kept = self.answers.get("shape")
        if not kept or "shape_of" in self.answers:
            return bool(kept) and self.answers["shape_of"] == self.digest
        return not self.right_from and len(kept["roles"]) == max(map(len, self.table.rows), default=0)

    @property
    def is_placed(self) -> bool:
        """Whether somebody has said what the words for places and funds are."""
        return self.is_shaped and "places" in self.answers

    @property
    def is_sorted(self) -> bool:
        """Whether somebody has looked at the kinds."""
        return self.is_placed and "kinds" in self.answers

    @property
    def is_begun(self) -> bool:
        """Whether somebody has said what was there at the beginning, or nobody has to."""
        return self.is_sorted and ("beginning" in self.answers or not self.asked)

    @cached_property
    def shape(self) -> Shape:
        """How the sheet is read: as was said, else by the best guess."""
        if self._tried is not None:
            return self._tried
        if self.is_shaped:
            return Shape.from_json(self.answers["shape"])
        return guess(self.table, tenancy.today(), self.draft.sheet)

    @cached_property
    def found(self) -> Found:
        """The lines of the sheet; raises Refused while its columns make no sense."""
        return take(self.table, self.shape, tenancy.today())

    @cached_property
    def known(self) -> Known:
        """What can be chosen in the book."""
        return queries.known()

    @cached_property
    def words(self) -> Words:
        """The words of the sheet."""
        return words_of(self.found)

    @cached_property
    def sorted(self) -> Sorted:
        """What each word is to be: as was said, of this sheet or of one before it, else by the best guess."""
        said = self.words_said
        found = guessed(self.words, self.known, self.found.by_words, said["accounts"])
        found.accounts |= _of(said["accounts"], found.accounts)
        found.funds |= _of(said["funds"], found.funds)
        found.kinds |= _of(said["kinds"], found.kinds)
        found.rest |= said["rest"]
        return found

    @property
    def words_said(self) -> dict[str, dict[str, str]]:
        """What was said of words, of other sheets of the file too."""
        carried = self.answers.get("carried", {})
        steps = {"accounts": "places", "funds": "places", "kinds": "kinds", "rest": "kinds"}
        return {
            what: {**carried.get(what, {}), **self.answers.get(step, {}).get(what, {})} for what, step in steps.items()
        }

    @cached_property
    def settled(self) -> date | None:
        """The day up to which the book is settled."""
        return closed_until()

    def settled_up_to(self, found: Found) -> date | None:
        """The day up to which the book is settled, where that is in the way of every line."""
        return self.settled if self.settled and found.days and max(found.days) <= self.settled else None

    @cached_property
    def whole(self) -> Plan:
        """Everything that the sheet says, whether it stands in the book already or not."""
        limits = Limits(tenancy.today(), self.settled)
        return plan(self.found, self.sorted, limits, queries.rows_done(self.digest))

    def plan(self, also: frozenset[Rows] = frozenset()) -> Plan:
        """What would be written; `also` are the rows of what looks known and is to be written all the same."""
        return set_apart(self.whole, self._standing, also)

    @cached_property
    def _standing(self) -> Any:
        days = [one.day for one in self.whole.entries]
        return queries.standing(min(days), max(days)) if days else {}

    @cached_property
    def first(self) -> date | None:
        """The day of the first entry that would be written."""
        return min((one.day for one in self.plan().entries), default=None)

    @cached_property
    def last(self) -> date | None:
        """The day of the last entry that the sheet says."""
        return max((one.day for one in self.whole.entries), default=None)

    @cached_property
    def openings(self) -> dict[str, Opening]:
        """The opening balance of each account that has one, by its code."""
        return {f"a{one.account_id}": one for one in queries.openings()}

    @cached_property
    def _firsts(self) -> dict[str, date]:
        """The day of the first entry in each account, by its code."""
        firsts: dict[str, date] = {}
        for entry in self.plan().entries:
            for code in entry.changes:
                firsts.setdefault(code, entry.day)
        return firsts

    @cached_property
    def later(self) -> list[Opening]:
        """Opening balances that the sheet says what came before of: they would count twice."""
        return [one for code, one in self.openings.items() if code in self._firsts and one.day > self._firsts[code]]

    @cached_property
    def asked(self) -> list[str]:
        """The accounts, by code, of which it has to be said what was in them at the beginning.

        Those that have lines from before the sheet, or an opening balance that stays, have begun already.
        """
        if not self._firsts:
            return []
        begun = {self.sorted.accounts.get(folded(word), "") for word in self.found.opening} - {"", OUT}
        later, before, first = (
            {f"a{one.account_id}" for one in self.later},
            queries.first_days(),
            min(self._firsts.values()),
        )
        know = {
            code for code, day in before.items() if day <= self._firsts.get(code, first)
        } | self.openings.keys() - later
        return sorted((begun | self._firsts.keys()) - know, key=self.order_of)

    def order_of(self, code: str) -> tuple[int, str]:
        """Places in the order of the book, new ones after them."""
        return (int(code[1:]), "") if code[1:].isdigit() else (10**18, code)

    @cached_property
    def asked_funds(self) -> list[str]:
        """The funds of which it has to be said what was in them: the general one first, and new ones last."""
        here = sorted(self.known.funds, key=lambda one: (one.detail != "general", one.id))
        new = [code for code in self.plan().used() if code.startswith("new:") and code in self.sorted.funds.values()]
        return [*(f"f{one.id}" for one in here), *new]

    @cached_property
    def beginning(self) -> Beginning:
        """What was there at first: as was said, else as the sheet says it, all of it in the first fund."""
        kept = self.answers.get("beginning", {})
        day = date.fromisoformat(kept["day"]) if kept else self._usual_day()
        accounts = {code: kept.get("accounts", {}).get(code, self._in_sheet(code)) for code in self.asked}
        funds = {code: kept.get("funds", {}).get(code, 0) for code in self.asked_funds}
        if not kept and funds:
            funds[next(iter(funds))] = sum(accounts.values())
        return Beginning(day, accounts, funds)

    def _usual_day(self) -> date:
        """The first day of the financial year in which the sheet begins, where nothing stands in the way of it."""
        first = self.first or tenancy.today()
        usual = financial_year(first).first
        return first if self.settled and usual <= self.settled else usual

    def _in_sheet(self, code: str) -> int:
        return sum(
            pence for word, pence in self.found.opening.items() if self.sorted.accounts.get(folded(word)) == code
        )

    @property
    def replaced(self) -> list[Opening]:
        """The later opening balances that somebody said are to go."""
        said = set(self.answers.get("beginning", {}).get("replace", ()))
        return [one for one in self.later if one.entry_id in said]

    def endings(self, also: frozenset[Rows] = frozenset()) -> list[Ending]:
        """Each account after the last line of the sheet: as the book will say, and as the sheet says."""
        last = self.last
        if last is None:
            return []
        there = queries.in_accounts(last)
        planned, begun = self.plan(also).sums(), self.beginning.accounts
        gone = {f"a{one.account_id}": one.pence for one in self.later if one.day <= last}
        codes = sorted({*planned, *begun}, key=self.order_of)
        ends = {code: there.get(code, 0) + planned[code] + begun.get(code, 0) - gone.get(code, 0) for code in codes}
        found = [Ending(code, pence, self._says(code)) for code, pence in ends.items()]
        whole = self.found.closing.get(ALL)
        return found if whole is None else [*found, Ending("", sum(ends.values()), whole)]

    def comes_to(self, opening: Opening, also: frozenset[Rows] = frozenset()) -> int:
        """Pence that the old book leads to by the day of a later opening balance, which it takes the place of."""
        code = f"a{opening.account_id}"
        before = sum(one.changes.get(code, 0) for one in self.plan(also).entries if one.day < opening.day)
        there = queries.balance_before(opening.account_id, opening.day)
        return there + self.beginning.accounts.get(code, 0) + before

    def _says(self, code: str) -> int | None:
        """The sheet's last balance of an account; nothing where two of its words are one account."""
        said = [word for word in self.found.closing if word != ALL and self.sorted.accounts.get(folded(word)) == code]
        of_code = [word for word, one in self.sorted.accounts.items() if one == code]
        return self.found.closing[said[0]] if len(said) == 1 and len(of_code) == 1 else None

    def name(self, code: str) -> str:
        """What an account, a fund or a category is called, by its code."""
        made = new_one(code)
        if made:
            return made[1]
        among = {"a": self.known.accounts, "f": self.known.funds, "c": self.known.categories}.get(code[:1], ())
        return next((one.name for one in among if f"{code[:1]}{one.id}" == code), "")

    def title(self, one: Planned) -> str:
        """An entry in a few words: who, or what it was for."""
        if one.kind == "move":
            return f"Moved from {self.name(one.account)} to {self.name(one.to)}"
        return one.who or and_list(self.name(part.category) for part in one.parts)

    def detail(self, one: Planned) -> str:
        """Where an entry is, what it is for, and its note, on one line."""
        several = len(one.parts) > 1
        kinds = [f"{self.name(part.category)}{f' {pounds(part.pence)}' if several else ''}" for part in one.parts]
        if one.charge:
            kinds.append(f"{pounds(one.charge.pence)} taken off for {self.name(one.charge.category)}")
        place = "" if one.kind == "move" else self.name(one.account)
        back = "money came back" if one.kind == "refund" else ""
        return " · ".join(filter(None, (place, back, ", ".join(kinds), one.note)))

    def funds_of(self, one: Planned) -> str:
        """The funds of an entry."""
        return ", ".join(dict.fromkeys(self.name(part.fund) for part in one.parts))

    def makes(self, planned: Plan) -> list[str]:
        """What would be made new, in words: “the fund Lottery”, “the kind Coach trip”."""
        filled = [code for code, pence in self.beginning.funds.items() if pence]
        found = []
        for code in dict.fromkeys([*planned.used(), *self.asked, *filled]):
            if made := new_one(code):
                sort = "account" if made[0] in ACCOUNT_KINDS else "fund" if made[0] in FUND_KINDS else "kind"
                found.append(f"the {sort} {made[1]}")
        return found

    @cached_property
    def places(self) -> list[str]:
        """Every account that a move can go to or come from: those of the book, and those that are to be made."""
        new = [code for code in self.sorted.accounts.values() if code.startswith("new:")]
        return [*(f"a{one.id}" for one in self.known.accounts), *dict.fromkeys(new)]

    def unsorted(self) -> list[Word]:
        """Words for places that nobody has said anything of."""
        return [one for one in self.words.accounts if not self.sorted.accounts.get(one.key)]


def _of(said: dict[str, str], there: dict[str, str]) -> dict[str, str]:
    """Answers about words that are in the sheet: others were given while its columns were read another way."""
    return {key: code for key, code in said.items() if key in there}
