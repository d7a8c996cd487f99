"""What staff see of circles in the admin, and its codes in words."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from circles.admin import calls, figures, group_hooks, regions, sign_ups
from circles.admin import todo as _todo  # noqa: F401  (registers itself)
from circles.admin.rights import SEE_CALLS, SEE_CONFIDENTIAL, SEE_FIGURES, SEE_OPEN, SEE_REGIONS
from circles.enums import CallOutcome, SignUpKind, SignUpState
from trust.audit.words import register_deeds
from trust.viewing import GuardedMenuItem
from trust.words import register_words

register_deeds(
    {
        "circles.attempt-taken-back": _("Try to phone taken back"),
        "circles.call-planned": _("Call planned"),
        "circles.changed": _("Sign-up changed"),
        "circles.erased": _("Sign-up erased before its day"),
        "circles.left": _("Taken off the list by its person"),
        "circles.moved": _("Sign-up moved"),
        "circles.opening-announced": _("Opening of a region announced"),
        "circles.phoned": _("Tried to phone"),
        "circles.region-saved": _("Region drawn"),
        "circles.signed-up": _("Signed up"),
    }
)
register_words(
    "mail",
    {
        "circles.late": _("To staff: calls are late"),
        "circles.left": _("To staff: somebody left a group"),
        "circles.new": _("To staff: somebody waits for a call"),
        "circles.opening": _("New groups can start"),
        "circles.received": _("Sign-up: we phone you"),
    },
)
register_words(
    "screen",
    {
        "circles.calls": _("Calls"),
        "circles.call": _("One call"),
        "circles.confidential": _("Vertrouwenspersonen: sign-ups"),
        "circles.confidential-calls": _("Vertrouwenspersonen: calls"),
        "circles.sign-ups": _("Sign-ups"),
        "circles.waiting": _("Waiting list of a region"),
    },
)
register_words(
    "job", {"publish_map": _("Publish the map of who looks for a group"), "escalate_calls": _("Tell of late calls")}
)
register_words(
    "detail",
    {
        "fields": _("fields"),
        "mailed": _("by mail"),
        "on": _("on"),
        "outcome": _("outcome"),
        "phoned": _("to be phoned"),
    },
)
register_words(
    "value",
    {f"circles.{code.value}": code.label for codes in (SignUpKind, SignUpState, CallOutcome) for code in codes},
)


@hooks.register("register_admin_urls")
def circles_addresses():
    return [
        calls.urls,
        sign_ups.urls_of(sign_ups.OPEN),
        sign_ups.urls_of(sign_ups.CONFIDENTIAL),
        regions.urls,
        *figures.patterns,
    ]


@hooks.register("insert_global_admin_css")
def circles_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/circles.css"))


@hooks.register("register_permissions")
def circles_permissions():
    return Permission.objects.filter(content_type__app_label="circles")


def _item(label, url: str, icon: str, order: int, right: str) -> GuardedMenuItem:
    address = reverse_lazy(url)
    return GuardedMenuItem(label, address, name=url.partition(":")[0], icon_name=icon, order=order, right=right)


ITEMS = [
    _item(_("Calls"), "circles-calls:index", "mobile-alt", 10, SEE_CALLS),
    _item(_("Sign-ups"), "circles-sign-ups:index", "user", 20, SEE_OPEN),
    _item(_("Vertrouwenspersonen"), "circles-confidential:index", "lock", 30, SEE_CONFIDENTIAL),
    _item(_("Regions"), "circles-regions:index", "site", 60, SEE_REGIONS),
    *group_hooks.ITEMS,
]


class CirclesMenuItem(SubmenuMenuItem):
    """The menu of circles, for who sees anything in it."""

    def is_shown(self, request):
        return bool(self.menu.menu_items_for_request(request))


@hooks.register("register_admin_menu_item")
def circles_menu():
    return CirclesMenuItem(_("Circles"), Menu(items=ITEMS), name="circles", icon_name="group", order=246)


@hooks.register("register_reports_menu_item")
def circles_figures():
    return _item(_("Figures of the circles"), "circles-figures", "group", 76, SEE_FIGURES)
