"""What somebody who looks over the accounts of a small group goes through, and where in the pack it stands.

In our own words, after the points that the charity regulators ask an independent examiner to look at (DOMAIN 4.7, 4.8).
It is a list to work with and no advice: whoever signs decides what they need to see.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One thing to look at: what it is, what to do, and the sheet that it stands on."""

    title: str
    words: str
    where: str


POINTS = (
    Point(
        "The accounts come from the book",
        "Each figure is a sum over the cash book. Choose two or three and follow them to their lines.",
        "Receipts and payments, Cash book",
    ),
    Point(
        "The year begins where the last one ended",
        "Hold the opening figures against the signed accounts of the year before.",
        "At the start",
    ),
    Point(
        "The bank agrees",
        "Ask for the bank’s own statement of each account around the last day of the year, and hold it against what is "
        "written here. Ask about anything that was not on it yet.",
        "Statements",
    ),
    Point(
        "The cash is there",
        "Was each tin counted by two people near the end of the year? If you can, count it with the treasurer today.",
        "Counts of cash",
    ),
    Point(
        "Payments are real",
        "Go through the lines to look at. For each payment find the receipt: is it the same amount and day, and "
        "something that this group would buy? Did two people agree to it?",
        "Lines to look at, Receipts",
    ),
    Point(
        "Money in is all there",
        "Hold grants against the funder’s letters. Ask how tea money, subs and donations come into the tin, and who is "
        "there when it is counted.",
        "Cash book",
    ),
    Point(
        "Money for one purpose was spent on it",
        "Look at each fund that was given for one purpose. Was it spent on that? Did it go below nothing?",
        "Funds",
    ),
    Point(
        "Moves have a reason",
        "Money that was moved between funds should have a reason, and a letter where it was a funder’s.",
        "Lines to look at",
    ),
    Point(
        "What was put right",
        "Lines that were corrected or made void keep their reason. Does it make sense? Is there a pattern?",
        "Changes and exceptions",
    ),
    Point(
        "Two people, every time",
        "Where fewer people said yes than the rules ask for, the reason stands here. Did a meeting see it?",
        "Changes and exceptions",
    ),
    Point(
        "What is owned and owed",
        "Ask to see one or two of the things on the list. Ask whether anything is owed that is not written here.",
        "Owned and owed",
    ),
    Point(
        "The budget",
        "Where the year went far from what was agreed, ask why, and whether the committee knew.",
        "Budget",
    ),
    Point(
        "What was decided",
        "Read the minutes: were these accounts, the larger payments and changes of who signs decided there?",
        "Ask for the minutes",
    ),
    Point(
        "Anything that troubles you",
        "Say it to the whole committee, not to one person. If money seems to be missing, or you cannot get an answer, "
        "the regulator of charities in your nation says what an examiner has to report.",
        "Your report",
    ),
)
