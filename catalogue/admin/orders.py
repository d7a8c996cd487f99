"""Orders as a list, with every screen about one of them."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery, Sum
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from catalogue.admin import changing, detail, exports, typed
from catalogue.admin.deeds import order_deeds
from catalogue.admin.filters import OrderFilterSet
from catalogue.admin.rights import TYPE_ORDERS
from catalogue.models import Order, OrderLine
from cms.money import euro
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import ShownOnly

register_permission_policy(Order, ShownOnly(Order))


class OrderListView(IndexView):
    """Every order, the newest first, with how many copies it holds."""

    any_permission_required = ["view"]
    template_name = "catalogue/admin/order_list.html"
    results_template_name = "catalogue/admin/order_list_results.html"
    default_ordering = "-placed_at"
    is_searchable = True

    def get_base_queryset(self):
        return Order.objects.defer("remarks", "notes", "vat_lines")

    def search_queryset(self, queryset):
        return queryset.holding(self.search_query.strip()) if self.is_searching else queryset

    def order_queryset(self, queryset):
        lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
        copies = Subquery(lines.values(copies=Sum("quantity")))
        return queryset.annotate(copies=copies).order_by("-placed_at", "-pk")

    @cached_property
    def columns(self):
        return [
            TitleColumn("reference", label=_("Order"), url_name="orders:detail", classname="lus-reference"),
            Column("who", label=_("Who"), accessor=lambda order: order.organisation_name or order.contact_name),
            Column("state", label=_("State"), accessor=lambda order: order.get_state_display()),
            Column("placed_at", label=_("Ordered"), accessor=_ordered),
            Column("delivery", label=_("How it goes"), accessor=lambda order: order.get_delivery_display()),
            Column("copies", label=_("Copies"), accessor=lambda order: order.copies or 0),
            Column(
                "total",
                label=_("Together"),
                accessor=lambda order: euro(order.total_cents) if order.total_cents else "–",
            ),
        ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        shown = len(context["object_list"])
        record_access(what="catalogue.orders", by=self.request.user, access=Access.LIST, count=shown)
        query = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            query.pop(name, None)
        return context | {
            "export_query": query.urlencode(),
            "may_type": self.request.user.has_perm(TYPE_ORDERS),
        }


def _ordered(order: Order) -> str:
    return date_format(localtime(order.placed_at), "j F Y, H:i")


class OrderViewSet(ModelViewSet):
    """Orders, and everything that is done with one."""

    model = Order
    name = url_namespace = url_prefix = "orders"
    icon = "clipboard-list"
    menu_label = _("Orders")
    menu_order = 100
    index_view_class = OrderListView
    filterset_class = OrderFilterSet
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []
    copy_view_enabled = False

    def get_url_name(self, view_name):
        named = {"index": "list", "index_results": "list_results"}
        return super().get_url_name(named.get(view_name, view_name))

    def get_urlpatterns(self):
        patterns = [pattern for pattern in super().get_urlpatterns() if pattern.name in ("index", "index_results")]
        for pattern in patterns:
            pattern.name = {"index": "list", "index_results": "list_results"}[pattern.name]
        return [
            *patterns,
            *exports.patterns,
            *typed.patterns,
            *detail.patterns,
            *changing.patterns,
            *order_deeds.patterns(),
        ]
