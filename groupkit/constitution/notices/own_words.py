"""Worth a look in a group's own words: what they say, or do not say, beside what was answered. Pure.

The kit goes by the answers: it counts days and votes as they say. So a clause in own words has to say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from groupkit.constitution.notices.stated import (
    MEASURES,
    Quantity,
    days_of_year,
    quantities,
    sentences,
    shares,
    single_ones,
    times_a_year,
)
from groupkit.constitution.notices.watching import Notice, Seen, Watch, own_words
from groupkit.constitution.text import TextClause, say_number
from groupkit.dates import YearEnd
from groupkit.rulebook.rules import RULES, Kind, say_share

TIMES_A_YEAR = "meeting"
_NONE_AT_ALL = re.compile(r"\b(?:no|none|nobody)\b", re.IGNORECASE)


def unsaid(seen: Seen) -> Iterator[Notice]:
    """A clause that is in own words and has questions, of which an answer that sets a rule is not in those words."""
    for clause in seen.own:
        words = "\n".join((clause.title, *own_words(clause)))
        for question in clause.questions:
            if seen.ruled(question) and not _states(seen, question, words):
                yield Notice(
                    "",
                    f"Your own words for “{clause.title}” do not say {_said(seen, question)}, which is what you"
                    " answered and what the kit will go by. One of the two is worth changing.",
                    clause.key,
                    question,
                )


def _said(seen: Seen, question: str) -> str:
    """An answer as it is said, with what it counts: `14 days`, `three people`."""
    asked, number = seen.asked[question], seen.number(question)
    if number is None or asked.unit:
        return seen.said(question)
    one, many = RULES[asked.rule].unit
    return f"{say_number(number)} {one if number == 1 else many}".strip()


def _states(seen: Seen, question: str, words: str) -> bool:
    """Whether some words say what was answered; true also where what was answered is no number, share or day."""
    rule = RULES.get(seen.asked[question].rule)
    if rule is None or seen.said(question).lower() in words.lower():
        return True
    if rule.kind is Kind.NUMBER:
        return _states_number(seen, question, words)
    if rule.kind is Kind.SHARE:
        return seen.share(question) in shares(words)
    if rule.kind is Kind.YEAR_END:
        end = YearEnd.read(seen.ruled(question))
        return (end.month, end.day) in days_of_year(words)
    return True


def _states_number(seen: Seen, question: str, words: str) -> bool:
    number, measure = seen.number(question), _measure(seen, question)
    if number is None:
        return True
    if any(_equals(one, number, measure) for one in (*quantities(words), *single_ones(words))):
        return True
    if number == 0:
        return bool(_NONE_AT_ALL.search(words))
    yearly = measure[0] in (TIMES_A_YEAR, "month")
    return yearly and number * measure[1] in _in_measure(times_a_year(words), measure)


def _in_measure(times: set[int], measure: tuple[str, int]) -> set[int]:
    """So many times a year; for what lasts, `yearly` is twelve months and `quarterly` three."""
    return times if measure[0] == TIMES_A_YEAR else {12 // one for one in times if 12 % one == 0}


def _measure(seen: Seen, question: str) -> tuple[str, int]:
    """What an answer measures, and how many of that measure each is."""
    asked = seen.asked[question]
    unit = asked.unit or (RULES[asked.rule].unit[0] if asked.rule in RULES else "")
    return MEASURES.get(unit.removeprefix("committee "), ("", 1))


def _equals(one: Quantity, number: int, measure: tuple[str, int]) -> bool:
    """A number with no unit beside it may well be of the right one."""
    if not one.measure:
        return one.number == number
    return one.number == number * measure[1] and measure[0] in ("", one.measure)


# --- clauses written from nothing, and what is said in passing -----------------------------------


@dataclass(frozen=True)
class Beside:
    """Words beside which a number, share or day speaks of certain questions."""

    topic: str
    words: tuple[re.Pattern[str], ...]
    numbers: tuple[str, ...] = ()
    share: str = ""
    day: str = ""


def _beside(topic: str, *words: str, numbers: tuple[str, ...] = (), share: str = "", day: str = "") -> Beside:
    return Beside(topic, tuple(re.compile(one, re.IGNORECASE) for one in words), numbers, share, day)


_NOTICE = r"\bnotice\b|\bmust be told\b"
_CHANGED, _RULES = r"\b(?:chang|alter|amend)\w*", r"\b(?:rules?|constitution|text)\b"
_CHANGE = rf"{_CHANGED}.*{_RULES}|{_RULES}.*{_CHANGED}"
_END = r"\b(?:dissol\w*|wind(?:ing)? up|wound up)|\b(?:end|clos)\w* (?:the|our|this) group\b"
_YEARLY = r"\b(?:yearly|annual|special)\b|\bAGM\b|\bSGM\b|\bEGM\b"
BESIDE = (
    _beside("the quorum", r"\bquor", r"\bcommittee\b", numbers=("committee_quorum",), share="committee_quorum_share"),
    _beside("the quorum", r"\bquor", numbers=("quorum_number",), share="quorum_share"),
    _beside("notice", _NOTICE, _CHANGE, numbers=("change_notice",)),
    _beside("notice", _NOTICE, _YEARLY, numbers=("notice_agm",)),
    _beside("notice", _NOTICE, r"\bcommittee\b", numbers=("committee_notice",)),
    _beside("notice", _NOTICE, r"\bmeetings?\b|\bnotice\b", numbers=("notice_general",)),
    _beside("who signs", r"\bsignator|\bbank mandate\b", numbers=("signatories_named", "signatories_needed")),
    _beside("changing the rules", _CHANGE, share="change_share"),
    _beside("ending the group", _END, share="dissolve_share"),
    _beside("the financial year", r"\b(?:financial year|year end|accounts)\b", day="year_end"),
    _beside("how long people serve", r"\b(?:serves?|elected|terms?|in office)\b", numbers=("term_years",)),
)
"""In this order: the first that fits a sentence is what the sentence is about."""


def contradicted(seen: Seen) -> Iterator[Notice]:
    """Own words that state another number, share or day than was answered, in a clause that does not ask about it."""
    for clause in seen.own:
        told: set[str] = set()
        for sentence in _in_context(clause):
            beside = next((one for one in BESIDE if all(word.search(sentence) for word in one.words)), None)
            stated, question = _otherwise(seen, clause, beside, sentence) if beside else ("", "")
            if beside and stated and question not in told:
                told.add(question)
                yield Notice(
                    "",
                    f"“{clause.title}” says “{stated}” about {beside.topic}. You answered {_said(seen, question)}, and"
                    " that is what the kit will go by. One of the two is worth changing.",
                    clause.key,
                    question,
                )


def _in_context(clause: TextClause) -> Iterator[str]:
    """The sentences of a clause, the first of them with the title before it."""
    title = f"{clause.title}: "
    for sentence in sentences("\n".join(own_words(clause))):
        yield title + sentence
        title = ""


def _otherwise(seen: Seen, clause: TextClause, beside: Beside, sentence: str) -> tuple[str, str]:
    """What a sentence states that is not what was answered, and the question; nothing when they agree."""
    ways = (_other_number, _other_share, _other_day)
    return next((found for way in ways if (found := way(seen, clause, beside, sentence))[0]), ("", ""))


def _open_to(seen: Seen, clause: TextClause, questions: Sequence[str]) -> list[str]:
    """Which of these were answered, and are not asked by this clause itself."""
    return [one for one in questions if one not in clause.questions and seen.ruled(one)]


def _other_number(seen: Seen, clause: TextClause, beside: Beside, sentence: str) -> tuple[str, str]:
    questions = _open_to(seen, clause, beside.numbers)
    # Of two questions that a number could answer, both have to be settled before it contradicts them.
    if not questions or len(questions) < len(beside.numbers):
        return "", ""
    measure = _measure(seen, questions[0])
    time = measure[0] not in ("", "person")
    found = [one for one in quantities(sentence) if one.measure == measure[0] or not (one.measure or time)]
    found += [one for one in single_ones(sentence) if time and one.measure == measure[0]]
    answers = [(one, seen.number(one)) for one in questions]
    other = [
        one for one in found if not any(number is not None and _equals(one, number, measure) for _, number in answers)
    ]
    # A sentence that states the right number too may be about something else besides.
    agrees = len(other) < len(found) and len(questions) == 1
    return (other[0].words, questions[0]) if other and not agrees else ("", "")


def _other_share(seen: Seen, clause: TextClause, beside: Beside, sentence: str) -> tuple[str, str]:
    (question,) = _open_to(seen, clause, (beside.share,)) or ("",)
    found = shares(sentence) - {Fraction(1)}
    if not question or not found or seen.share(question) in found:
        return "", ""
    return say_share(str(max(found))), question


def _other_day(seen: Seen, clause: TextClause, beside: Beside, sentence: str) -> tuple[str, str]:
    (question,) = _open_to(seen, clause, (beside.day,)) or ("",)
    found = days_of_year(sentence)
    if not question or not found:
        return "", ""
    end = YearEnd.read(seen.ruled(question))
    return ("", "") if (end.month, end.day) in found else (YearEnd(*min(found)).in_words, question)


OWN_WORDS = (
    Watch("unsaid", "own words that leave out what was answered", unsaid),
    Watch("contradicted", "own words that say otherwise than was answered", contradicted),
)
