"""Money in the admin: cases that wait for a human, and giving back."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from catalogue.payments.admin import cases, close, give_back
from catalogue.payments.rights import SEE_CASES, kinds_for


@hooks.register("register_admin_urls")
def payment_addresses():
    return [
        path("payments/cases/", cases, name="payment-cases"),
        path("payments/cases/<int:pk>/", close, name="payment-case"),
        path("payments/<int:pk>/give-back/", give_back, name="payment-give-back"),
    ]


class CasesMenuItem(MenuItem):
    """For who looks after payments, of one kind or of all."""

    def is_shown(self, request):
        return bool(kinds_for(request.user, SEE_CASES))


@hooks.register("register_reports_menu_item")
def cases_menu_item():
    return CasesMenuItem(
        _("Payments that wait"), reverse("payment-cases"), name="payment-cases", icon_name="warning", order=80
    )
