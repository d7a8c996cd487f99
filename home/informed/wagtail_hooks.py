"""Sign-ups in the admin; found by `home.wagtail_hooks`."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from home.informed.models import Subscription
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.audit.words import register_deeds
from trust.viewing import ShownOnly
from trust.words import register_words

register_deeds(
    {
        "informed.asked": _("Signed up to stay informed"),
        "informed.confirmed": _("Sign-up confirmed"),
        "informed.renewal-asked": _("Asked whether to go on"),
        "informed.renewed": _("Sign-up goes on"),
        "informed.ended": _("Sign-up stopped"),
    }
)
register_words(
    "mail",
    {
        "informed.confirm": _("Stay informed: confirm"),
        "informed.known": _("Stay informed: known already"),
        "informed.renew": _("Stay informed: go on?"),
        "informed.welcome": _("Stay informed: welcome"),
    },
)
register_words("screen", {"informed.subscriptions": _("Sign-ups to stay informed")})
register_words("job", {"ask_renewals": _("Ask who stays informed whether to go on")})
register_permission_policy(Subscription, ShownOnly(Subscription))


class SubscriptionListView(IndexView):
    """Who wants to stay informed. That the list was looked at is written down, with how many addresses it showed."""

    any_permission_required = ["view"]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        record_access(
            what="informed.subscriptions", by=self.request.user, access=Access.LIST, count=len(context["object_list"])
        )
        return context


class SubscriptionViewSet(ModelViewSet):
    """Sign-ups, the newest first."""

    model = Subscription
    name = url_namespace = url_prefix = "stay-informed"
    icon = "group"
    menu_label = _("Stay informed")
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = SubscriptionListView
    list_display = [
        "email",
        Column("get_state_display", label=_("state")),
        DateColumn("asked_at", label=_("signed up")),
        Column("delete_on", label=_("erased on")),
    ]
    list_filter = ["state"]
    search_fields: list[str] = []
    ordering = ["-asked_at", "-pk"]
    form_fields: list[str] = []
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def subscriptions():
    return SubscriptionViewSet()


@hooks.register("register_permissions")
def subscription_permissions():
    return Permission.objects.filter(content_type__app_label="home", codename="view_subscription")
