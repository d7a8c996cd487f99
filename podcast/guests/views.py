"""`/toestemming/`: see what you agreed to, take it back."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from podcast.enums import ConsentEnd
from podcast.models import GuestConsent
from podcast.services import take_back
from podcast.terms import LINK
from trust.forms.views import keep_none
from trust.links.models import PersonalLink
from trust.links.views import personal_page
from trust.privacy.models import Consent


@personal_page(purpose=LINK)
def consent(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`<token>/`: what stands, in so many words, and a button; a POST takes it back at once."""
    given = cast(GuestConsent, link.about)
    if request.method == "POST":
        take_back(public_id=given.public_id, reason=ConsentEnd.PERSON)
        return HttpResponseRedirect(reverse("podcast-consent-ended"))
    words = Consent.objects.about(given).select_related("text").order_by("-given_at").first()
    stands = given.stands()
    title = _("What you agreed to") if stands else _("This no longer holds")
    context = {
        "title": title,
        "noindex": True,
        "consent": given,
        "scopes": given.scopes(),
        "words": words.text.text if words else "",
        "stands": stands,
    }
    return render(request, "podcast/guest/consent.html", context)


@require_safe
def taken_back(request: HttpRequest) -> HttpResponse:
    """`ingetrokken/`: thank you, and what happens now."""
    return keep_none(
        render(request, "podcast/guest/taken_back.html", {"title": _("You took it back"), "noindex": True})
    )
