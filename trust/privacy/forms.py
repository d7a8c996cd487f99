"""The form on which people ask for their data, or for its end."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from trust.forms.base import SafeForm
from trust.forms.notice import Notice
from trust.privacy.enums import RequestKind
from trust.privacy.terms import KEEP
from trust.registry import Ground

CHOICES = [
    (RequestKind.EXPORT, _("Show me what you have about me")),
    (RequestKind.ERASURE, _("Erase what you have about me")),
]


class RequestForm(SafeForm):
    """What somebody asks, and the address that it is about."""

    form_id = "privacy-request"
    notice = Notice(purpose=_("To answer your request about your own data."), ground=Ground.LEGAL_DUTY, keep=KEEP)
    deed = _("Mail me the link")

    kind = forms.ChoiceField(
        label=_("What do you ask?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you ask.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a link to it. Only who reads that mailbox can go on."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
