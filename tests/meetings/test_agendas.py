"""Agendas as they are kept: beginning one, adding, moving, taking out, what members propose, decisions on them."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groupkit.access.actor import Actor
from groupkit.decisions import operations as decisions
from groupkit.meetings import agenda, agendas, queries
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.refusal import Conflict, Refused
from tests.builders import AGroup, in_books_of
from tests.meetings.desk import days, plan, told, whole
from tests.sweep import examples


@pytest.fixture
def sol(group: AGroup) -> Iterator[Actor]:
    """The secretary, in the books."""
    by = group.sol.actor
    with in_books_of(group):
        yield by


@pytest.fixture
def meeting(sol: Actor) -> Meeting:
    return plan(sol, days(20))


def titles(meeting: Meeting) -> list[str]:
    return [one.title for one in queries.items_of(meeting.id)]


def test_it_begins_from_a_ready_made_one_with_a_break(sol: Actor, meeting: Meeting) -> None:
    items = agendas.begin(meeting, "committee", sol)
    assert [one.kind for one in items][:3] == ["welcome", "apologies", "conflicts"]
    assert "break" in {one.kind for one in items}
    with pytest.raises(Refused, match="agenda already"):
        agendas.begin(meeting, "committee", sol)
    whole()


def test_it_begins_from_the_last_one_without_what_was_for_that_day_alone(sol: Actor, meeting: Meeting) -> None:
    agendas.begin(meeting, "ordinary", sol)
    agendas.add(meeting, sol, title="The outing")
    decision = decisions.bring_up(sol, title="Tea", words="We buy tea")
    agendas.put_decision(meeting, decision, "decide", 5, sol)
    meeting.standing = "held"
    later = plan(sol, days(34))
    agendas.begin(later, "last", sol)
    assert titles(later) == [one for one in titles(meeting) if one not in ("The outing", "Tea")]
    other = plan(sol, days(34), "committee")
    with pytest.raises(Refused, match="no earlier meeting"):
        agendas.begin(other, "last", sol)
    with pytest.raises(Refused) as refused:
        agendas.begin(other, "nonsense", sol)
    assert refused.value.field == "begin_with"


def test_own_items_of_a_ready_made_agenda_come_again(sol: Actor) -> None:
    before, later = plan(sol, days(-300), "yearly"), plan(sol, days(60), "yearly")
    agendas.begin(before, "yearly", sol)
    agendas.add(before, sol, title="The outing")
    agendas.begin(later, "last", sol)
    assert titles(later) == [one for one in titles(before) if one != "The outing"]
    assert "What we did this year" in titles(later)


def test_a_new_item_comes_before_any_other_business(sol: Actor, meeting: Meeting) -> None:
    agendas.begin(meeting, "ordinary", sol)
    agendas.add(meeting, sol, title="The outing", takes=10, purpose="discuss")
    found = titles(meeting)
    assert found.index("The outing") == found.index("Any other business") - 1
    agendas.add(meeting, sol, kind="sharing")
    assert "Sharing time" in titles(meeting)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": "dance", "title": "x"}, "kind"),
        ({"title": "x", "takes": 241}, "takes"),
        ({"title": "x", "purpose": "chat"}, "purpose"),
        ({"kind": "sharing", "words": "what Ann said"}, "words"),
        ({"kind": "break", "lead": "Ann"}, "words"),
    ],
)
def test_what_cannot_be_is_refused(sol: Actor, meeting: Meeting, said: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        agendas.add(meeting, sol, **said)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert titles(meeting) == []


def test_never_more_than_anybody_could_bear(sol: Actor, meeting: Meeting) -> None:
    for number in range(agenda.MOST_ITEMS):
        agendas.add(meeting, sol, title=f"Item {number}")
    with pytest.raises(Refused, match="at most 40"):
        agendas.add(meeting, sol, title="One more")


@settings(max_examples=examples(20, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12))
def test_moving_is_like_moving_in_a_list(sol: Actor, moves: list[tuple[int, bool]]) -> None:
    meeting = plan(sol, days(20))
    model = [agendas.add(meeting, sol, title=name) for name in "abcde"]
    for which, up in moves:
        item = model[which]
        agendas.move(item, meeting, up, sol)
        to = which - 1 if up else which + 1
        if 0 <= to < len(model):
            model[which], model[to] = model[to], model[which]
        assert [one.id for one in queries.items_of(meeting.id)] == [one.id for one in model]


def test_an_item_is_changed_and_the_second_of_two_is_told(sol: Actor, meeting: Meeting) -> None:
    item = agendas.add(meeting, sol, title="The outing")
    before = item.version
    said = {"title": "The summer outing", "purpose": "decide", "takes": 10, "lead": "Mo", "words": ""}
    agendas.change(item, meeting, before, sol, **said)
    assert (item.title, item.takes) == ("The summer outing", 10)
    with pytest.raises(Conflict):
        agendas.change(item, meeting, before, sol, **{**said, "title": "Something else"})
    assert item.title == "The summer outing"
    assert not [body for _, body in told() if "outing" in body or "Mo" in body]


def test_an_item_that_fills_itself_keeps_a_name(sol: Actor, meeting: Meeting) -> None:
    item = agendas.add(meeting, sol, kind="money")
    agendas.change(item, meeting, item.version, sol, title="", purpose="", takes=5, lead="", words="")
    assert item.title == agenda.KINDS["money"]


def test_an_item_is_taken_out_unless_something_was_minuted(sol: Actor, meeting: Meeting) -> None:
    item, other = agendas.add(meeting, sol, title="a"), agendas.add(meeting, sol, title="b")
    agendas.take_out(item, meeting, sol)
    assert titles(meeting) == ["b"]
    other.notes = "We agreed"
    with pytest.raises(Refused, match="minuted"):
        agendas.take_out(other, meeting, sol)
    other.notes, meeting.standing = "", "held"
    with pytest.raises(Refused, match="was held"):
        agendas.take_out(other, meeting, sol)


def test_a_decision_stands_on_it_once(sol: Actor, meeting: Meeting) -> None:
    decision = decisions.bring_up(sol, title="Tea", words="We buy tea")
    item = agendas.put_decision(meeting, decision, "discuss", 10, sol)
    assert (item.kind, item.decision_id, item.title) == ("talking", decision.id, "Tea")
    with pytest.raises(Refused, match="already"):
        agendas.put_decision(meeting, decision, "discuss", 10, sol)
    decisions.move(decision, "withdrawn", sol)
    with pytest.raises(Refused, match="no longer"):
        agendas.put_decision(plan(sol, days(30)), decision, "discuss", 10, sol)


def test_a_member_proposes_and_the_agenda_is_still_the_officers(group: AGroup) -> None:
    sol, mo = group.sol.actor, group.mo.actor
    with in_books_of(group):
        meeting = plan(sol, days(20))
        agendas.begin(meeting, "ordinary", sol)
        item = agendas.propose(meeting, "A walk", "In May", mo)
        found = queries.items_of(meeting.id)
        assert found.index(item) == [one.kind for one in found].index("any_other") - 1
        assert (item.lead, item.words) == ("", "In May")
        assert told()[-1][0] == "proposed something for an agenda" and "walk" not in told()[-1][1]
        meeting.standing = "held"
        with pytest.raises(Refused, match="next one"):
            agendas.propose(meeting, "Another", "", mo)


@pytest.mark.parametrize(("name", "value"), [("minutes", "sent"), ("minutes", "approved"), ("standing", "called_off")])
def test_nothing_changes_once_it_went_round_or_was_called_off(
    sol: Actor, meeting: Meeting, name: str, value: str
) -> None:
    item: AgendaItem = agendas.add(meeting, sol, title="a")
    setattr(meeting, name, value)
    for act in (
        lambda: agendas.add(meeting, sol, title="b"),
        lambda: agendas.move(item, meeting, True, sol),
        lambda: agendas.take_out(item, meeting, sol),
        lambda: agendas.begin(meeting, "ordinary", sol),
    ):
        with pytest.raises(Refused):
            act()
