"""Is every stored field classified: how sensitive, how long kept, whether an export shows it?"""

from importlib import import_module

import pytest
from django.apps import AppConfig, apps

ROOMS = [
    config for config in apps.get_app_configs() if config.name.startswith("gatepost.") and any(config.get_models())
]


def stored_fields(config: AppConfig) -> set[str]:
    """Return `Model.field` for every column of a room, tables between two models included."""
    models = config.get_models(include_auto_created=True)
    return {f"{model.__name__}.{field.name}" for model in models for field in model._meta.local_fields if field.column}


@pytest.mark.parametrize("config", ROOMS, ids=lambda config: config.label)
def test_every_stored_field_of_a_room_is_classified(config: AppConfig) -> None:
    """Neither a field without an answer nor an answer without a field."""
    classified = import_module(f"{config.name}.classification").FIELDS
    assert set(classified) == stored_fields(config)
    assert all(answer.retention for answer in classified.values())
