"""What stops an answer from being changed once it is given?

The database itself: triggers refuse to change or remove a row, and SQLite's INSERT OR REPLACE too, which would remove one past
them. Whoever owns the database can lift triggers; ``verify`` and the record are for that. The migration puts them in force with
texts of its own; a test compares.

    sqlite> UPDATE signoff_signoff SET answer = 'agreed';
    Runtime error: what was signed is not changed
"""

TABLE = "signoff_signoff"
REFUSAL = "what was signed is not changed"
_FUNCTION = "signoff_refuse"
_SAME = "id = NEW.id OR (person_id = NEW.person_id AND edition_id = NEW.edition_id AND number = NEW.number)"
_SQLITE = {
    "changes": "BEFORE UPDATE",
    "stays": "BEFORE DELETE",
    "begins": "BEFORE INSERT",
}
_POSTGRESQL = {
    "changes": ("BEFORE UPDATE OR DELETE", "ROW"),
    "stays": ("BEFORE TRUNCATE", "STATEMENT"),
}


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;"
        there = f" WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {_SAME})"  # noqa: S608  # names of our own table
        return [
            f"CREATE TRIGGER {TABLE}_{what} {when} ON {TABLE}{there if what == 'begins' else ''} {refuse}"
            for what, when in _SQLITE.items()
        ]
    body = f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END"
    return [
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$;",
        *(
            f"CREATE TRIGGER {TABLE}_{what} {when} ON {TABLE} FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}();"
            for what, (when, each) in _POSTGRESQL.items()
        ),
    ]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {TABLE}_{what};" for what in _SQLITE]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_{what} ON {TABLE};" for what in _POSTGRESQL]
