"""Outgoing mail as staff see it: what waits, what left, what failed. Never what it says (docs/adr/0013)."""

from __future__ import annotations

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.outbox.enums import BAD_DELIVERIES, MAIL_TRANSITIONS, Delivery, MailState
from trust.outbox.errors import AlreadyWiped, TransitionNotAllowed
from trust.outbox.models import OutboundEmail
from trust.outbox.querysets import OutboundEmailQuerySet
from trust.outbox.services import cancel_email, send_again
from trust.words import choices, in_words

SEE = "trust.view_outboundemail"
STEER = "trust.change_outboundemail"


def visible_mails(user) -> OutboundEmailQuerySet:
    """The mails about records that `user` may see, and those about none: who may not see a sign-up sees no mail about it either."""
    mails = OutboundEmail.objects.all()
    if user.is_superuser:
        return mails
    if not user.has_perm(SEE):
        return mails.none()
    rights = user.get_all_permissions()
    kinds = [
        kind.pk
        for kind in ContentType.objects.all()
        if {f"{kind.app_label}.view_{kind.model}", f"{kind.app_label}.change_{kind.model}"} & rights
    ]
    return mails.filter(Q(about_type=None) | Q(about_type__in=kinds))


class MailFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(choices=MailState, label=_("State"))
    delivery = django_filters.MultipleChoiceFilter(choices=Delivery, label=_("Arrival"))
    purpose = django_filters.ChoiceFilter(choices=lambda: choices("mail"), label=_("Purpose"))
    recipient = django_filters.CharFilter(lookup_expr="icontains", label=_("Recipient"))

    class Meta:
        model = OutboundEmail
        fields = ["state", "delivery", "purpose", "recipient"]


def state_of(mail: OutboundEmail) -> str:
    """The state in words, with what the provider said after it."""
    words = str(MailState(mail.state).label)
    return f"{words}, {Delivery(mail.delivery).label}" if mail.delivery in BAD_DELIVERIES else words


class MailReportView(ReportView):
    """Every mail, the newest first."""

    model = OutboundEmail
    index_url_name = "outbox-mails"
    index_results_url_name = "outbox-mails-results"
    header_icon = "mail"
    page_title = _("Outgoing mail")
    filterset_class = MailFilterSet
    is_searchable = False
    default_ordering = "-queued_at"
    list_export: list[str] = []
    columns = [
        TitleColumn(
            "recipient",
            label=_("Recipient"),
            accessor=lambda mail: mail.recipient or gettext("(wiped)"),
            get_url=lambda mail: reverse("outbox-mail", args=[mail.public_id]),
            width="22%",
        ),
        Column("subject", label=_("Subject")),
        Column("purpose", label=_("Purpose"), accessor=lambda mail: in_words("mail", mail.purpose)),
        Column("state", label=_("State"), accessor=state_of),
        DateColumn("queued_at", label=_("Queued"), sort_key="queued_at"),
        DateColumn("sent_at", label=_("Sent")),
        Column("attempts", label=_("Attempts")),
        Column("last_error", label=_("Last error")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return visible_mails(self.request.user).defer("text", "html").order_by("-queued_at", "-pk")

    def decorate_paginated_queryset(self, object_list):
        record_access(what="outbox.mails", by=self.request.user, access=Access.LIST, count=len(object_list))
        return object_list


class MailView(View):
    """One mail: where it stands, and what staff can do about it."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, public_id):
        mail = get_object_or_404(visible_mails(request.user).select_related("about_type"), public_id=public_id)
        record_access(what="outbox.mail", by=request.user, about=mail)
        may_steer = request.user.has_perm(STEER)
        context = {
            "mail": mail,
            "state": state_of(mail),
            "purpose": in_words("mail", mail.purpose),
            "attachments": mail.attachments.values_list("filename", flat=True),
            "may_send_again": may_steer and mail.state == MailState.FAILED and not mail.wiped_at,
            "may_cancel": may_steer and MailState.CANCELLED in MAIL_TRANSITIONS[mail.state] and not mail.cancelled_at,
            "header_title": mail.subject or mail.purpose,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": reverse("outbox-mails"), "label": gettext("Outgoing mail")},
                {"url": "", "label": mail.subject or mail.purpose},
            ],
        }
        return TemplateResponse(request, "trust/outbox/admin/mail.html", context)

    def post(self, request, public_id):
        if not request.user.has_perm(STEER):
            raise PermissionDenied
        mail = get_object_or_404(visible_mails(request.user), public_id=public_id)
        try:
            if request.POST.get("action") == "cancel":
                cancel_email(public_id=mail.public_id, by=request.user)
                messages.success(request, gettext("This mail will not be sent."))
            else:
                send_again(public_id=mail.public_id, by=request.user)
                messages.success(request, gettext("The mail is queued again."))
        except (TransitionNotAllowed, AlreadyWiped):
            messages.error(request, gettext("That is not possible any more: look at its state below."))
        return redirect("outbox-mail", public_id)
