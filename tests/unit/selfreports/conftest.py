"""What the tests of self-reports share: the invented school."""

from tests.unit.signoff.conftest import school

__all__ = ["school"]
