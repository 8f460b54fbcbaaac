"""Who may do what: the one table, from which the gate works, the docs are printed and the door tests are made."""

from enum import StrEnum


class Can(StrEnum):
    """Something a person may do in a group, in the words that a refusal uses."""

    SEE_HOME = "see the group's first page"
    SEE_BALANCES = "see what is in the bank and the tin"
    SEE_SUMMARY = "see money in and out by category"
    SEE_GRANTS = "see grants and what was spent of them"
    SEE_RETURNS = "see returns that were filed"
    SEE_RULES = "see the group's rules"
    SEE_PEOPLE = "see who does what"
    SEE_LOOKS = "see what a critical friend looked at"
    SEE_ENTRIES = "see the lines of the cash book"
    SEE_PAYEES = "see who was paid, notes and stories in the cash book"
    SEE_RECEIPTS = "see receipts"
    SEE_HISTORY = "see who changed what"
    TAKE_COPIES = "download the cash book"
    KEEP_LEDGER = "write in the cash book"
    KEEP_GRANTS = "keep grants and returns"
    KEEP_RULES = "change the group's settings and rules"
    LET_IN = "invite people and give jobs"

    @property
    def changes(self) -> bool:
        """Whether it changes something: a page that takes a form must need one of these."""
        return self.name.startswith(("KEEP_", "LET_"))


class Job(StrEnum):
    """A job that carries permissions; the words are how the group says it."""

    COORDINATOR = "coordinator"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    SECOND_SIGNATORY = "second signatory"


_EVERYBODY = frozenset({Can.SEE_HOME, Can.SEE_BALANCES, Can.SEE_SUMMARY, Can.SEE_GRANTS, Can.SEE_RULES})
_THE_BOOK = frozenset({Can.SEE_ENTRIES, Can.SEE_PAYEES, Can.SEE_RECEIPTS, Can.TAKE_COPIES})

MEMBER = _EVERYBODY | {Can.SEE_RETURNS, Can.SEE_PEOPLE, Can.SEE_LOOKS}
"""Every member, whatever else they do."""

CRITICAL_FRIEND = _EVERYBODY | {Can.SEE_ENTRIES}
"""A critical friend while the agreement runs: figures and chosen fields, never names or stories."""

JOBS: dict[Job, frozenset[Can]] = {
    Job.COORDINATOR: _THE_BOOK | {Can.SEE_HISTORY, Can.KEEP_RULES, Can.LET_IN},
    Job.TREASURER: _THE_BOOK | {Can.SEE_HISTORY, Can.KEEP_LEDGER, Can.KEEP_GRANTS},
    Job.SECRETARY: _THE_BOOK | {Can.SEE_HISTORY, Can.KEEP_RULES},
    Job.SECOND_SIGNATORY: _THE_BOOK,
}
"""What each job adds to being a member."""

JOB_NOTES: dict[str, str] = {
    Job.COORDINATOR: "Holds things together: people, jobs and settings, and sees everything",
    Job.TREASURER: "Looks after the money: the cash book, grants and returns",
    Job.SECRETARY: "Looks after the meetings and the rules, and sees the cash book",
    Job.SECOND_SIGNATORY: "The second pair of eyes: sees the cash book and writes nothing in it",
}
"""What each job is, beside the button that gives it."""

DOES: dict[Job, str] = {
    Job.COORDINATOR: "you hold things together",
    Job.TREASURER: "you look after the money",
    Job.SECRETARY: "you look after the meetings",
    Job.SECOND_SIGNATORY: "you are the second pair of eyes",
}


def may_do(jobs: frozenset[Job], friend: bool = False) -> frozenset[Can]:
    """Everything that somebody holding these jobs may do; a critical friend holds none."""
    if friend:
        return CRITICAL_FRIEND
    return MEMBER.union(*(JOBS[job] for job in jobs))


def as_table() -> list[tuple[str, list[str]]]:
    """The table for docs/permissions.md: each permission, with who has it."""
    holders: list[tuple[str, frozenset[Can]]] = [(job.value, may_do(frozenset({job}))) for job in Job]
    holders += [("member", MEMBER), ("critical friend", CRITICAL_FRIEND)]
    return [(can.value, [name for name, gives in holders if can in gives]) for can in Can]
