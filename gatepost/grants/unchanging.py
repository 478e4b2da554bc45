"""What stops a step from being changed once it is taken, and what was asked from becoming something else?

The database itself: triggers (``kernel.unchanging``) refuse to change a step or a letter, or to remove one. Of a permission only
its state moves, with the bodies that agreed and, once, the day on which it was given: what an approval was given to is kept as it
was, what was given only ends, with the bodies that gave it, and what is over never begins again. It begins as asked for. Nothing
is given without the steps by which it was: the last of them says so, each body that agreed has its own by somebody else, and while
the policy is the one under which it was asked, all are there that it asks.

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
    "asked_of",
    "asked_at",
)
"""Columns of a permission that are as they were asked; none of them is ever missing."""
_YES = (
    "FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step IN ('agree', 'grant') AND NOT EXISTS "
    "(SELECT 1 FROM grants_permissionstep d WHERE d.permission_id = s.permission_id AND d.body = s.body "
    "AND d.step = 'decline' AND d.number > s.number)"
)
"""Each yes that stands: the body did not take it back later."""
_LAST = (
    "FROM grants_permissionstep s WHERE s.permission_id = NEW.id AND s.step = 'grant' AND s.number = "
    "(SELECT MAX(m.number) FROM grants_permissionstep m WHERE m.permission_id = NEW.id)"
)


def _lacks_one_of(column: str) -> str:
    """Return the condition that not every body in a column (with commas) has a yes that stands."""
    there = f"(SELECT COUNT(DISTINCT s.body) {_YES} AND (',' || NEW.{column} || ',') LIKE ('%,' || s.body || ',%'))"
    return f"{there} < LENGTH(NEW.{column}) - LENGTH(REPLACE(NEW.{column}, ',', '')) + 1"


_UNGIVEN = (
    "OLD.state <> 'requested'",
    f"NOT EXISTS (SELECT 1 {_LAST})",
    _lacks_one_of("agreed"),
    f"(NEW.asked_of <> '' AND EXISTS (SELECT 1 {_LAST} AND s.edition = NEW.edition) AND {_lacks_one_of('asked_of')})",
    f"EXISTS (SELECT 1 {_YES} AND s.by_id = NEW.person_id)",
    f"(SELECT COUNT(DISTINCT s.by_id) {_YES}) < (SELECT COUNT(DISTINCT s.body) {_YES})",
)
"""What a permission that begins to be given must not be: given without its decisions."""
_WRONG = (
    *(f"NEW.{column} <> OLD.{column}" for column in SCOPE),
    "(OLD.state IN ('withdrawn', 'ended', 'revoked') AND NEW.state <> OLD.state)",
    "(OLD.state = 'granted' AND NEW.state NOT IN ('granted', 'ended', 'revoked'))",
    f"(OLD.state <> 'granted' AND NEW.state = 'granted' AND ({' OR '.join(_UNGIVEN)}))",
    "(OLD.granted_on IS NOT NULL AND NEW.agreed <> OLD.agreed)",
    "(OLD.granted_on IS NOT NULL AND (NEW.granted_on IS NULL OR NEW.granted_on <> OLD.granted_on))",
)

TABLES = (
    Unchanging(
        "grants_permissionstep",
        REFUSAL,
        same="id = NEW.id OR (permission_id = NEW.permission_id AND number = NEW.number)",
    ),
    Unchanging(
        "grants_permission",
        REFUSAL,
        same="id = NEW.id",
        wrong_when=" OR ".join(_WRONG),
        begins_wrong="NEW.state <> 'requested' OR NEW.agreed <> '' OR NEW.granted_on IS NOT NULL",
    ),
    Unchanging("grants_letter", REFUSAL, same="id = NEW.id OR permission_id = NEW.permission_id OR code = NEW.code"),
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return [statement for table in TABLES for statement in table.create_statements(vendor)]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    return [statement for table in TABLES for statement in table.drop_statements(vendor)]
