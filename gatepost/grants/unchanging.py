"""What stops a step from being changed once it is taken, and what was asked from becoming something else?

The database itself: triggers (``kernel.unchanging``) refuse to change a step or a letter, or to remove one. Of a permission only
its state moves, with the bodies that agreed and, once, the day on which it was given: what an approval was given to is kept as it
was, what was given only ends, with the bodies that gave it, and what is over never begins again.

    sqlite> DELETE FROM grants_permissionstep;
    Runtime error: what was decided is not changed
"""

from gatepost.kernel.unchanging import Unchanging

REFUSAL = "what was decided is not changed"
SCOPE = (
    "id",
    "school_id",
    "person_id",
    "kind",
    "hats",
    "what",
    "account",
    "in_public",
    "facts",
    "since",
    "until",
    "sha256",
    "edition",
    "asked_at",
)
"""Columns of a permission that are as they were asked; none of them is ever missing."""
_WRONG = (
    *(f"NEW.{column} <> OLD.{column}" for column in SCOPE),
    "(OLD.state IN ('withdrawn', 'ended', 'revoked') AND NEW.state <> OLD.state)",
    "(OLD.state = 'granted' AND NEW.state NOT IN ('granted', 'ended', 'revoked'))",
    "(OLD.granted_on IS NOT NULL AND NEW.agreed <> OLD.agreed)",
    "(OLD.granted_on IS NOT NULL AND (NEW.granted_on IS NULL OR NEW.granted_on <> OLD.granted_on))",
)

TABLES = (
    Unchanging(
        "grants_permissionstep",
        REFUSAL,
        same="id = NEW.id OR (permission_id = NEW.permission_id AND number = NEW.number)",
    ),
    Unchanging("grants_permission", REFUSAL, same="id = NEW.id", wrong_when=" OR ".join(_WRONG)),
    Unchanging("grants_letter", REFUSAL, same="id = NEW.id OR permission_id = NEW.permission_id OR code = NEW.code"),
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return [statement for table in TABLES for statement in table.create_statements(vendor)]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    return [statement for table in TABLES for statement in table.drop_statements(vendor)]
