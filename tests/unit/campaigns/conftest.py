"""What the tests of campaigns share: the invented school, with its edition in force."""

from tests.unit.signoff.conftest import school

__all__ = ["school"]
