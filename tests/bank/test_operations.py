"""Bringing in, writing down, taking back, and reconciling: what happens, what is refused, and what the history says."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from groupkit.bank import bringing_in, coding, queries, reconciling, suggesting
from groupkit.bank.coding import Said
from groupkit.bank.models import BankFile, BankLine, Tick
from groupkit.bank.reading import StatementLine
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.history import check as check_history
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, Entry
from groupkit.ledger.operations import Answers
from groupkit.refusal import Conflict, Refused
from tests.ledger.desk import TODAY, Desk

MAY = date(2026, 5, 1)


def line(n: int, pence: int, words: str = "HALL TRUST 4411", balance: int | None = None) -> StatementLine:
    return StatementLine(n + 1, MAY + timedelta(days=n), pence, words, balance)


MONTH = [line(0, -1250), line(1, -200, "TEA"), line(1, -200, "TEA"), line(5, 5000, "A DONOR"), line(9, -1250)]


def bank(desk: Desk) -> Account:
    return db.session.get_one(Account, desk.bank)


def bring(desk: Desk, lines: list[StatementLine] | None = None) -> BankFile:
    return bringing_in.bring_in(bank(desk), MONTH if lines is None else lines, "d" * 64, "Lloyds", desk.by)


def room(desk: Desk, line_id: int, payee: str = "Hall Trust") -> Said:
    return Said(line_id, category_id=desk.category("Room hire"), fund_id=desk.general, payee=payee)


def write(desk: Desk, *said: Said) -> list[Entry]:
    return coding.write_down(said, desk.by, Answers())


class TestBringingIn:
    def test_lines_stand_beside_the_book_and_change_nothing_in_it(self, desk: Desk):
        before = desk.balance(desk.bank)
        bring(desk)
        assert desk.count(BankLine) == 5
        assert desk.count(Entry) == 0 and desk.balance(desk.bank) == before
        assert queries.count_waiting(desk.bank) == 5
        assert (desk.told().what, desk.told().subject) == ("brought in a file of the bank’s", "Bank")

    def test_two_alike_on_one_day_are_two_and_the_same_file_again_is_nothing(self, desk: Desk):
        bring(desk)
        with pytest.raises(Refused, match="here already"):
            bring(desk)
        bring(desk, [*MONTH, line(12, -99, "NEW")])
        assert desk.count(BankLine) == 6

    def test_one_that_looks_known_can_be_kept_all_the_same(self, desk: Desk):
        bring(desk)
        bringing_in.bring_in(bank(desk), MONTH, "d" * 64, "Lloyds", desk.by, also=[3, 99])
        assert [row.words for row in suggesting.waiting(desk.bank)].count("A DONOR") == 2

    def test_a_closed_account_takes_none(self, desk: Desk):
        bank(desk).closed_on = TODAY
        with pytest.raises(Refused, match="closed"):
            bring(desk)

    def test_the_banks_words_stand_where_they_can_be_blanked(self, desk: Desk):
        bring(desk)
        rows = db.session.scalars(select(BankLine)).all()
        assert all(db.session.get_one(PrivateText, row.words_id).text for row in rows)
        assert "DONOR" not in desk.told().body


class TestWritingDown:
    def test_each_line_becomes_an_entry_of_its_day_and_amount(self, desk: Desk):
        bring(desk)
        first, *_, donor, _last = suggesting.waiting(desk.bank)
        given = Said(donor.id, category_id=desk.category("Donations"), fund_id=desk.outing, payee="A donor")
        paid, got = write(desk, room(desk, first.id), given)
        assert (paid.kind, got.kind) == ("payment", "receipt")
        assert desk.words(paid)[1] == "Hall Trust"
        assert ledger.latest_transaction(paid.id).day == MAY
        assert desk.balance(desk.bank) == 5000 - 1250
        assert ledger.fund_balance(desk.outing) == 5000
        assert queries.count_waiting(desk.bank) == 3

    def test_money_back_for_something_paid_is_a_refund(self, desk: Desk):
        bring(desk, [line(0, 300, "HALL REFUND")])
        (one,) = suggesting.waiting(desk.bank)
        (entry,) = write(desk, room(desk, one.id))
        assert entry.kind == "refund"

    def test_a_move_is_neither_in_nor_out_and_the_other_side_is_matched(self, desk: Desk):
        savings = desk.ids["account", "Savings"]
        bring(desk, [line(0, -700, "TO SAVINGS")])
        (one,) = suggesting.waiting(desk.bank)
        (entry,) = write(desk, Said(one.id, other_account_id=savings))
        assert entry.kind == "move" and desk.balance(savings) == 700
        account = db.session.get_one(Account, savings)
        bringing_in.bring_in(account, [line(1, 700, "FROM CURRENT")], "e" * 64, "Lloyds", desk.by)
        (other,) = suggesting.waiting(savings)
        assert other.match is not None and other.match.entry_id == entry.id
        write(desk, Said(other.id, entry_id=entry.id))
        assert desk.balance(savings) == 700 and not suggesting.waiting(savings)

    def test_what_is_in_the_book_already_is_offered_and_matched(self, desk: Desk):
        entry = desk.pay(1250, day=MAY + timedelta(days=2))
        bring(desk)
        first = suggesting.waiting(desk.bank)[0]
        assert first.match is not None and first.match.reference == entry.reference
        write(desk, Said(first.id, entry_id=entry.id))
        assert desk.count(Entry) == 1
        assert suggesting.waiting(desk.bank)[-1].match is None, "an entry is one line of the bank's, not two"

    def test_all_of_them_or_none_and_the_refusal_is_on_its_line(self, desk: Desk):
        bring(desk)
        first, second, *_ = suggesting.waiting(desk.bank)
        with pytest.raises(Refused) as said:
            write(desk, room(desk, first.id), Said(second.id, category_id=desk.category("Room hire"), fund_id=None))
        assert said.value.field == f"what_{second.id}"

    def test_a_line_is_written_once(self, desk: Desk):
        bring(desk)
        first = suggesting.waiting(desk.bank)[0]
        write(desk, room(desk, first.id))
        with pytest.raises(Refused, match="already"):
            write(desk, room(desk, first.id))

    def test_another_amount_or_a_taken_entry_is_no_match(self, desk: Desk):
        entry, other = desk.pay(1250, day=MAY), desk.pay(99, day=MAY)
        bring(desk)
        first, *_, last = suggesting.waiting(desk.bank)
        with pytest.raises(Refused, match="another one now"):
            write(desk, Said(first.id, entry_id=other.id))
        write(desk, Said(first.id, entry_id=entry.id))
        with pytest.raises(Refused, match="another line"):
            write(desk, Said(last.id, entry_id=entry.id))

    def test_a_void_entry_lets_its_line_wait_again(self, desk: Desk):
        bring(desk)
        first = suggesting.waiting(desk.bank)[0]
        (entry,) = write(desk, room(desk, first.id))
        desk.void(entry)
        assert suggesting.waiting(desk.bank)[0].id == first.id

    def test_it_is_offered_as_it_was_written_last_time(self, desk: Desk):
        bring(desk)
        first, *_ = suggesting.waiting(desk.bank)
        write(desk, room(desk, first.id))
        last = suggesting.waiting(desk.bank)[-1]
        assert last.offer is not None
        assert (last.offer.category_id, last.offer.payee) == (desk.category("Room hire"), "Hall Trust")
        assert "1 May 2026" in last.offer.because

    def test_a_rule_goes_first_and_says_so(self, desk: Desk):
        rule = coding.add_rule("donor", "Somebody kind", desk.category("Donations"), desk.outing, None, desk.by)
        bring(desk)
        donor = next(one for one in suggesting.waiting(desk.bank) if one.pence > 0)
        assert donor.offer is not None and donor.offer.because == "your rule “donor”"
        coding.stop_rule(rule, desk.by)
        assert next(one for one in suggesting.waiting(desk.bank) if one.pence > 0).offer is None
        with pytest.raises(Refused, match="three letters"):
            coding.add_rule(" a ", "", desk.category("Donations"), desk.outing, None, desk.by)

    def test_a_restricted_fund_is_asked_about_as_anywhere(self, desk: Desk):
        bring(desk)
        first = suggesting.waiting(desk.bank)[0]
        said = Said(first.id, category_id=desk.category("Room hire"), fund_id=desk.grant, heading_id=desk.room)
        with pytest.raises(Refused) as asked:
            write(desk, said)
        assert asked.value.field == "below_zero"
        coding.write_down([said], desk.by, Answers(below_zero="the grant is on its way"))


class TestTakingBack:
    def test_lines_go_entries_made_are_void_and_matched_ones_stay(self, desk: Desk):
        stood = desk.pay(1250, day=MAY)
        file = bring(desk)
        first, tea, *_ = suggesting.waiting(desk.bank)
        (made,) = write(desk, room(desk, tea.id))
        write(desk, Said(first.id, entry_id=stood.id))
        assert queries.would_go(file.id) == ([made.reference], [stood.reference], 3)
        assert bringing_in.take_back(file, desk.by, "the wrong account") == 1
        assert ledger.latest_transaction(made.id).void and not ledger.latest_transaction(stood.id).void
        assert queries.count_waiting(desk.bank) == 0
        bring(desk)
        assert queries.count_waiting(desk.bank) == 5
        with pytest.raises(Refused, match="already"):
            bringing_in.take_back(file, desk.by, "again")
        assert not list(check_history())

    def test_not_once_a_statement_shows_it(self, desk: Desk):
        file = bring(desk, [line(0, -1250)])
        (one,) = suggesting.waiting(desk.bank)
        write(desk, room(desk, one.id))
        row = reconciling.begin(bank(desk), MAY, -1250, desk.by)
        reconciling.finish(row, desk.by)
        with pytest.raises(Refused, match="reconciled"):
            bringing_in.take_back(file, desk.by, "too late")


class TestReconciling:
    def test_what_the_bank_showed_is_ticked_already(self, desk: Desk):
        desk.pay(99, day=MAY, payee="Not on it")
        bring(desk, [line(0, -1250)])
        (one,) = suggesting.waiting(desk.bank)
        write(desk, room(desk, one.id))
        row = reconciling.begin(bank(desk), MAY + timedelta(days=9), -1250, desk.by)
        now = reconciling.standing(row)
        assert now.difference == 0
        assert [item.payee for item in now.uncleared] == ["Not on it"]

    def test_only_when_nothing_is_left_over(self, desk: Desk):
        paid, got = desk.pay(1000, day=MAY), desk.take(2500, day=MAY)
        row = reconciling.begin(bank(desk), MAY, 1500, desk.by)
        with pytest.raises(Refused, match=r"£15\.00 are still left over"):
            reconciling.finish(row, desk.by)
        reconciling.tick(row, [paid.id, got.id], row.version, desk.by)
        reconciling.finish(row, desk.by)
        assert reconciling.standing(row).difference == 0
        assert not list(reconciling.check())

    def test_the_second_to_tick_is_told(self, desk: Desk):
        paid = desk.pay(1000, day=MAY)
        row = reconciling.begin(bank(desk), MAY, -1000, desk.by)
        seen = row.version
        reconciling.tick(row, [paid.id], seen, desk.by)
        with pytest.raises(Conflict):
            reconciling.tick(row, [], seen, desk.by)

    def test_a_finished_one_stays_and_the_next_goes_on_from_it(self, desk: Desk):
        paid, left = desk.pay(1000, day=MAY), desk.pay(250, day=MAY)
        row = reconciling.begin(bank(desk), MAY, -1000, desk.by)
        reconciling.tick(row, [paid.id], row.version, desk.by)
        reconciling.finish(row, desk.by)
        with pytest.raises(Refused, match="stay"):
            reconciling.tick(row, [], row.version, desk.by)
        later = desk.take(4000, day=MAY + timedelta(days=3))
        with pytest.raises(Refused, match="later statement"):
            reconciling.begin(bank(desk), MAY, 0, desk.by)
        following = reconciling.begin(bank(desk), MAY + timedelta(days=30), 2750, desk.by)
        now = reconciling.standing(following)
        assert {item.entry_id for item in now.entries} == {left.id, later.id}
        assert now.before == -1000
        assert {item.entry_id for item in reconciling.standing(row).uncleared} == {left.id}

    def test_a_correction_afterwards_is_what_is_still_to_come(self, desk: Desk):
        paid = desk.pay(1000, day=MAY)
        row = reconciling.begin(bank(desk), MAY, -1000, desk.by)
        reconciling.tick(row, [paid.id], row.version, desk.by)
        reconciling.finish(row, desk.by)
        desk.correct(paid, desk.paid(1200))
        following = reconciling.begin(bank(desk), TODAY, -1200, desk.by)
        (item,) = reconciling.standing(following).entries
        assert (item.entry_id, item.pence) == (paid.id, -200)
        assert not list(reconciling.check())

    def test_one_at_a_time_and_it_can_be_set_aside(self, desk: Desk):
        row = reconciling.begin(bank(desk), MAY, 0, desk.by)
        with pytest.raises(Refused, match="begun already"):
            reconciling.begin(bank(desk), TODAY, 0, desk.by)
        reconciling.set_aside(row, desk.by)
        reconciling.begin(bank(desk), TODAY, 0, desk.by)

    def test_no_day_to_come(self, desk: Desk):
        with pytest.raises(Refused, match="not come"):
            reconciling.begin(bank(desk), TODAY + timedelta(days=1), 0, desk.by)

    def test_somebody_else_sees_it_once(self, desk: Desk):
        row = reconciling.begin(bank(desk), MAY, 0, desk.by)
        with pytest.raises(Refused, match="not finished"):
            reconciling.see(row, desk.others["bea"])
        reconciling.finish(row, desk.by)
        with pytest.raises(Refused, match="two pairs of eyes"):
            reconciling.see(row, desk.by)
        reconciling.see(row, desk.others["bea"])
        with pytest.raises(Refused, match="already"):
            reconciling.see(row, desk.others["carys"])

    def test_a_change_behind_our_back_is_found(self, desk: Desk):
        paid = desk.pay(1000, day=MAY)
        row = reconciling.begin(bank(desk), MAY, -1000, desk.by)
        reconciling.tick(row, [paid.id], row.version, desk.by)
        reconciling.finish(row, desk.by)
        db.session.scalars(select(Tick)).one().pence = -999
        db.session.flush()
        assert len(list(reconciling.check())) == 2

    def test_old_ones_are_marked(self, desk: Desk):
        desk.pay(1000, day=MAY - timedelta(days=200))
        row = reconciling.begin(bank(desk), MAY, 0, desk.by)
        assert [item.old for item in reconciling.standing(row).uncleared] == [True]
