"""The contact form."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from home.contact.services import Message
from trust.forms.base import SafeForm
from trust.forms.notice import Notice
from trust.places.fields import PersonNameField, PhoneField
from trust.registry import Ground

KEEP = timedelta(days=365)
NOTICE = Notice(purpose=_("To read your message and answer it."), ground=Ground.LEGITIMATE_INTEREST, keep=KEEP)
NO_WAY_BACK = _("Fill in an e-mail address or a telephone number: one of both is enough for us to answer you.")


class ContactForm(SafeForm):
    """A name, a message, and one way to answer."""

    form_id = "contact"
    notice = NOTICE
    deed = _("Send my message")

    name = PersonNameField(
        label=_("Your name"),
        error_messages={"required": _("Write your name: a first name is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("We answer here. Do you prefer a call? Then leave it empty and fill in your number."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=_("Your telephone number"),
        required=False,
        help_text=_("For example 016 12 34 56, 0470 12 34 56 or +31 20 123 4567."),
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        error_messages={"required": _("Write what you would like to say or ask.")},
        help_text=_("Do not write names or details about the health of others, please."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def clean(self):
        data = super().clean() or {}
        asked = {"email", "phone"}
        if not asked & set(self.errors) and not any(data.get(name) for name in asked):
            self.add_error("email", NO_WAY_BACK)
        return data

    def clean_message(self):
        """Browsers send lines with two signs at their end."""
        return self.cleaned_data["message"].replace("\r\n", "\n")

    def as_message(self) -> Message:
        """What the service takes, of a valid form."""
        said = self.cleaned_data
        return Message(name=said["name"], message=said["message"], email=said["email"], phone=said["phone"])
