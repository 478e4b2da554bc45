"""What does Django call this room? `campaigns`."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The campaigns room."""

    name = "gatepost.campaigns"
    label = "campaigns"
