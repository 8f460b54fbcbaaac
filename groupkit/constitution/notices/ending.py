"""Worth a look about deciding, changing and ending, and about the name. Pure."""

import re
from collections.abc import Iterator

from groupkit.constitution.notices.stated import found_in, sentences
from groupkit.constitution.notices.watching import WHOLE_TEXTS, Notice, Seen, Watch, own_words
from groupkit.constitution.text import TextClause

SCOTLAND = "scotland"
_DOCUMENT = r"(?:rules?|constitution|text|document|agreement)\b"
_CHANGE = r"\b(?:chang|alter|amend|revis)\w*\b"
CHANGES = re.compile(rf"{_CHANGE}[^.;]{{0,60}}\b{_DOCUMENT}|\b{_DOCUMENT}[^.;]{{0,60}}{_CHANGE}", re.IGNORECASE)
"""Own words that say how the text is changed."""
_GROUP = r"(?:the|our|this|a) (?:group|association|branch|charity|society|club)\b"
ENDS = re.compile(
    rf"\bdissol\w*|\bw(?:ind|ound|inding)(?: [\w’']+){{0,4}} up\b"
    rf"|\b(?:end|clos|fold)(?:s|es|ed|e|ing|ing down)? (?:down )?{_GROUP}"
    rf"|\b(?:if|when|should) (?:{_GROUP}|we)(?: [\w’']+)? (?:end|clos|fold|stop|ceas)\w*",
    re.IGNORECASE,
)
"""Own words that say what happens at the end."""
LEFT = re.compile(
    r"\b(?:left|leftovers?|left-over|remain\w*(?! (?:jobs?|tasks?|work|places?|seats?)\b)|assets?|surplus|profits?"
    r"|balance(?! sheet))\b",
    re.IGNORECASE,
)
_WHICH = (
    r"(?:(?:the|our|its|all|any|those|remaining|present|existing|current|last|paid-up|other|of|committee|equally|fairly)"
    r"\s+){0,5}"
)
_MEMBERS = (
    rf"(?:{_WHICH}(?:members|us|ourselves|each other)\b(?!['’]|\s+(?:organisation|group|charit|association))"
    r"|(?:everybody|everyone|those|people) (?:who|still|on the list)\b|whoever is (?:still|a member)\b)"
)
OUTRIGHT = re.compile(r"\b(?:shar(?:e|ed|ing)|divid(?:e|ed|ing)|distribut(?:e|ed|ing)|split)\b", re.IGNORECASE)
_HANDED = r"\b(?:handed|paid|returned|given|goe?s?|passed|belongs?)\b"
_AMONG = r"(?:among|amongst|between|to"
TO_MEMBERS = re.compile(
    rf"(?:{OUTRIGHT.pattern}(?:\s+[\w’']+){{0,4}}?\s+{_AMONG}|by|with)"
    # What is given may well be given by members, or to somebody chosen by them.
    rf"|{_HANDED}(?:\s+[\w’']+){{0,4}}?\s+{_AMONG}))\s+{_MEMBERS}"
    rf"|\bmembers (?:(?:can|may|must|will|then) )?(?:share|divide|split|get|receive|keep)\b[^.;]*{LEFT.pattern}",
    re.IGNORECASE,
)
"""Own words that give something to the members."""
ONLY_TOLD = re.compile(
    r"\b(?:notice|minutes|accounts|cop(?:y|ies)|report|news|told|agenda|letter|papers?)\b", re.IGNORECASE
)
"""What may well go to the members."""
NAMES_MEMBERS = re.compile(rf"^(?:to\s+)?{_MEMBERS}(?:\s+of\s+.{{0,40}})?$", re.IGNORECASE)
_CASTING = r"\b(?:casting|second) vote\b"
_EVERY = (
    r"(?:\b(?:every|all|any|each)(?: (?:single|other|such))?"
    r" (?:votes?|decisions?|questions?|matters?|motions?|proposals?)\b"
    r"|\b(?:two.thirds|three.quarters)\b|\b(?:2/3|3/4)|\bwhatever is (?:voted|decided))"
)
EVERY_VOTE = re.compile(rf"{_CASTING}[^.;]*{_EVERY}|{_EVERY}[^.;]*{_CASTING}", re.IGNORECASE)
"""Own words in which the chair can settle more than an ordinary tie."""
CHARITY = re.compile(r"\bcharit(?:y|ies|able)\b", re.IGNORECASE)


def casting_vote(seen: Seen) -> Iterator[Notice]:
    """The person in the chair can settle every vote."""
    if seen.ruled("casting_vote") == "any":
        yield seen.worth(
            "casting_vote",
            "Whoever is in the chair could settle every vote that is tied, even who gets a job. Most groups keep a"
            " second vote for ordinary proposals, and many have none. Where two thirds are needed it should never"
            " count.",
        )
        return
    for clause in seen.own:
        if any(found_in(EVERY_VOTE, one) for one in _sentences(clause)):
            yield Notice(
                "",
                "Whoever is in the chair could settle every vote with a second one, even a matter that needs two"
                " thirds. Most groups keep a second vote for ordinary proposals that are tied, and many have none.",
                clause.key,
            )


def no_fallback(seen: Seen) -> Iterator[Notice]:
    """A group that decides by consensus, and could be stuck for ever."""
    if seen.answer("has_fallback") is False and not seen.in_own_words("has_fallback"):
        yield seen.worth(
            "has_fallback",
            "Where no consensus is found, nothing is decided, however long it takes. Banks and funders ask what"
            " happens when you are stuck. Most groups that decide like this allow a vote of two thirds in the end.",
        )


def no_way_to_change(seen: Seen) -> Iterator[Notice]:
    """Nothing says how the text is changed."""
    if seen.text.clause("changing_rules") is None and not _says(seen, CHANGES):
        yield Notice(
            "",
            "Nothing here says how these rules can be changed, and every group changes. Most say: at a general"
            " meeting, by two thirds of those who vote, when everybody was sent the new words beforehand.",
        )


def no_ending(seen: Seen) -> Iterator[Notice]:
    """Nothing says what happens when the group ends."""
    if not (seen.text.clause("dissolution") or seen.text.clause("branch_end") or _says(seen, ENDS)):
        yield Notice(
            "",
            "Nothing here says what happens if the group ends. It is what funders and banks look for first. Most"
            " groups say that whatever is left goes to a group with similar aims, and none of it to members.",
        )


def every_member_agrees(seen: Seen) -> Iterator[Notice]:
    """One member who has moved away could stop a change, or the end, for ever."""
    for share, base, what in (
        ("change_share", "change_base", "change these rules"),
        ("dissolve_share", "dissolve_base", "end the group"),
    ):
        if seen.share(share) == 1 and seen.ruled(base) == "all":
            yield seen.worth(
                share,
                f"To {what}, every single member would have to agree, even one who has moved away. Most groups ask for"
                " two thirds of the members present and voting.",
            )


def assets(seen: Seen) -> Iterator[Notice]:
    """What is left at the end could go to the members."""
    decides = "whatever the last meeting decides"
    if seen.answer("assets_to") == decides and not seen.in_own_words("assets_to"):
        yield seen.worth(
            "assets_to",
            f"Who gets what is left is “{decides}”, and a funder may wonder whether that could be the members. It is"
            " the clause they read first. Most groups choose a group or charity with similar aims.",
        )
    for question, asked in seen.asked.items():
        if asked.free and _to_members(seen.said(question), question == "assets_named"):
            yield seen.worth(question, _ABOUT_ASSETS)
    for clause in seen.own:
        ending = clause.key in ("dissolution", "branch_end") or any(map(ENDS.search, _sentences(clause)))
        if any(_gives(sentence, ending) for sentence in _sentences(clause)):
            yield Notice("", _ABOUT_ASSETS, clause.key)


_ABOUT_ASSETS = (
    "These words could be read as sharing out what is left among the members. It is the clause that funders read"
    " first. Most groups give it to a group or charity with similar aims, and none of it to members."
)


def _to_members(words: str, gets_it: bool) -> bool:
    return bool(gets_it and NAMES_MEMBERS.search(words)) or any(_gives(one, False) for one in sentences(words))


def _gives(sentence: str, ending: bool) -> bool:
    """Whether a sentence gives to members what is left; in a clause about the end it need not say that it is left."""
    match = found_in(TO_MEMBERS, sentence)
    if match is None:
        return False
    left = LEFT.search(sentence)
    if ONLY_TOLD.search(sentence) and not (left and OUTRIGHT.search(match[0])):
        return False
    return bool(left) or ending


def charity_in_name(seen: Seen) -> Iterator[Notice]:
    """A Scottish group that is not on the register has “charity” in its name."""
    name = str(seen.answer("name") or seen.choices.group)
    scottish = SCOTLAND in (seen.facts.nation, seen.choices.nation)
    match = CHARITY.search(name)
    if scottish and match and not seen.facts.registered_charity:
        yield seen.worth(
            "name",
            f"The name says “{match[0]}”, and in Scotland only a group on the Scottish Charity Register may call"
            " itself a charity. Most groups say “group” or “association” instead. If you are on the register, all is"
            " well.",
        )


def broken(seen: Seen) -> Iterator[Notice]:
    """A clause speaks of another that is not in the text."""
    for within in dict.fromkeys(within for within, _ in seen.text.broken):
        clause = seen.text.clause(within)
        yield Notice(
            "",
            f"“{clause.title if clause else within}” speaks of a clause that is not in the text, so there is a gap"
            " where its number should be. Bring that clause back, or say it another way.",
            within,
        )


def _says(seen: Seen, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(words) for clause in seen.own for words in _sentences(clause))


def _sentences(clause: TextClause) -> Iterator[str]:
    yield from sentences("\n".join((clause.title, *own_words(clause))))


ENDING = (
    Watch("casting_vote", "a casting vote on every vote", casting_vote),
    Watch("no_fallback", "consensus and nothing after it", no_fallback),
    Watch("no_way_to_change", "no way to change the rules", no_way_to_change, WHOLE_TEXTS),
    Watch("no_ending", "nothing about the end of the group", no_ending, WHOLE_TEXTS),
    Watch("every_member_agrees", "every member has to agree", every_member_agrees),
    Watch("assets", "what is left could go to the members", assets),
    Watch("charity_in_name", "“charity” in the name of an unregistered Scottish group", charity_in_name),
    Watch("broken", "a clause that speaks of one that is not there", broken),
)
