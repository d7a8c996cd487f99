"""Words to everybody of a date: shown first as one of them reads it, then sent; with the list of what was sent before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.admin.deeds import breadcrumbs
from bookings.admin.forms import MessageForm
from bookings.admin.rights import WRITE_TO_PEOPLE, date_screen
from bookings.enums import MessageTo
from bookings.models import Event
from bookings.services import message_people, send_message
from bookings.services.previewing import preview
from trust.outbox.rehearsing import LINK_WORDS
from trust.viewing import BOTH, carried


@date_screen(WRITE_TO_PEOPLE, BOTH)
def message(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/message/`: write, look, send."""
    form = MessageForm(request.POST if request.method == "POST" else None, event=event)
    if request.method != "POST":
        return _ask(request, event, form)
    if not form.is_valid() or request.POST.get("deed") == "again":
        return _ask(request, event, form, status=422 if form.errors else 200)
    said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("to", "subject", "text")}
    people = message_people(event, said["to"])
    if not people:
        form.add_error("to", _("Nobody on this list has an e-mail address."))
        return _ask(request, event, form, status=422)
    send = lambda: send_message(event_id=event.pk, by=request.user, key=str(form.cleaned_data["key"]), **said)  # type: ignore[arg-type]  # noqa: E731
    if request.POST.get("confirmed") != "yes":
        told = preview(event_id=event.pk, deed=send, link=str(LINK_WORDS))
        return _show(request, event, people=len(people), to=said["to"], sample=told.samples[0])
    sent = send()
    words = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", sent.sent_count)
    messages.success(request, words % {"count": sent.sent_count})
    return HttpResponseRedirect(reverse("dates:message", args=[event.pk]))


def _ask(request: HttpRequest, event: Event, form: MessageForm, *, status: int = 200) -> HttpResponse:
    context = {
        "event": event,
        "form": form,
        "media": form.media,
        "counts": [
            (MessageTo(to).label, len(message_people(event, to))) for to in (MessageTo.REGISTERED, MessageTo.WAITING)
        ],
        "sent": event.messages.select_related("sent_by"),
        "page_title": _("Write to everybody"),
        "breadcrumbs_items": breadcrumbs(event, _("Write to everybody")),
    }
    return TemplateResponse(request, "bookings/admin/message.html", context, status=status)


def _show(request: HttpRequest, event: Event, *, people: int, to: str, sample: Any) -> HttpResponse:
    context = {
        "event": event,
        "people": people,
        "to": MessageTo(to).label,
        "sample": sample,
        "kept": [(name, value) for name, value in carried(request) if name != "deed"],
        "page_title": _("This is how they read it"),
        "breadcrumbs_items": breadcrumbs(event, _("Write to everybody")),
    }
    return TemplateResponse(request, "bookings/admin/message_preview.html", context)


patterns = [path("<int:pk>/message/", message, name="message")]
