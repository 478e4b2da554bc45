"""How does the index of words follow the names?

Whoever writes a name calls this in the same transaction; there is no signal that could be forgotten or run twice.

    note_people([person])  # after its name was written
"""

from collections.abc import Iterable

from gatepost.people.models import Person, Pupil, SearchWord
from gatepost.people.naming import words

BATCH = 1000


def note_people(people: Iterable[Person]) -> None:
    """Let people be found by the words of their names; two queries a thousand words."""
    found = list(people)
    SearchWord.objects.filter(person__in=[person.id for person in found]).delete()
    rows = [
        SearchWord(school_id=person.school_id, word=word, person=person)
        for person in found
        for word in words(person.name)
    ]
    SearchWord.objects.bulk_create(rows, batch_size=BATCH)


def note_pupils(pupils: Iterable[Pupil]) -> None:
    """Let pupils be found by the words of their names and of their class."""
    found = list(pupils)
    SearchWord.objects.filter(pupil__in=[pupil.id for pupil in found]).delete()
    rows = [
        SearchWord(school_id=pupil.school_id, word=word, pupil=pupil)
        for pupil in found
        for word in words(f"{pupil.name} {pupil.class_name}")
    ]
    SearchWord.objects.bulk_create(rows, batch_size=BATCH)
