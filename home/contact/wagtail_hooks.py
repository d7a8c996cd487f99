"""Messages in the admin, and their line on the to-do list; found by `home.wagtail_hooks`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from cms.todo import TodoItem, register_todo
from home.contact.enums import MESSAGE_TRANSITIONS, MessageState
from home.contact.errors import TransitionNotAllowed
from home.contact.models import ContactMessage
from home.contact.services import erase_message, move_message
from trust.audit.services import record_access
from trust.audit.words import register_deeds
from trust.viewing import ShownOnly
from trust.words import register_words

SEE, ANSWER = "home.view_contactmessage", "home.change_contactmessage"
DEEDS: dict[str, Any] = {
    MessageState.ANSWERED: gettext_lazy("It is answered"),
    MessageState.SPAM: gettext_lazy("It is spam"),
    MessageState.NEW: gettext_lazy("It waits for an answer again"),
}

register_deeds(
    {
        "contact.received": gettext_lazy("Message received"),
        "contact.moved": gettext_lazy("Message moved"),
        "contact.erased": gettext_lazy("Message erased before its day"),
    }
)
register_words(
    "mail",
    {
        "contact.received": gettext_lazy("Receipt of a message"),
        "contact.waiting": gettext_lazy("To staff: a message waits"),
    },
)
register_words("screen", {"contact.messages": gettext_lazy("Messages")})
register_permission_policy(ContactMessage, ShownOnly(ContactMessage))


class MessageView(InspectView):
    """One message, with the buttons that move it. That it was looked at is written down."""

    template_name = "home/contact/admin/message.html"
    any_permission_required = ["view"]

    def get(self, request, *args, **kwargs):
        record_access(what="contact.messages", by=request.user, about=self.object)
        return super().get(request, *args, **kwargs)

    def get_field_display_value(self, field_name, field):
        """Times as on our clock, lines as they were written, a dash for what is not there."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        return linebreaksbr(value, autoescape=True) if field_name == "message" else value or "–"

    def get_context_data(self, **kwargs):
        moves = sorted(MESSAGE_TRANSITIONS[self.object.state]) if self.request.user.has_perm(ANSWER) else []
        erase = reverse("contact-messages:erase", args=[self.object.pk]) if self.request.user.has_perm(ANSWER) else ""
        return super().get_context_data(**kwargs) | {
            "erase_url": erase,
            "moves": [(reverse("contact-messages:move", args=[self.object.pk, to]), DEEDS[to]) for to in moves],
        }


@require_POST
def move(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """`…/<pk>/<state>/`: a button of the message was pressed."""
    if not request.user.has_perm(ANSWER):
        raise PermissionDenied
    if to not in MessageState.values:
        raise Http404
    message = get_object_or_404(ContactMessage, pk=pk)
    try:
        move_message(public_id=message.public_id, to=MessageState(to), by=request.user)  # type: ignore[arg-type]
    except TransitionNotAllowed:
        messages.warning(request, _("Somebody else was first: look what the message says now."))
    return redirect("contact-messages:inspect", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/erase/`: asks first; a POST erases the message before its day."""
    if not request.user.has_perm(ANSWER):
        raise PermissionDenied
    message = ContactMessage.objects.filter(pk=pk).first()
    if request.method == "POST":
        if message is not None:
            erase_message(public_id=message.public_id, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The message is erased, with the mails about it."))
        return redirect("contact-messages:index")
    if message is None:
        raise Http404
    record_access(what="contact.messages", by=request.user, about=message)  # type: ignore[arg-type]
    context = {
        "message": message,
        "header_title": _("Erase this message"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("contact-messages:index"), "label": _("Messages")},
            {"url": reverse("contact-messages:inspect", args=[pk]), "label": str(message)},
            {"label": _("Erase this message")},
        ],
    }
    return render(request, "home/contact/admin/erase.html", context)


class ContactMessageViewSet(ModelViewSet):
    """Messages, the newest first."""

    model = ContactMessage
    name = url_namespace = url_prefix = "contact-messages"
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_order = 250
    add_to_admin_menu = True
    list_display = [
        TitleColumn("received_at", label=gettext_lazy("received"), url_name="contact-messages:inspect"),
        Column("get_state_display", label=gettext_lazy("state")),
        Column("delete_on", label=gettext_lazy("erased on")),
    ]
    list_filter = ["state"]
    ordering = ["-received_at", "-pk"]
    form_fields: list[str] = []
    inspect_view_enabled = True
    inspect_view_class = MessageView
    inspect_view_fields = [
        "name",
        "email",
        "phone",
        "message",
        "state",
        "received_at",
        "handled_at",
        "handled_by",
        "delete_on",
    ]
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/erase/", erase, name="erase"),
            path("<int:pk>/<slug:to>/", move, name="move"),
        ]


@hooks.register("register_admin_viewset")
def contact_messages():
    return ContactMessageViewSet()


@hooks.register("register_permissions")
def contact_permissions():
    return Permission.objects.filter(
        content_type__app_label="home", codename__in=["view_contactmessage", "change_contactmessage"]
    )


@register_todo
def messages_to_answer(user) -> list[TodoItem]:
    """Messages that nobody answered yet."""
    if not user.has_perm(ANSWER):
        return []
    count = ContactMessage.objects.unanswered().count()
    label = ngettext("message to answer", "messages to answer", count)
    return [TodoItem(label, count, f"{reverse('contact-messages:index')}?state=new", urgent=True)]
