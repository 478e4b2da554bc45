"""What the tests of restrictions share: the invented school."""

from tests.unit.signoff.conftest import school

__all__ = ["school"]
