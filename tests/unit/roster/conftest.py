"""What do the tests of importing share: a queue that keeps tasks to itself, so that each test says when the worker comes."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def queue(settings: LazySettings) -> None:
    """Let tasks wait."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
