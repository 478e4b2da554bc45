"""What is the least that a page which keeps something does?

It inserts one row, and sends the browser on. Neither session nor form is looked at.

    POST /bare/ content=…  ->  302
"""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from gatepost.config import urls


class Bare(models.Model):
    """A table of the bench's own, in the database of the bench alone."""

    content = models.TextField()

    objects: models.Manager["Bare"] = models.Manager()

    class Meta:
        """It belongs to no room."""

        app_label = "bench"

    def __str__(self) -> str:
        """Return the number."""
        return str(self.pk)


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """Keep one row."""
    Bare.objects.create(content=request.POST["content"])
    return redirect("/bare/")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
