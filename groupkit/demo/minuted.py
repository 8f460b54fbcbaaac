"""What the example's meetings came to: business only, a few lines each, and nothing of what was said in the circle."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Came:
    """One meeting: how many were there and sent apologies, what was minuted, and what was taken on."""

    present: int
    apologies: int = 1
    notes: dict[str, str] = field(default_factory=dict)
    """By kind of item, or by the title of an item of its own."""
    actions: tuple[tuple[str, str, int], ...] = ()
    """What, the job that does it, and within how many days."""
    guests: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """Items of its own, each to be discussed."""


NEXT = "In four weeks, same room"
MEETINGS = (
    Came(
        present=6,
        notes={
            "money": "The treasurer read out what is in the bank and the tin. Room hire to be paid as agreed.",
            "Who opens the room": "Two people will have a key from now on, so that nobody waits in the rain.",
        },
        actions=(("Ask the library desk for a second key", "tea and room", 14),),
        items=("Who opens the room",),
    ),
    Came(
        present=7,
        notes={
            "actions": "The second key is here.",
            "money": "The insurance is paid for the year. Tea money covers the milk.",
            "A leaflet": "Sixty leaflets, plain words, large print. The surgery and the library will take some.",
        },
        actions=(("Take leaflets to the surgery", "welcome", 21), ("Ask what a printed poster costs", "secretary", 28)),
        items=("A leaflet",),
    ),
    Came(
        present=6,
        apologies=2,
        notes={
            "actions": "Leaflets are at the surgery.",
            "money": "The grant is in the bank. The first wool is bought.",
            "What our rules should say": "Read through the first half together. The rest next time.",
        },
        actions=(("Bring the draft of our rules in large print", "secretary", 28),),
        items=("What our rules should say",),
    ),
    Came(
        present=8,
        notes={
            "money": "Receipts for wool and needles were looked at together.",
            "The summer outing": "Some want the sea, some cannot sit in a coach for two hours. No hurry.",
        },
        actions=(("Find out about step-free trains and boats", "tea and room", 28),),
    ),
    Came(
        present=7,
        notes={
            "actions": "Boats on the canal are step-free. The sea is not, from the station.",
            "money": "Nothing unusual. The tin was counted by two.",
            "The summer outing": "A boat on the canal would suit more people. One of us cannot be out all day.",
        },
        actions=(("Ask the canal museum about a half-day", "tea and room", 28),),
        guests=("Community nurse, for the first half hour",),
    ),
    Came(
        present=7,
        notes={
            "actions": "The canal museum has a half-day in the afternoon, and a lift.",
            "money": "£120 to be set aside for the outing.",
            "The summer outing": "Read out twice. Everybody was asked in turn, and everybody can live with it.",
        },
        actions=(("Book the boat for nine", "treasurer", 14), ("Write down who needs a lift", "welcome", 21)),
    ),
    Came(
        present=5,
        apologies=3,
        notes={
            "actions": "The boat is booked.",
            "money": "A gift of £75 from the Rotary Club. A card to say thank you went round.",
            "Heating": "The room is cold after eight. The library can leave the heating on for us.",
        },
        actions=(("Ask the library about the heating", "tea and room", 14),),
        items=("Heating",),
    ),
    Came(
        present=4,
        apologies=4,
        notes={
            "actions": "The heating stays on until nine now.",
            "money": "Read out. With so few here, payments were talked about and nothing was decided.",
        },
    ),
    Came(
        present=6,
        notes={
            "actions": "Nothing open but the poster, which nobody needs any more.",
            "money": "The outing came to less than was set aside.",
            "What to do about the change to our rules": "The wording went out by text and by post for two of us.",
        },
        items=("What to do about the change to our rules",),
    ),
    Came(
        present=7,
        notes={
            "money": "What is left of the grant was read out, heading by heading.",
            "A chair with arms": "Two more would help. The treasurer looks at what the grant allows.",
        },
        actions=(("See whether the grant can pay for two chairs", "treasurer", 21),),
        items=("A chair with arms",),
    ),
    Came(
        present=6,
        apologies=2,
        notes={
            "actions": "The funder says yes to two chairs.",
            "money": "Accounts go to whoever looks them over next month.",
            "Afternoons in winter": "It is dark by four. Some work until five. Talk to those who are not here.",
        },
        actions=(("Ask everybody by phone about afternoons", "welcome", 28),),
    ),
    Came(
        present=7,
        notes={
            "actions": "Nine were asked. Five could come in the afternoon, three could not, one does not mind.",
            "money": "The chairs have come.",
            "Afternoons in winter": "Every second meeting in the afternoon would leave three people out half the time.",
        },
        guests=("Femi Adeyemi, council for voluntary service",),
    ),
    Came(
        present=6,
        notes={
            "actions": "All done but one.",
            "money": "A quiet month.",
            "letters": "The library renews our room until next year.",
        },
        actions=(("Thank the library", "secretary", 14),),
    ),
    Came(
        present=7,
        notes={
            "actions": "The library was thanked.",
            "money": "The year’s accounts were read out, and what each grant has left.",
            "letters": "The library renews our room until next year.",
        },
        actions=(("Look for a hall with daylight", "tea and room", 28),),
    ),
    Came(
        present=6,
        notes={"actions": "One hall has daylight and no lift. We keep looking.", "money": "A quiet month."},
        actions=(("Ask the church about its side room", "welcome", 28), ("Bring the urn back", "tea and room", 14)),
    ),
)
LETTERS = (
    (40, True, "the library", "Our room for the next six months"),
    (96, True, "the funder", "The grant may pay for wool from any shop"),
    (182, False, "the Rotary Club", "A card to say thank you"),
    (334, True, "the library", "Our room until next year"),
    (352, True, "the council for voluntary service", "An evening about funding, next month"),
)
"""Days after the year began, whether it came, who, and about what."""
