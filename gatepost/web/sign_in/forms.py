"""What may the sign-in pages send?

>>> SignInForm({"person": "x" * 21}).is_valid()
False
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.ids import LENGTH

LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690
LONGEST_TOKEN = 100
LONGEST_PASSWORD = 256
"""Characters: longer than anybody types, and short enough to cost no more than a short one."""


class SignInForm(forms.Form):
    """Which person was chosen."""

    person = forms.CharField(
        max_length=LENGTH, error_messages={"required": _("Choose who you are."), "max_length": _("Choose who you are.")}
    )


class AddressForm(forms.Form):
    """To which address a code should go."""

    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("This is not an e-mail address. It looks like name@example.org."),
            "max_length": _("This is not an e-mail address. It looks like name@example.org."),
        },
    )


class PasswordForm(forms.Form):
    """A password, as it was typed or pasted."""

    password = forms.CharField(
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={
            "required": _("Type your password."),
            "max_length": _("A password has at most 256 characters."),
            "null_characters_not_allowed": _("There is a sign in it that no keyboard has. Type it again."),
        },
    )


class AddressAndPasswordForm(AddressForm, PasswordForm):
    """Whose it is, too."""
