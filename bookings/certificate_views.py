"""The certificate of who was there, from their own page."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bookings.certificates import as_download, certificates, has_certificate
from bookings.models import Registration
from bookings.terms import PERSONAL
from cms.pdf import PdfNotReady, organisation_for
from trust.links.models import PersonalLink
from trust.links.views import personal_page


@personal_page(purpose=PERSONAL)
def personal_certificate(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/kalender/mijn/<token>/attest.pdf`: for who was ticked as present; nobody else has one."""
    found = cast(Registration, link.about)
    mine = Registration.objects.select_related("event").get(pk=found.pk)
    if not has_certificate(mine):
        raise Http404
    try:
        content = certificates(mine.event, [mine], organisation=organisation_for(request))
    except PdfNotReady:
        context = {"title": _("Certificate of attendance"), "noindex": True}
        return render(request, "bookings/no_certificate.html", context, status=503)
    return as_download(content, mine.event)
