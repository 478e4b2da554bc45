"""How does Gatepost say that something cannot be done?

With a stable code that programs match on, a sentence that a parent understands, and the policy's clause where one
speaks. Nobody matches on the sentence.

    >>> error = Refused("not-yours", "Only the head may sign this.", clause="grants.head")
    >>> error.code, error.clause
    ('not-yours', 'grants.head')
"""


class GatepostError(Exception):
    """Something that cannot be done, and why."""

    def __init__(self, code: str, sentence: str, *, clause: str = "") -> None:
        """Keep the code, the sentence and the clause id (blank where no clause speaks)."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.clause = clause


class Refused(GatepostError):
    """A person asked for something that they may not do."""


class ConfigurationRefused(GatepostError):
    """The environment makes no sense; the sentence says what to type."""


class ProgrammingMistake(GatepostError):
    """A caller broke the contract of a function; no user input leads here."""
