"""What keeps a notice that no mail told from being confirmed before it was handed over, and read?

The database itself, on both: a trigger refuses such a step, whoever writes it, until a step says that it was handed over and the
time to reply has passed since; unless the parent replied themselves. By the days in universal time: the services know the hour.

    sqlite> INSERT INTO restrictions_restrictionstep (…, step, …) VALUES (…, 'confirm', …);
    Runtime error: the notice was not handed over in time
"""

REFUSAL = "the notice was not handed over in time"
NAME = "restrictions_restrictionstep_handed"

_ON = {"sqlite": "date(NEW.at)", "postgresql": "(NEW.at AT TIME ZONE 'UTC')::date"}
_READ_BY = {"sqlite": "date(handed.on_paper, '+7 days')", "postgresql": "handed.on_paper + 7"}


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the trigger in force, for `sqlite` or `postgresql`."""
    wrong, table = _wrong(vendor), "restrictions_restrictionstep"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {NAME} BEFORE INSERT ON {table} WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;"
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {wrong} THEN "
            f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$;"
        ),
        f"CREATE TRIGGER {NAME} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {NAME}();",
    ]


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts it: for undoing the migration, and for tests that play the intruder."""
    on = "" if vendor == "sqlite" else " ON restrictions_restrictionstep"
    return [f"DROP TRIGGER IF EXISTS {NAME}{on};"]


def _wrong(vendor: str) -> str:
    steps = "SELECT 1 FROM restrictions_restrictionstep AS handed WHERE handed.restriction_id = NEW.restriction_id AND"
    return (
        "NEW.step IN ('confirm', 'change') AND EXISTS (SELECT 1 FROM restrictions_restriction AS told WHERE "  # noqa: S608  # names of our own tables
        f"told.id = NEW.restriction_id AND told.on_paper AND (told.reply_by > {_ON[vendor]} "
        f"OR NOT EXISTS ({steps} handed.step = 'hand') "
        f"OR EXISTS ({steps} handed.step = 'hand' AND {_READ_BY[vendor]} > {_ON[vendor]}))) "
        f"AND NOT EXISTS ({steps} handed.step = 'reply' AND handed.on_paper IS NULL)"
    )
