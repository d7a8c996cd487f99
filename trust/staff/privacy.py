"""How the personal data in this room is found, exported, erased and how long it is kept; and the links to choose a password."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from trust.links.purposes import LinkPurpose, register_purpose
from trust.registry import declare_impersonal
from trust.staff.services import PASSWORD_LINK

declare_impersonal("trust.TokenScope", because="Scopes and dates of a token; its owner stands in wagtailcore.APIToken.")

register_purpose(
    LinkPurpose(
        name=PASSWORD_LINK,
        url_name="staff-password-choose",
        label=_("choosing your password"),
        lifetime=timedelta(hours=2),
        email_of=lambda user: user.email if user.is_active else "",
        records_of=lambda email: get_user_model().objects.filter(email__iexact=email, is_active=True),
        once=True,
    )
)
