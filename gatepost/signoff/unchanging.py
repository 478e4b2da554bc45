"""What stops an answer from being changed once it is given, and lets it go at the end of its time?

The database itself: triggers (``kernel.unchanging``) refuse to change a row, and to remove one of which the record does not
already say that it was removed. So nothing goes in silence: the record's entry comes first, and the record is append-only and
chained. Whoever owns the database can write such an entry, or lift triggers; ``verify`` and the record's head outside are for that.

    sqlite> DELETE FROM signoff_signoff;
    Runtime error: what was signed is not changed
"""

from gatepost.kernel.unchanging import Unchanging

REFUSAL = "what was signed is not changed"
REMOVED = "signoff.removed"
"""The action of the record's entry."""
MISTAKEN = "signoff.mistaken"
"""The same, of an answer on paper that was recorded by mistake: it stays, and its scan goes."""

_SAID = (
    "EXISTS (SELECT 1 FROM audit_entry JOIN agreements_schooledition "  # names of our own tables
    "ON agreements_schooledition.school_id = audit_entry.school {join}"
    "AND audit_entry.action {action} AND audit_entry.subject = {subject})"
)
_GONE = f"= '{REMOVED}'"
_OF_AN_ANSWER = _SAID.format(join="WHERE agreements_schooledition.id = OLD.edition_id ", action=_GONE, subject="OLD.id")
_BESIDE = (
    "JOIN signoff_signoff ON signoff_signoff.edition_id = agreements_schooledition.id "
    "WHERE signoff_signoff.id = OLD.sign_off_id "
)
_OF_A_SCAN = _SAID.format(join=_BESIDE, action=f"IN ('{REMOVED}', '{MISTAKEN}')", subject="OLD.sign_off_id")
_OF_A_MISTAKE = _SAID.format(join=_BESIDE, action=_GONE, subject="OLD.sign_off_id")
_SAME = "id = NEW.id OR sign_off_id = NEW.sign_off_id"

TABLES = (
    Unchanging(
        "signoff_signoff",
        REFUSAL,
        same="id = NEW.id OR (person_id = NEW.person_id AND edition_id = NEW.edition_id AND number = NEW.number)",
        goes_when=_OF_AN_ANSWER,
    ),
    Unchanging("signoff_scan", REFUSAL, same=_SAME, goes_when=_OF_A_SCAN),
    Unchanging("signoff_mistake", REFUSAL, same=_SAME, goes_when=_OF_A_MISTAKE),
)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return [statement for table in TABLES for statement in table.create_statements(vendor)]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    return [statement for table in TABLES for statement in table.drop_statements(vendor)]
