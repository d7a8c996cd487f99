"""The desk in the admin: its menu, and its deeds in words; found by `bookings.wagtail_hooks`."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from bookings.desk.admin import todo as _todo  # noqa: F401  (registers itself)
from bookings.desk.admin.agenda import agenda
from bookings.desk.admin.conditions import TermsViewSet
from bookings.desk.admin.evaluations import evaluations
from bookings.desk.admin.figures import figures
from bookings.desk.admin.invoices import InvoiceViewSet
from bookings.desk.admin.mine import mine
from bookings.desk.admin.requests import RequestViewSet
from bookings.desk.admin.rights import SEE_EVALUATIONS, SEE_OWN_DATES, SEE_REQUESTS
from bookings.desk.admin.trainers import TrainerViewSet
from bookings.desk.enums import RequestState
from trust.audit.words import register_deeds
from trust.viewing import GuardedMenuItem
from trust.words import register_words

register_deeds(
    {
        "bookings.invoice-made": _("Invoice record made"),
        "bookings.proposal-sent": _("Proposal sent"),
        "bookings.request-corrected": _("Corrected who asks"),
        "bookings.request-evaluated": _("Told how it was"),
        "bookings.request-made-public": _("Put in the calendar, as a draft"),
        "bookings.request-moved": _("Request of an organisation moved"),
        "bookings.request-noted": _("Notes of a request changed"),
        "bookings.request-received": _("Request received"),
        "bookings.trainer-edited": _("Trainer edited"),
        "bookings.trainer-feed-revoked": _("Feed of a trainer taken back"),
        "bookings.trainer-feed-sent": _("Feed of a trainer handed out"),
        "bookings.trainer-made": _("Trainer made"),
        "bookings.trainer-week": _("Week of a trainer kept by themselves"),
        "bookings.requests-exported": _("List of requests taken out"),
        "bookings.terms-written": _("Terms of bookings written"),
    }
)
register_words(
    "mail",
    {
        "bookings.request-agreed": _("Request: agreed"),
        "bookings.request-corrected": _("Request: the link, at another address"),
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
        "bookings.trainer-feed": _("To a trainer: the address of their own dates"),
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
register_words(
    "screen",
    {"bookings.evaluations": _("How organisations found it"), "bookings.own-dates": _("A trainer's own dates")},
)
register_words("value", {f"bookings.{state.value}": state.label for state in RequestState})


class BoardMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE_REQUESTS)


class DeskGroup(ModelViewSetGroup):
    menu_label = _("Requests")
    menu_icon = "clipboard-list"
    menu_order = 242
    items = (RequestViewSet, TrainerViewSet, InvoiceViewSet, TermsViewSet)

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


@hooks.register("register_admin_urls")
def desk_addresses():
    return [
        path("my-dates/", mine, name="trainer-mine"),
        path("reports/evaluations/", evaluations, name="desk-evaluations"),
        path("reports/requests/", figures, name="desk-figures"),
    ]


@hooks.register("register_admin_menu_item")
def own_dates_menu_item():
    return GuardedMenuItem(
        _("My dates"), reverse("trainer-mine"), name="trainer-mine", icon_name="date", order=235, right=SEE_OWN_DATES
    )


@hooks.register("register_reports_menu_item")
def evaluations_menu_item():
    return GuardedMenuItem(
        _("Evaluations"),
        reverse("desk-evaluations"),
        name="desk-evaluations",
        icon_name="comment",
        order=72,
        right=SEE_EVALUATIONS,
    )


@hooks.register("register_reports_menu_item")
def figures_of_requests_menu_item():
    return GuardedMenuItem(
        _("Figures of requests"),
        reverse("desk-figures"),
        name="desk-figures",
        icon_name="clipboard-list",
        order=71,
        right=SEE_REQUESTS,
    )


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
