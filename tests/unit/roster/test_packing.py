"""Does what is kept come back as it was?"""

from hypothesis import given
from hypothesis import strategies as st

from gatepost.roster.mapping import Someone, Taken
from gatepost.roster.packing import pack_rows, packed, unpack_rows, unpacked
from gatepost.roster.plan import Facts, Item
from gatepost.roster.problems import Problem

WORDS = st.text(max_size=5)
FACTS = st.builds(Facts, hats=st.dictionaries(WORDS, WORDS, max_size=2), guardians=st.frozensets(WORDS, max_size=2))


@given(st.builds(Item, before=st.none() | FACTS, after=st.none() | FACTS))
def test_item_comes_back_as_it_was(item: Item) -> None:
    """Dates, sets, enumerations, blanks; and is written the same way each time."""
    assert unpacked(Item, packed(item)) == item
    assert packed(unpacked(Item, packed(item))) == packed(item)


@given(st.lists(st.builds(Taken, person=st.none() | st.builds(Someone)) | st.builds(Problem), max_size=4))
def test_rows_come_back_as_they_were(rows: list[Taken | Problem]) -> None:
    """Line breaks within them too."""
    assert list(unpack_rows(pack_rows(rows))) == rows
