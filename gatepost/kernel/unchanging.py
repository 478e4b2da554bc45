"""What does a database need so that the rows of a table are never changed?

Triggers, for both databases: an UPDATE is refused, and a DELETE; PostgreSQL's TRUNCATE; and SQLite's INSERT OR REPLACE, which would
remove a row past the others. ``goes_when`` is for a table of which rows end one day: a condition on ``OLD``, in SQL, under which
one may be removed. ``wrong_when`` is for a table of which some columns move: a condition on ``OLD`` and ``NEW`` under which a
change is refused, where it is not every one. ``begins_wrong`` is for a table whose rows begin in one way: a condition on ``NEW``
under which a row is not taken. Whoever owns the database can lift triggers. Migrations put these in force with
texts of their own; tests compare.

    Unchanging("signoff_scan", "what was signed is not changed", same="id = NEW.id").create_statements("sqlite")
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unchanging:
    """A table whose rows stay as they are. ``same`` says, in SQL, which rows a row ``NEW`` would take the place of."""

    table: str
    refusal: str
    same: str
    goes_when: str = ""
    wrong_when: str = ""
    begins_wrong: str = ""

    def create_statements(self, vendor: str) -> list[str]:
        """Return the SQL that puts the triggers in force, for `sqlite` or `postgresql`."""
        return [*(self._sqlite() if vendor == "sqlite" else self._postgresql()), *self._enters(vendor)]

    def drop_statements(self, vendor: str) -> list[str]:
        """Return the SQL that lifts the triggers: for undoing the migration, and for tests that play the intruder."""
        on = "" if vendor == "sqlite" else f" ON {self.table}"
        last = "begins" if vendor == "sqlite" else "empties"
        names = ("changes", "stays", last, *(["enters"] if self.begins_wrong else []))
        return [f"DROP TRIGGER IF EXISTS {self.table}_{what}{on};" for what in names]

    def _enters(self, vendor: str) -> list[str]:
        if not self.begins_wrong:
            return []
        each, refuse = "", f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END;"
        if vendor != "sqlite":
            each, refuse = "FOR EACH ROW ", f"EXECUTE FUNCTION {self.table}_refuse();"
        begins = f"CREATE TRIGGER {self.table}_enters BEFORE INSERT ON {self.table} "
        return [f"{begins}{each}WHEN ({self.begins_wrong}) {refuse}"]

    def _sqlite(self) -> list[str]:
        table, refuse = self.table, f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END;"
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {self.same} OR rowid = NEW.rowid)"  # noqa: S608  # names of our own table
        wrong = f"WHEN {self.wrong_when} " if self.wrong_when else ""
        stays = f"WHEN NOT ({self.goes_when}) " if self.goes_when else ""
        return [
            f"CREATE TRIGGER {table}_changes BEFORE UPDATE ON {table} {wrong}{refuse}",
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {stays}{refuse}",
            f"CREATE TRIGGER {table}_begins BEFORE INSERT ON {table} {there} {refuse}",
        ]

    def _postgresql(self) -> list[str]:
        table, refuse = self.table, f"RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'restrict_violation';"
        goes = (
            f"IF TG_OP = 'DELETE' THEN IF {self.goes_when} THEN RETURN OLD; END IF; END IF; " if self.goes_when else ""
        )
        if self.wrong_when:
            goes += f"IF TG_OP = 'UPDATE' THEN IF NOT ({self.wrong_when}) THEN RETURN NEW; END IF; END IF; "
        return [
            (
                f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN {goes}{refuse} END $$;"
            ),
            f"CREATE TRIGGER {table}_changes BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();",
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();",
            (
                f"CREATE TRIGGER {table}_empties BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();"
            ),
        ]
