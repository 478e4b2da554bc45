"""What does Django call this room? `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The record."""

    name = "gatepost.audit"
    label = "audit"
