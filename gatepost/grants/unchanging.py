"""What stops a step from being changed once it is taken?

The database itself: triggers (``kernel.unchanging``) refuse to change a row or to remove one. What somebody agreed to, and in which
words, stays.

    sqlite> DELETE FROM grants_permissionstep;
    Runtime error: what was decided is not changed
"""

from gatepost.kernel.unchanging import Unchanging

REFUSAL = "what was decided is not changed"

TABLES = (
    Unchanging(
        "grants_permissionstep",
        REFUSAL,
        same="id = NEW.id OR (permission_id = NEW.permission_id AND number = NEW.number)",
    ),
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return [statement for table in TABLES for statement in table.create_statements(vendor)]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    return [statement for table in TABLES for statement in table.drop_statements(vendor)]
