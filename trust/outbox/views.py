"""The development mailbox, and what a provider reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from trust.outbox.emails import as_message, content_of
from trust.outbox.models import OutboundEmail

SHOWN = 100
# A mail's own HTML: its styles and nothing else, in a frame that may only open links in another tab.
FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

View = Callable[..., HttpResponseBase]


def only_in_development(view: View) -> View:
    """404 where mail is really sent; nothing that the mailbox shows is kept anywhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not settings.OUTBOX_MAILBOX:
            raise Http404
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


@require_safe
@only_in_development
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails, whatever their state."""
    mails = OutboundEmail.objects.order_by("-queued_at", "-pk").defer("text", "html")[:SHOWN]
    return render(request, "trust/outbox/mailbox.html", {"mails": mails, "shown": SHOWN, "noindex": True})


@require_safe
@only_in_development
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]
def mailbox_mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One mail as it arrives: headers, HTML in a frame, plain text, attachments."""
    mail = get_object_or_404(OutboundEmail.objects.prefetch_related("attachments"), public_id=public_id)
    context = {"mail": mail, "noindex": True}
    try:
        message = as_message(mail)
    except LookupError as error:
        context["unreadable"] = str(error)
    else:
        context |= {"text": message.body, "headers": message.message().items()}
    return render(request, "trust/outbox/mailbox_mail.html", context)


@require_safe
@only_in_development
@xframe_options_sameorigin
def mailbox_html(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The HTML part, for the frame; its links open elsewhere."""
    mail = get_object_or_404(OutboundEmail, public_id=public_id)
    try:
        alternatives = as_message(mail).alternatives
    except LookupError as error:
        raise Http404 from error
    html = str(alternatives[0][0]) if alternatives else ""
    response = HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))
    response["Content-Security-Policy"] = FRAME_POLICY
    return response


@require_safe
@only_in_development
def mailbox_attachment(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Attachment `number` (from 1), to keep and never to open in place."""
    mail = get_object_or_404(OutboundEmail, public_id=public_id)
    parts = list(mail.attachments.all())
    if not 1 <= number <= len(parts):
        raise Http404
    part = parts[number - 1]
    try:
        content = content_of(part, sealed=mail.sealed)
    except LookupError as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff"}
    response = HttpResponse(content, content_type=part.content_type, headers=headers)
    response.headers["Content-Disposition"] = "attachment"
    return response


@csrf_exempt
def provider_report(request: HttpRequest, provider: str) -> HttpResponseBase:
    """What our provider tells about mails that left; it signs in with `EMAIL_WEBHOOK_SECRET`. 404 for any other, and without a secret."""
    known = settings.OUTBOX_PROVIDER
    if not known or provider.replace("-", "_") != known or not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        raise Http404
    return _report_view(known)(request)


def _report_view(provider: str) -> View:
    from anymail.urls import urlpatterns  # imports every provider it knows, so only where one is used

    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    for pattern in urlpatterns:
        if pattern.name in names:
            return pattern.callback
    raise Http404
