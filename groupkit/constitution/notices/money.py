"""Worth a look about money: who signs, and the one word that can cost a group dearly. Pure."""

import re
from collections.abc import Iterator

from groupkit.constitution.notices.stated import found_in, sentences
from groupkit.constitution.notices.watching import Notice, Seen, Watch, own_words
from groupkit.constitution.text import say_number

ENOUGH_SIGNATORIES, TOGETHER = 3, 2
"""How many most funders like to see named, and how many for each payment (DOMAIN 1.2)."""
AUDIT = re.compile(r"\baudit(?:s|ed|ing|ors?)?\b(?!(?:\s+\w+){0,2}\s+(?:not|never)\b)", re.IGNORECASE)
"""Not “an audit is not needed”; what is denied before the word is seen elsewhere."""
PROPER_NAMES = ("name", "area", "parent", "assets_named")
"""Answers that are names: a group in Audit Street has promised nothing."""


def few_signatories(seen: Seen) -> Iterator[Notice]:
    """Fewer than three people are on the bank mandate."""
    named = seen.number("signatories_named")
    if named is not None and named < ENOUGH_SIGNATORIES:
        yield seen.worth(
            "signatories_named",
            f"With {seen.said('signatories_named')} named, no payment may be possible when one of you is ill or away."
            " Most groups name three, any two of whom can sign, and many funders ask for that.",
        )


def one_signs_alone(seen: Seen) -> Iterator[Notice]:
    """One person alone can pay money out."""
    needed = seen.number("signatories_needed")
    if needed is not None and needed < TOGETHER:
        yield seen.worth(
            "signatories_needed",
            "One person alone could pay money out. Nearly every funder asks for two people who are not related, and it"
            " protects whoever holds the card just as much.",
        )


def more_needed_than_named(seen: Seen) -> Iterator[Notice]:
    """More must sign than are on the bank mandate."""
    named, needed = seen.number("signatories_named"), seen.number("signatories_needed")
    if named is not None and needed is not None and needed > named:
        yield seen.worth(
            "signatories_needed",
            f"Each payment needs {seen.said('signatories_needed')}, and only {say_number(named)}"
            f" {'is' if named == 1 else 'are'} on the mandate, so nothing could be paid. Most groups name three and"
            " ask for two of them.",
        )


def related_signatories(seen: Seen) -> Iterator[Notice]:
    """Two who sign are related or share an address, or nobody has asked."""
    given = seen.answer("signatories_related")
    if given == "yes":
        yield seen.worth(
            "signatories_related",
            "Some who sign are related or share an address. That is nobody’s fault, but funders ask that no two"
            " related people can move money between them, and many banks ask too. Most groups ask somebody else to"
            " sign.",
        )
    elif given == "we do not know yet" and not seen.as_usual("signatories_related"):
        yield seen.worth(
            "signatories_related",
            "Nobody knows yet whether any who sign are related or share an address. Banks and funders ask, so most"
            " groups ask each other once, openly.",
        )


def more_signatories_than_committee(seen: Seen) -> Iterator[Notice]:
    """The committee may be too small to find so many signatories in it."""
    named, least = seen.number("signatories_named"), seen.number("committee_least")
    if named and least and named > least:
        yield seen.worth(
            "signatories_named",
            f"The bank mandate names {seen.said('signatories_named')}, and the committee can be as small as"
            f" {say_number(least)}. There might not be enough people to sign. Most groups name three, from a committee"
            " of three or more.",
        )


def audit(seen: Seen) -> Iterator[Notice]:
    """The word “audit”, in an answer or in the group's own words."""
    for question, asked in seen.asked.items():
        if asked.free and question not in PROPER_NAMES and (word := _audit(seen.said(question))):
            yield seen.worth(question, _about_audit(word))
    for clause in seen.own:
        if word := _audit("\n".join((clause.title, *own_words(clause)))):
            yield Notice("", _about_audit(word), clause.key)


def _audit(words: str) -> str:
    """The word as it is written, unless the sentence says that there is none."""
    found = (found_in(AUDIT, sentence) for sentence in sentences(words))
    return next((match[0] for match in found if match), "")


def _about_audit(word: str) -> str:
    return (
        f"The word “{word}” can oblige the group to pay for a full audit, which small groups do not need. Most say"
        " that the accounts are “independently examined”, by somebody who is not on the committee and does not sign."
    )


MONEY = (
    Watch("few_signatories", "fewer than three signatories", few_signatories),
    Watch("one_signs_alone", "one person can pay alone", one_signs_alone),
    Watch("more_needed_than_named", "more must sign than are named", more_needed_than_named),
    Watch("related_signatories", "signatories who are related, or may be", related_signatories),
    Watch(
        "more_signatories_than_committee",
        "more signatories than the committee may have",
        more_signatories_than_committee,
    ),
    Watch("audit", "the word “audit”", audit),
)
