"""What would this file change in this school?

Rows and the school as it is go in, a plan comes out; nothing is read or written here, so the same rows against the same
school are the same plan. Whoever cannot be told from somebody else is a doubt until a person has decided; whoever was in
the last file of this kind and is not in this one is proposed as a leaver, never more.

    make_plan([Taken(2, person=Someone(2, "staff", "Ada"))], School(), names=names_for("import-1")).count(Outcome.NEW)  ->  1
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from gatepost.kernel.ids import ALPHABET, LENGTH
from gatepost.roster.evidence import Judgement
from gatepost.roster.leaving import leavers
from gatepost.roster.mapping import PARENT, PUPIL, Someone, Taken
from gatepost.roster.matching import Book, Draft
from gatepost.roster.names import Likeness, compared, likeness
from gatepost.roster.plan import Candidate, Facts, Item, Outcome, Plan, School, Subject, ref
from gatepost.roster.problems import Problem
from gatepost.roster.pupils import Pupils

NEW = "new"
"""The decision that somebody in the file is nobody of those who are here."""
RANK = ("staff", "governor", "volunteer", PARENT)
"""Whose word counts: the staff list knows a teacher's name and address better than the list of parents does."""

Names = Callable[[str], str]


def names_for(import_id: str) -> Names:
    """Return what names new rows: the same key has the same id each time that one import is planned."""

    def name(key: str) -> str:
        number = int.from_bytes(hashlib.sha256(f"{import_id}\0{key}".encode()).digest())
        return "".join(ALPHABET[(number >> (5 * place)) % len(ALPHABET)] for place in range(LENGTH))

    return name


def make_plan(
    rows: Iterable[Taken | Problem], school: School, *, names: Names, decisions: Mapping[str, str] | None = None
) -> Plan:
    """Return what would happen. ``decisions`` are a person's: for a doubt's key, whom it is, or NEW."""
    planner = _Planner(school, names, decisions or {})
    for row in rows:
        planner.take(row)
    return planner.plan()


class _Planner:
    def __init__(self, school: School, names: Names, decisions: Mapping[str, str]) -> None:
        self.school = school
        self.names = names
        self.decisions = decisions
        self.book = Book(school)
        self.pupils = Pupils(school, names)
        self.problems: list[Problem] = []
        self.doubts: dict[str, Item] = {}
        self.seen: dict[str, str] = {}
        self.present: set[str] = set()
        self.named: dict[str, Someone] = {}
        self.knows_contacts = False

    def take(self, row: Taken | Problem) -> None:
        """Enter a row of the file."""
        if isinstance(row, Problem):
            self.problems.append(row)
            return
        self.problems += row.notes
        if row.person:
            self._person(row.person, child="", child_key="")
        if row.pupil:
            self.knows_contacts |= row.knows_contacts
            found = self.pupils.take(row.pupil)
            if isinstance(found, Problem):
                self.problems.append(found)
                return
            self.seen[found.key] = found.id
            self.present.add(ref(PUPIL, found.id))
            for contact in row.contacts:
                self._contact(contact, found.id, found.key)

    def plan(self) -> Plan:
        """Return everything that was found, in the order of the file; leavers last."""
        touched = [draft for draft in self.book.drafts.values() if draft.lines]
        self._point_out_families(touched)
        people = [self._item(draft) for draft in touched]
        items = sorted(chain(people, self.pupils.items(), self.doubts.values()), key=lambda item: (item.lines, item.id))
        problems = tuple(sorted(self.problems, key=lambda problem: problem.line))
        if all(problem.is_note for problem in problems):
            items += leavers(self.school, self.present, knows_contacts=self.knows_contacts)
        return Plan(tuple(items), problems, self.seen)

    def _contact(self, contact: Someone, pupil: str, pupil_key: str) -> None:
        draft = self._person(contact, child=pupil, child_key=pupil_key)
        if draft is None:
            return
        self.book.link(draft, pupil)
        self.pupils.guard(pupil, draft.id)
        link = f"{pupil}.{draft.id}"
        self.seen[ref("link", link)] = link
        self.present.add(ref("link", link))

    def _person(self, someone: Someone, *, child: str, child_key: str) -> Draft | None:
        """Enter a grown-up of the file; None while it is in doubt, or wrong, who it is."""
        key = self._key(someone, child_key)
        first = self.named.get(key)
        if first and someone.id and likeness(first.name, someone.name) is Likeness.OTHER:
            facts = {"value": someone.id, "other": str(first.line)}
            self.problems.append(Problem("same-id", someone.line, facts=facts))
            return None
        if first and someone.hat != PARENT:
            if someone.id or someone.email:
                self.problems.append(Problem("repeated", someone.line, facts={"other": str(first.line)}))
                return self.book.drafts.get(self.seen.get(key, ""))
            key = f"{key}#{someone.line}"
        self.named.setdefault(key, someone)
        draft = self._find(key, someone, child)
        if draft is None:
            return None
        self.seen[key] = draft.id
        said = _row_key(key, someone)
        if key in self.decisions or said in self.school.seen or not (someone.id or someone.email):
            self.seen[said] = draft.id  # nothing else would tell the next time without a question
        self.present.add(ref(someone.hat, draft.id))
        self._merge(draft, someone)
        return draft

    def _key(self, someone: Someone, child_key: str) -> str:
        """Return what the next file will most likely call this person by, too."""
        if someone.id:
            return f"{someone.hat}:id:{someone.id}"
        where = someone.email or (child_key and f"child {child_key}")
        return f"{someone.hat}:name:{compared(someone.name)}|{where}"

    def _find(self, key: str, someone: Someone, child: str) -> Draft | None:
        """Return who this is: decided, remembered, beyond doubt, or new; None where a person has to say."""
        decided = self.decisions.get(key, "")
        here = self.seen.get(key) or decided or self.school.seen.get(_row_key(key, someone), "")
        if here in self.book.drafts:
            return self.book.drafts[here]
        candidates = [] if decided == NEW else self.book.candidates(someone, child=child)
        if candidates and candidates[0][1] is Judgement.SAME:
            return candidates[0][0]
        asked = [(draft, said) for draft, said in candidates if said in {Judgement.ASK_SAME, Judgement.ASK}]
        if asked:
            self._doubt(key, someone, asked)
            return None
        draft = Draft(self.names(key), None, someone.name, someone.email, key=key)
        self.book.enter(draft)
        return draft

    def _doubt(self, key: str, someone: Someone, asked: Sequence[tuple[Draft, Judgement]]) -> None:
        after = Facts(someone.name, someone.email, hats={someone.hat: someone.title})
        candidates = tuple(
            Candidate(draft.id, draft.name, draft.email, tuple(draft.hats), min(draft.lines, default=0), said)
            for draft, said in asked
        )
        self.present |= {ref(someone.hat, candidate.person) for candidate in candidates}
        before = self.doubts.get(key)
        lines = (*before.lines, someone.line) if before else (someone.line,)
        self.doubts[key] = Item(
            Outcome.DOUBT, Subject.PERSON, self.names(key), lines, None, after, candidates=candidates, key=key
        )

    def _merge(self, draft: Draft, someone: Someone) -> None:
        """Let somebody be what this row says too."""
        draft.lines.append(someone.line)
        self.book.number(draft, someone.hat, someone.id)
        if someone.hat not in draft.hats or someone.title:
            draft.hats[someone.hat] = someone.title
        draft.since = draft.since or someone.since
        self._rename(draft, someone)

    def _rename(self, draft: Draft, someone: Someone) -> None:
        """Take name and address from the first row that may say them; an address is never taken away."""
        is_first = not draft.is_named
        may_say = _rank((someone.hat,)) <= _rank(draft.before.hats if draft.before else ())
        if is_first and may_say:
            draft.is_named = True
            draft.name, old = someone.name, draft.email
            draft.email = someone.email or draft.email
            self.book.index(draft, draft.name, draft.email)
            if draft.has_account and old != draft.email:
                draft.notes.append(("signs-in-with", old))
        elif someone.email and someone.email != draft.email:
            draft.notes.append(("other-email", someone.email))

    def _point_out_families(self, touched: list[Draft]) -> None:
        """Say who shares an address: one of them can sign in with it."""
        by_email: dict[str, list[Draft]] = {}
        for draft in self.book.drafts.values():
            if draft.email:
                by_email.setdefault(draft.email, []).append(draft)
        for draft in touched:
            sharing = [other for other in by_email.get(draft.email, []) if other is not draft]
            draft.notes += [
                ("holds-address" if other.has_account else "shares-address", other.name) for other in sharing
            ]

    def _item(self, draft: Draft) -> Item:
        after = draft.facts
        outcome = Outcome.NEW if draft.before is None else Outcome.UNCHANGED
        if draft.before is not None and draft.before != after:
            outcome = Outcome.CHANGED
        lines = tuple(sorted(set(draft.lines)))
        return Item(
            outcome,
            Subject.PERSON,
            draft.id,
            lines,
            draft.before,
            after,
            since=draft.since,
            notes=tuple(dict.fromkeys(draft.notes)),
        )


def _row_key(key: str, someone: Someone) -> str:
    """Return what a row that says exactly this is remembered by: whoever was asked about it is not asked again."""
    return f"row:{key}|{compared(someone.name)}|{someone.email}"


def _rank(hats: Iterable[str]) -> int:
    return min((RANK.index(hat) for hat in hats), default=len(RANK))
