"""Who may do what: the one table, from which the gate works, the docs are printed and the door tests are made."""

from collections.abc import Iterable
from enum import StrEnum


class Can(StrEnum):
    """Something a person may do in a group, in the words that a refusal uses."""

    SEE_HOME = "see the group's first page"
    SEE_BALANCES = "see what is in the bank and the tin"
    SEE_SUMMARY = "see money in and out by category"
    SEE_GRANTS = "see grants and what was spent of them"
    SEE_RETURNS = "see returns that were filed"
    SEE_RULES = "see the group's rules"
    SEE_TEXTS = "read the constitution and policies in full, and take copies"
    SEE_JOBS = "see which jobs there are, without names"
    SEE_MEETINGS = "see when meetings are and were, how many came and whether enough did"
    SEE_TALLIES = "see what was done and how many came"
    SEE_COPIES = "read copies of papers with names taken out"
    SEE_PEOPLE = "see who does what"
    SEE_MINUTES = "read agendas, minutes, decisions, actions and letters"
    SEE_WHOLE_TALLIES = "see small numbers too in what was done, and the yearly group check"
    SEE_LOOKS = "see what a critical friend looked at"
    SEE_ENTRIES = "see the lines of the cash book"
    SEE_PAYEES = "see who was paid, notes and stories in the cash book"
    SEE_RECEIPTS = "see receipts"
    SEE_HISTORY = "see who changed what"
    TAKE_COPIES = "download the cash book"
    SEE_CONTACTS = "see how to reach members"
    SEE_CONFIDENTIAL = "read the confidential part of minutes"
    KEEP_LEDGER = "write in the cash book"
    KEEP_SEEN = "put their name to what somebody else did: a statement, a year that is opened again"
    KEEP_GRANTS = "keep grants and returns"
    KEEP_RULES = "change the group's settings and rules"
    KEEP_COPIES = "share copies of papers with names taken out"
    KEEP_JOBS = "write down who does what, choosings and who signs at the bank"
    KEEP_OWN_JOBS = "write about the jobs they do, and step down"
    KEEP_MEMBERS = "keep the list of members"
    KEEP_MEETINGS = "call meetings, and write agendas, minutes, decisions and letters"
    KEEP_CONFIDENTIAL = "write the confidential part of minutes"
    KEEP_TALLIES = "write down what was done and how many came, and keep people's words with their yes"
    KEEP_PROPOSALS = "propose something for an agenda, or a correction to minutes"
    KEEP_CLAIMS = "claim back what they spent"
    KEEP_CALENDAR = "have the group's dates in a calendar of their own"
    KEEP_AUTHORISING = "say yes to payments, never to their own claim"
    LET_IN = "invite people and give the jobs that open pages"

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


_EVERYBODY = frozenset(
    {
        Can.SEE_HOME,
        Can.SEE_BALANCES,
        Can.SEE_SUMMARY,
        Can.SEE_GRANTS,
        Can.SEE_RULES,
        Can.SEE_JOBS,
        Can.SEE_COPIES,
        Can.SEE_MEETINGS,
        Can.SEE_TALLIES,
    }
)
_THE_BOOK = frozenset({Can.SEE_ENTRIES, Can.SEE_PAYEES, Can.SEE_RECEIPTS, Can.TAKE_COPIES, Can.KEEP_SEEN})

_PAYMENTS = _THE_BOOK | {Can.KEEP_AUTHORISING}

_THE_LIST = frozenset({Can.SEE_CONTACTS, Can.KEEP_MEMBERS})
_THE_MEETINGS = frozenset({Can.KEEP_MEETINGS, Can.SEE_CONFIDENTIAL, Can.KEEP_CONFIDENTIAL})

MEMBER = _EVERYBODY | {
    Can.SEE_RETURNS,
    Can.SEE_TEXTS,
    Can.SEE_PEOPLE,
    Can.SEE_LOOKS,
    Can.SEE_MINUTES,
    Can.SEE_WHOLE_TALLIES,
    Can.KEEP_PROPOSALS,
    Can.KEEP_OWN_JOBS,
    Can.KEEP_CLAIMS,
    Can.KEEP_CALENDAR,
}
"""Every member, whatever else they do."""

SHARED: dict[str, frozenset[Can]] = {
    "rules": frozenset({Can.SEE_RULES}),
    "jobs": frozenset({Can.SEE_JOBS}),
    "meetings": frozenset({Can.SEE_MEETINGS}),
    "tallies": frozenset({Can.SEE_TALLIES}),
    "money": frozenset({Can.SEE_BALANCES, Can.SEE_SUMMARY}),
    "book": frozenset({Can.SEE_ENTRIES}),
    "grants": frozenset({Can.SEE_GRANTS}),
    "copies": frozenset({Can.SEE_COPIES}),
}
"""What an agreement with a critical friend can share, part by part."""

SHARED_WORDS: dict[str, str] = {
    "rules": "Our rules",
    "jobs": "Which jobs there are, without names",
    "meetings": "When meetings are and were, how many came and whether enough did, without what was said",
    "tallies": "What we did and how many came, month by month, without small numbers and without anybody’s words",
    "money": "What is in the bank and the tin, and money in and out by category",
    "book": "The lines of the cash book, without names or notes, also as a spreadsheet",
    "grants": "Grants and what was spent of them, and the copy of a return where one is shared",
    "copies": "Copies of papers, which one of us has read and taken the names out of, also as Word",
}
"""How each part is said on the agreement."""

SHARED_BRIEFLY: dict[str, str] = {
    "rules": "our rules",
    "jobs": "which jobs there are",
    "meetings": "when we meet",
    "tallies": "what we did",
    "money": "what is in the bank and the tin",
    "book": "the cash book",
    "grants": "grants",
    "copies": "copies of papers",
}
"""The same in a few words, for a page that is not part of an agreement."""

CRITICAL_FRIEND = frozenset({Can.SEE_HOME}).union(*SHARED.values())
"""The most that a critical friend sees while the agreement runs: figures and chosen fields, never names or stories."""

JOBS: dict[Job, frozenset[Can]] = {
    Job.COORDINATOR: _PAYMENTS
    | _THE_LIST
    | _THE_MEETINGS
    | {Can.SEE_HISTORY, Can.KEEP_RULES, Can.KEEP_JOBS, Can.KEEP_COPIES, Can.KEEP_TALLIES, Can.LET_IN},
    Job.TREASURER: _PAYMENTS | {Can.SEE_HISTORY, Can.KEEP_LEDGER, Can.KEEP_GRANTS, Can.KEEP_TALLIES},
    Job.SECRETARY: _PAYMENTS
    | _THE_LIST
    | _THE_MEETINGS
    | {Can.SEE_HISTORY, Can.KEEP_RULES, Can.KEEP_JOBS, Can.KEEP_COPIES, Can.KEEP_TALLIES},
    Job.SECOND_SIGNATORY: _PAYMENTS,
}
"""What each job adds to being a member."""

JOB_NOTES: dict[str, str] = {
    Job.COORDINATOR: "Holds things together: people, jobs and settings, and sees everything",
    Job.TREASURER: "Looks after the money: the cash book, grants and returns",
    Job.SECRETARY: "Looks after the meetings and the rules, and sees the cash book",
    Job.SECOND_SIGNATORY: "The second pair of eyes: says yes to payments, sees the cash book and writes nothing in it",
}
"""What each job is, beside the button that gives it."""

DOES: dict[Job, str] = {
    Job.COORDINATOR: "you hold things together",
    Job.TREASURER: "you look after the money",
    Job.SECRETARY: "you look after the meetings",
    Job.SECOND_SIGNATORY: "you are the second pair of eyes",
}


def may_do(jobs: frozenset[Job], friend: bool = False, shared: Iterable[str] = tuple(SHARED)) -> frozenset[Can]:
    """Everything that somebody holding these jobs may do; a critical friend holds none, and sees what is shared."""
    if friend:
        return frozenset({Can.SEE_HOME}).union(*(SHARED.get(part, frozenset()) for part in shared))
    return MEMBER.union(*(JOBS[job] for job in jobs))


def as_table() -> list[tuple[str, list[str]]]:
    """The table for docs/permissions.md: each permission, with who has it."""
    holders: list[tuple[str, frozenset[Can]]] = [(job.value, may_do(frozenset({job}))) for job in Job]
    holders += [("member", MEMBER), ("critical friend", CRITICAL_FRIEND)]
    return [(can.value, [name for name, gives in holders if can in gives]) for can in Can]
