"""What stops an edition from being changed once it is proposed?

The database itself, whatever a program tries: triggers refuse to change the words of an edition that is no draft, to approve one
without the row that says who approved it, to take an approval back, and to change or remove any row of its history. Of an
approved edition only the day can change from which it counts. Whoever owns the database can lift triggers; the hash, which is
compared at every load, and the record are for that. The migration puts them in force with texts of its own; a test compares.

    sqlite> UPDATE agreements_schooledition SET content = '{}';
    Runtime error: an edition that was proposed is not changed
"""

EDITIONS = "agreements_schooledition"
FOREVER = ("editionstep", "approval", "signature", "review", "rulingmade")
"""Tables of which no row is ever changed or removed."""
REFUSAL = "an edition that was proposed is not changed"
FOREVER_REFUSAL = "what was decided is not changed"

_WORDS = ("content", "sha256", "label", "title")
_ORIGIN = ("id", "school_id", "source", "base_id", "started_by_id", "started_at")
_PROPOSAL = ("proposed_by_id", "proposed_at")

_APPROVAL = "SELECT 1 FROM agreements_approval WHERE edition_id = NEW.id AND sha256 = NEW.sha256"


def _differs(*columns: str, different: str) -> str:
    return " OR ".join(f"NEW.{column} {different} OLD.{column}" for column in columns)


def _wrong_change(different: str) -> str:
    """Return the condition under which a change of an edition is refused; ``different`` compares values that may be missing."""
    cases = (
        _differs(*_ORIGIN, different=different),
        f"OLD.state <> 'draft' AND ({_differs(*_WORDS, different=different)})",
        f"OLD.state = 'approved' AND (NEW.state <> 'approved' OR {_differs(*_PROPOSAL, different=different)})",
        "OLD.state = 'draft' AND NEW.state = 'approved'",
        f"NEW.state = 'approved' AND NOT EXISTS ({_APPROVAL})",
    )
    return " OR ".join(f"({case})" for case in cases)


def create_statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def drop_statements(vendor: str) -> list[str]:
    """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
    on = "" if vendor == "sqlite" else " ON {table}"
    names = [(f"{EDITIONS}_{what}", EDITIONS) for what in ("begins", "changes", "stays")]
    names += [(f"agreements_{each}_{what}", f"agreements_{each}") for each in FOREVER for what in ("changes", "stays")]
    return [f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)};" for name, table in names]


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;"
    never = f"BEGIN SELECT RAISE(ABORT, '{FOREVER_REFUSAL}'); END;"
    begins = "NEW.state <> 'draft' OR EXISTS (SELECT 1 FROM agreements_schooledition WHERE id = NEW.id)"
    statements = [
        f"CREATE TRIGGER {EDITIONS}_begins BEFORE INSERT ON {EDITIONS} WHEN {begins} {refuse}",
        f"CREATE TRIGGER {EDITIONS}_changes BEFORE UPDATE ON {EDITIONS} WHEN {_wrong_change('IS NOT')} {refuse}",
        f"CREATE TRIGGER {EDITIONS}_stays BEFORE DELETE ON {EDITIONS} WHEN OLD.state <> 'draft' {refuse}",
    ]
    for each in FOREVER:
        table = f"agreements_{each}"
        statements.append(f"CREATE TRIGGER {table}_changes BEFORE UPDATE ON {table} {never}")
        statements.append(f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {never}")
    return statements


def _postgresql() -> list[str]:
    change, never, begin, stay = (f"agreements_refuse_{what}" for what in ("change", "ever", "beginning", "removal"))
    statements = [
        _function(change, f"IF {_wrong_change('IS DISTINCT FROM')} THEN {_raise(REFUSAL)} END IF; RETURN NEW;"),
        _function(begin, f"IF NEW.state <> 'draft' THEN {_raise(REFUSAL)} END IF; RETURN NEW;"),
        _function(stay, f"IF OLD.state <> 'draft' THEN {_raise(REFUSAL)} END IF; RETURN OLD;"),
        _function(never, _raise(FOREVER_REFUSAL)),
        _trigger(f"{EDITIONS}_begins", EDITIONS, "INSERT", begin),
        _trigger(f"{EDITIONS}_changes", EDITIONS, "UPDATE", change),
        _trigger(f"{EDITIONS}_stays", EDITIONS, "DELETE", stay),
    ]
    for each in FOREVER:
        table = f"agreements_{each}"
        statements.append(_trigger(f"{table}_changes", table, "UPDATE", never))
        statements.append(_trigger(f"{table}_stays", table, "DELETE", never))
    return statements


def _raise(sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;"


def _trigger(name: str, table: str, change: str, function: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();"
