"""The desk in the admin: its menu, and its deeds in words; found by `bookings.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from bookings.desk.admin import todo as _todo  # noqa: F401  (registers itself)
from bookings.desk.admin.agenda import agenda
from bookings.desk.admin.conditions import TermsViewSet
from bookings.desk.admin.requests import RequestViewSet
from bookings.desk.admin.rights import SEE_REQUESTS
from bookings.desk.enums import RequestState
from trust.audit.words import register_deeds
from trust.words import register_words

register_deeds(
    {
        "bookings.invoice-made": _("Invoice record made"),
        "bookings.proposal-sent": _("Proposal sent"),
        "bookings.request-evaluated": _("Told how it was"),
        "bookings.request-made-public": _("Put in the calendar, as a draft"),
        "bookings.request-moved": _("Request moved"),
        "bookings.request-noted": _("Notes of a request changed"),
        "bookings.request-received": _("Request received"),
        "bookings.requests-exported": _("List of requests taken out"),
        "bookings.terms-written": _("Terms of bookings written"),
    }
)
register_words(
    "mail",
    {
        "bookings.request-agreed": _("Request: agreed"),
        "bookings.request-countered": _("Request: another day"),
        "bookings.request-decided": _("To staff: an organisation answered"),
        "bookings.request-evaluation": _("Request: how was it?"),
        "bookings.request-pack": _("Request: what to prepare"),
        "bookings.request-proposal": _("Request: proposal"),
        "bookings.request-proposal-ends": _("Request: the proposal ends soon"),
        "bookings.request-proposal-expired": _("Request: the proposal has ended"),
        "bookings.request-receipt": _("Request: we have it"),
        "bookings.request-received": _("To staff: a request came"),
        "bookings.request-refused": _("Request: we cannot"),
        "bookings.request-talk-again": _("Request: another proposal follows"),
        "bookings.request-withdrawn": _("Request: it has ended"),
        "bookings.trainer-bound": _("To a trainer: a date stands"),
        "bookings.trainer-pack": _("To a trainer: a date comes near"),
        "bookings.trainer-released": _("To a trainer: a date is off"),
    },
)
register_words(
    "screen",
    {
        "bookings.request": _("One request"),
        "bookings.request-file": _("Attachment of a request"),
        "bookings.requests": _("Requests"),
    },
)
register_words("detail", {"fields": _("changed"), "version": _("version")})
register_words("job", {"mind_requests": _("Look after requests of organisations")})
register_words("rule", {"ten years of bookkeeping": _("Ten years of bookkeeping")})
register_words("value", {f"bookings.{state.value}": state.label for state in RequestState})


class BoardMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_REQUESTS)


class DeskGroup(ModelViewSetGroup):
    menu_label = _("Requests")
    menu_icon = "clipboard-list"
    menu_order = 242
    items = (RequestViewSet, TermsViewSet)

    def get_submenu_items(self):
        board = BoardMenuItem(
            _("Board"), reverse_lazy("requests:board"), name="requests-board", icon_name="table", order=0
        )
        return [board, *super().get_submenu_items()]


@hooks.register("register_admin_urls")
def agenda_address():
    return [path("agenda/", agenda, name="agenda")]


@hooks.register("insert_global_admin_css")
def desk_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk.css"))


@hooks.register("register_admin_viewset")
def desk():
    return DeskGroup()


@hooks.register("register_permissions")
def desk_permissions():
    return Permission.objects.filter(
        content_type__app_label="bookings",
        content_type__model__in=[
            "bookingrequest",
            "proposal",
            "trainer",
            "invoicerecord",
            "evaluation",
            "bookingterms",
        ],
    )
