"""What staff see of the shop in the admin, and its codes in words."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from catalogue.admin import customers, packing, reach, stock
from catalogue.admin import todo as _todo  # noqa: F401  (registers itself)
from catalogue.admin.orders import OrderViewSet
from catalogue.admin.products import CategoryViewSet, ProductViewSet
from catalogue.admin.rights import SEE_BATCHES, SEE_CUSTOMERS, SEE_ORDERS, SEE_STOCK
from catalogue.enums import CaseKind, MovementKind, OrderState, PaymentState
from catalogue.payments import wagtail_hooks as _payments  # noqa: F401  (registers itself)
from trust.audit.words import register_deeds
from trust.viewing import GuardedMenuItem
from trust.words import register_words

register_deeds(
    {
        "catalogue.batch-gathered": _("Parcels gathered for a post day"),
        "catalogue.batch-sent": _("Batch of parcels sent"),
        "catalogue.case-closed": _("Case about a payment settled"),
        "catalogue.case-opened": _("Case about a payment opened"),
        "catalogue.customers-merged": _("Customers made one"),
        "catalogue.edition-announced": _("New edition announced"),
        "catalogue.editions-stopped": _("Hears of new editions no longer"),
        "catalogue.order-changed": _("Order changed"),
        "catalogue.order-link-sent": _("Link to an order mailed again"),
        "catalogue.order-moved": _("Order moved"),
        "catalogue.order-placed": _("Order placed"),
        "catalogue.orders-exported": _("List of orders taken out"),
        "catalogue.payment-given-back": _("Payment given back"),
        "catalogue.payment-moved": _("Payment moved"),
        "catalogue.refund-asked": _("Refund asked"),
        "catalogue.sale-withdrawn": _("Sale withdrawn by who bought"),
        "catalogue.stock-moved": _("Stock changed by hand"),
    }
)
register_words(
    "mail",
    {
        "catalogue.edition": _("New edition of what they received"),
        "catalogue.order-cancelled": _("Order: cancelled"),
        "catalogue.order-confirmed": _("Order: we have it"),
        "catalogue.order-link": _("Order: the link once more"),
        "catalogue.order-not-paid": _("Order: not paid in time"),
        "catalogue.order-ready": _("Order: to be picked up"),
        "catalogue.order-refunded": _("Order: money given back"),
        "catalogue.order-to-pay": _("Order: to be paid"),
        "catalogue.order-sent": _("Order: on its way"),
        "catalogue.stock-low": _("To staff: a product runs low"),
        "catalogue.stock-wrong": _("To staff: stock that does not add up"),
        "catalogue.order-withdrawn": _("Order: sale withdrawn"),
        "catalogue.payment-case": _("To staff: a payment waits"),
    },
)
register_words("detail", {"cents": _("cents"), "copies": _("copies")})
register_words(
    "value",
    {
        f"catalogue.{code.value}": code.label
        for codes in (PaymentState, OrderState, MovementKind, CaseKind)
        for code in codes
    },
)
register_words(
    "screen",
    {
        "catalogue.batch": _("Batch of parcels"),
        "catalogue.customer": _("One customer of the shop"),
        "catalogue.customers": _("Customers of the shop"),
        "catalogue.labels": _("Address labels"),
        "catalogue.ledger": _("Ledger of a product"),
        "catalogue.order": _("One order"),
        "catalogue.orders": _("Orders"),
        "catalogue.picks": _("Pick list"),
        "catalogue.queue": _("Orders to pack"),
        "catalogue.slips": _("Packing slips"),
    },
)
register_words(
    "job",
    {"mind_payments": _("Look after payments"), "prove_stock": _("Prove that the stock of the shop adds up")},
)


class ShopGroup(ModelViewSetGroup):
    menu_label = _("Shop")
    menu_icon = "tag"
    menu_order = 244
    items = (OrderViewSet, ProductViewSet, CategoryViewSet)

    def get_submenu_items(self):
        items = [
            (_("Packing"), "packing:queue", "mail", SEE_BATCHES, 110),
            (_("Stock"), "stock:list", "table", SEE_STOCK, 120),
            (_("Customers"), "customers:list", "group", SEE_CUSTOMERS, 150),
        ]
        ours = [
            GuardedMenuItem(
                label, reverse_lazy(url), name=url.replace(":", "-"), icon_name=icon, order=order, right=right
            )
            for label, url, icon, right, order in items
        ]
        return [*super().get_submenu_items(), *ours]


@hooks.register("register_admin_viewset")
def shop():
    return ShopGroup()


@hooks.register("register_admin_urls")
def shop_addresses():
    return [stock.urls, packing.urls, customers.urls, *reach.patterns]


@hooks.register("register_reports_menu_item")
def reach_menu_item():
    return GuardedMenuItem(
        _("Reach of the shop"), reverse("shop-reach"), name="shop-reach", icon_name="tag", order=74, right=SEE_ORDERS
    )


@hooks.register("insert_global_admin_css")
def shop_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/shop.css"))


@hooks.register("register_permissions")
def shop_permissions():
    return Permission.objects.filter(
        content_type__app_label="catalogue",
        content_type__model__in=[
            "batch",
            "category",
            "customer",
            "order",
            "paymentcase",
            "product",
            "refund",
            "shopsettings",
            "stockmovement",
        ],
    )
