"""What the tests of permissions share: the invented school, and short words for its people."""

import pytest

from gatepost.demo import services as demo


@pytest.fixture
def school(db: None) -> None:
    """The invented school, whose edition of July 2018 is in force."""
    demo.load()
