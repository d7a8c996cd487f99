"""The sign-up form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from home.informed.enums import Topic
from home.informed.terms import NOTICE, WORDS
from trust.forms.base import SafeForm
from trust.places.fields import PersonNameField


class SignUpForm(SafeForm):
    """An address, what to hear of, and consent in so many words."""

    form_id = "informed"
    notice = NOTICE
    deed = _("Keep me informed")

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We first send you a mail to ask if it is really you."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = PersonNameField(
        label=_("Your first name"), required=False, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    topics = forms.MultipleChoiceField(
        label=_("What would you like to hear about?"),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one subject.")},
    )
    consent = forms.BooleanField(
        label=WORDS.text, error_messages={"required": _("Without your agreement we may not mail you.")}
    )
