"""What may the sign-in page send?

>>> SignInForm({"person": "x" * 21}).is_valid()
False
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH


class SignInForm(forms.Form):
    """Which person was chosen."""

    person = forms.CharField(
        max_length=LENGTH, error_messages={"required": _("Choose who you are."), "max_length": _("Choose who you are.")}
    )
