"""What stops a notice, a reply or a decision from being changed, and lets it go at the end of its time?

The database itself: triggers (``kernel.unchanging``) refuse to change a row, and to remove one of a restriction of which the
record does not already say that it was removed.

    sqlite> DELETE FROM restrictions_restriction;
    Runtime error: what a parent was told is not changed
"""

from gatepost.kernel.unchanging import Unchanging

REFUSAL = "what a parent was told is not changed"
REMOVED = "restriction.removed"
"""The action of the record's entry."""

_OF_A_NOTICE = (
    "EXISTS (SELECT 1 FROM audit_entry WHERE audit_entry.school = OLD.school_id "  # noqa: S608  # names of our own tables
    f"AND audit_entry.action = '{REMOVED}' AND audit_entry.subject = OLD.id)"
)
_OF_A_STEP = (
    "EXISTS (SELECT 1 FROM audit_entry JOIN restrictions_restriction "  # noqa: S608  # the same
    "ON restrictions_restriction.school_id = audit_entry.school WHERE restrictions_restriction.id = OLD.restriction_id "
    f"AND audit_entry.action = '{REMOVED}' AND audit_entry.subject = OLD.restriction_id)"
)

TABLES = (
    Unchanging("restrictions_restriction", REFUSAL, same="id = NEW.id", goes_when=_OF_A_NOTICE),
    Unchanging(
        "restrictions_restrictionstep",
        REFUSAL,
        same="id = NEW.id OR (restriction_id = NEW.restriction_id AND number = NEW.number)",
        goes_when=_OF_A_STEP,
    ),
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return [statement for table in TABLES for statement in table.create_statements(vendor)]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    return [statement for table in TABLES for statement in table.drop_statements(vendor)]
