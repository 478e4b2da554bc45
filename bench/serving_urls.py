"""What is the least that a page does which keeps something, and one which shows something?

It inserts one row, and sends the browser on. At one address neither session nor form is looked at, at the other both are: the form
is one of ours, and whoever sends it is signed in. Or it reads one row by its key, and shows it.

    POST /bare/ content=…  ->  302
    POST /bare/signed-in/ content=…  ->  302
    GET /bare/7/  ->  200, its content
"""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

from gatepost.config import urls
from gatepost.people.viewer import Viewer
from gatepost.web.me.views import signed_in


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


@signed_in
def bare_signed_in(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001  # a view
    """Keep one row of somebody who is known."""
    Bare.objects.create(content=request.POST["content"])
    return redirect("/bare/")


def bare_row(request: HttpRequest, key: int) -> HttpResponse:  # noqa: ARG001  # Django calls views like this
    """Show one row."""
    return HttpResponse(escape(Bare.objects.get(id=key).content))


urlpatterns = [
    path("bare/", bare),
    path("bare/signed-in/", bare_signed_in),
    path("bare/<int:key>/", bare_row),
    *urls.urlpatterns,
]
