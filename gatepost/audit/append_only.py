"""What stops a row of the record from being changed or removed?

The database itself: triggers refuse UPDATE and DELETE (and TRUNCATE, which only PostgreSQL has) on the entries, and let
the counter of a chain only ever go one forward. SQLite's INSERT OR REPLACE would remove a row past those triggers, so it
has one for that too; the second of two first callers, with a counter of 0, is passed over in silence. Whoever owns the
database can lift triggers; that is what the hashes and the head outside are for. The migrations put this in force, with
texts of their own; a test compares.

    sqlite> UPDATE audit_entry SET actor = 'nobody';
    Runtime error: the record is append-only
"""

ENTRIES = "audit_entry"
CHAINS = "audit_chain"
REFUSAL = "the record is append-only"

_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
_REFUSE_OR_PASS_OVER = (
    f"BEGIN SELECT CASE WHEN NEW.sequence = 0 THEN RAISE(IGNORE) ELSE RAISE(ABORT, '{REFUSAL}') END; END"
)
_SQLITE = {
    "audit_entry_no_update": ("BEFORE UPDATE ON audit_entry", _REFUSE),
    "audit_entry_no_delete": ("BEFORE DELETE ON audit_entry", _REFUSE),
    "audit_entry_no_replace": (
        (
            "BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry "
            "WHERE (school = NEW.school AND sequence = NEW.sequence) OR rowid = NEW.rowid)"
        ),
        _REFUSE,
    ),
    "audit_chain_no_delete": ("BEFORE DELETE ON audit_chain", _REFUSE),
    "audit_chain_forward": (
        (
            "BEFORE UPDATE ON audit_chain "
            "WHEN NEW.school <> OLD.school OR NEW.rowid <> OLD.rowid OR NEW.sequence <> OLD.sequence + 1"
        ),
        _REFUSE,
    ),
    "audit_chain_no_replace": (
        (
            "BEFORE INSERT ON audit_chain "
            "WHEN EXISTS (SELECT 1 FROM audit_chain WHERE school = NEW.school OR rowid = NEW.rowid)"
        ),
        _REFUSE_OR_PASS_OVER,
    ),
}
_POSTGRESQL = {
    "audit_entry_no_change": (ENTRIES, "BEFORE UPDATE OR DELETE", "FOR EACH ROW"),
    "audit_entry_no_truncate": (ENTRIES, "BEFORE TRUNCATE", "FOR EACH STATEMENT"),
    "audit_chain_no_delete": (CHAINS, "BEFORE DELETE", "FOR EACH ROW"),
    "audit_chain_no_truncate": (CHAINS, "BEFORE TRUNCATE", "FOR EACH STATEMENT"),
    "audit_chain_forward": (
        CHAINS,
        "BEFORE UPDATE",
        "FOR EACH ROW WHEN (NEW.school <> OLD.school OR NEW.sequence <> OLD.sequence + 1)",
    ),
}
_FUNCTION = "audit_refuse"


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {name} {when} {then};" for name, (when, then) in _SQLITE.items()]
    body = f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END"
    function = f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$;"
    triggers = [
        f"CREATE TRIGGER {name} {when} ON {table} {each} EXECUTE FUNCTION {_FUNCTION}();"
        for name, (table, when, each) in _POSTGRESQL.items()
    ]
    return [function, *triggers]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name};" for name in _SQLITE]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table};" for name, (table, _, _) in _POSTGRESQL.items()]
