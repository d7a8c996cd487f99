"""What staff see of this room in the admin; found by `trust.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.todo import TodoItem, register_todo
from trust.audit.words import register_deeds
from trust.outbox.reports import SEE, MailReportView, MailView, visible_mails

register_deeds(
    {
        "outbox.failed": gettext_lazy("Mail given up"),
        "outbox.sent_again": gettext_lazy("Mail queued again"),
        "outbox.cancelled": gettext_lazy("Mail stopped"),
        "outbox.bounced": gettext_lazy("Mail did not arrive"),
    }
)


@hooks.register("register_admin_urls")
def outbox_addresses():
    return [
        path("reports/mails/", MailReportView.as_view(), name="outbox-mails"),
        path("reports/mails/results/", MailReportView.as_view(results_only=True), name="outbox-mails-results"),
        path("reports/mails/<uuid:public_id>/", MailView.as_view(), name="outbox-mail"),
    ]


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


@hooks.register("register_reports_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(
        gettext_lazy("Outgoing mail"), reverse("outbox-mails"), name="outbox", icon_name="mail", order=60
    )


@hooks.register("register_permissions")
def outbox_permissions():
    return Permission.objects.filter(
        content_type__app_label="trust", codename__in=["view_outboundemail", "change_outboundemail"]
    )


@register_todo
def mails_in_trouble(user) -> list[TodoItem]:
    """Mails that were given up, or that the provider says did not arrive."""
    if not user.has_perm(SEE):
        return []
    count = visible_mails(user).in_trouble(now()).count()
    label = ngettext("mail that did not arrive", "mails that did not arrive", count)
    return [TodoItem(label, count, f"{reverse('outbox-mails')}?state=failed", urgent=True)]
