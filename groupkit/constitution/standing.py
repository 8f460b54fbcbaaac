"""How things stand: what the kit knows of the group, for what funders ask and for what is worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.permissions import JOBS, Can, Job
from groupkit.constitution import queries
from groupkit.constitution.answering import Answered, Known, answer
from groupkit.constitution.checklists import Checklist
from groupkit.constitution.content import Content, rule_values
from groupkit.constitution.notices import GroupFacts, Notice, notices
from groupkit.constitution.queries import Draft
from groupkit.constitution.reading import stock
from groupkit.constitution.requirements import RULES_ASKED, Requirements
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.constitution.veil import veiled
from groupkit.facts import facts
from groupkit.rulebook import queries as rulebook
from groupkit.words import and_list


def members() -> int:
    """How many members there are today; a critical friend is none."""
    return sum(not card.friend for card in people.everyone())


def adopted() -> bool:
    """Whether the group has a text of its own in force."""
    return queries.in_force() is not None


def two_see_money() -> bool:
    """Whether two people or more can see the cash book."""
    sees = {job.value for job, gives in JOBS.items() if Can.SEE_ENTRIES in gives}
    return sum(any(held.job in sees for held in card.jobs) for card in people.everyone()) > 1


def signed() -> bool | None:
    """Whether the constitution that holds is kept with a signed page or the names of those who signed.

    Not known of a group's own paper, which may well be signed.
    """
    row = queries.in_force()
    if row is None or row.signed_page_id is not None:
        return row is not None
    content = queries.content_of(row)
    if content.adoption and content.adoption.signed:
        return True
    return None if content.shape.uploads else False


def group_facts(nation: str) -> GroupFacts:
    """What the notices ask of the group."""
    cards = people.everyone()
    both = (Job.COORDINATOR.value, Job.TREASURER.value)
    one_is_both = any(set(both) <= {held.job for held in card.jobs} for card in cards)
    return GroupFacts(
        members=sum(not card.friend for card in cards),
        nation=nation,
        one_person_two_jobs=and_list(both) if one_is_both else "",
    )


def requirements(on: date) -> Requirements:
    """What the rules that hold on a day ask for a change to them, and where each comes from."""
    answers = rulebook.all_in_force(on)
    values = {name: answers[name].value for name in RULES_ASKED}
    return Requirements.read(values, {name: _source(answers[name]) for name in RULES_ASKED})


def _source(answer: rulebook.Answer) -> str:
    if answer.clause:
        return f"clause {answer.clause}"
    return "what is usual" if answer.source == rulebook.UNTIL_DECIDED else "what you agreed"


def noticed(draft: Draft) -> list[Notice]:
    """What about a draft is worth a look."""
    return notices(draft.shape, draft.choices, draft.text, group_facts(draft.choices.nation))


@dataclass(frozen=True)
class Asked:
    """A checklist answered, and from which text."""

    checklist: Checklist
    answers: list[Answered]
    draft: Draft | None
    """The draft that it was answered from; none when an adopted text answered it, or there is no text yet."""

    @property
    def met(self) -> int:
        """How many lines are there already."""
        return sum(one.state == "met" for one in self.answers)


def asked(checklist: Checklist, veil: bool) -> Asked:
    """What a funder or bank asks, answered from the draft that is open, or else from what was adopted.

    With `veil`, for a critical friend, titles that the group wrote itself are left out.
    """
    row = queries.open_draft(CONSTITUTION)
    draft = queries.draft_of(row) if row else None
    adopted = None if draft else queries.in_force()
    full = queries.adopted_text(CONSTITUTION, adopted.number) if adopted else None
    content = draft.content if draft else queries.content_of(full) if full else None
    return Asked(checklist, answer(checklist, _known(content, settled=draft is None, veil=veil)), draft)


def _known(content: Content | None, settled: bool, veil: bool) -> Known:
    return Known(
        shape=content.shape if content else None,
        choices=content.choices if content else None,
        text=(veiled(content.text) if veil else content.text) if content else None,
        settled=settled,
        rules=_rules(content),
        policies=policies(),
        facts=facts(),
        policy_names={key: shape.name for key, shape in stock().policies.items()},
    )


def _rules(content: Content | None) -> Mapping[str, str]:
    """The rules as the text says them, and else as they stand."""
    in_force = {name: one.value for name, one in rulebook.all_in_force(tenancy.today()).items()}
    return in_force | {name: value for name, (value, _) in (rule_values(content) if content else {}).items()}


def policies() -> dict[str, str]:
    """Which policies were adopted, and which are being talked about."""
    drafts = {row.subject: "draft" for row in queries.open_drafts() if row.subject != CONSTITUTION}
    return drafts | dict.fromkeys(queries.policies_in_force(), "adopted")
