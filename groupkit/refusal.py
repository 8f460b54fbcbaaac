"""What a rule says when the answer is no."""


class Refused(Exception):
    """A rule said no, in a sentence that a person can read beside the field it is about."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Asks(Refused):
    """A rule wants one more answer first: `field` is the question that the form then shows."""


class Conflict(Refused):
    """Somebody else saved the same thing in the meantime."""
