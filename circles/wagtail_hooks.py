"""What staff see of circles in the admin, and its codes in words."""

from django.contrib.auth.models import Permission
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from circles.admin import calls, group_hooks
from circles.admin import todo as _todo  # noqa: F401  (registers itself)
from circles.admin.rights import SEE_CALLS
from circles.enums import CallOutcome, SignUpKind, SignUpState
from trust.audit.words import register_deeds
from trust.viewing import GuardedMenuItem
from trust.words import register_words

register_deeds(
    {
        "circles.changed": _("Sign-up changed"),
        "circles.left": _("Taken off the list by its person"),
        "circles.moved": _("Sign-up moved"),
        "circles.phoned": _("Tried to phone"),
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
register_words("screen", {"circles.calls": _("Calls"), "circles.call": _("One call")})
register_words(
    "job", {"publish_map": _("Publish the map of who looks for a group"), "escalate_calls": _("Tell of late calls")}
)
register_words("detail", {"outcome": _("outcome")})
register_words(
    "value",
    {f"circles.{code.value}": code.label for codes in (SignUpKind, SignUpState, CallOutcome) for code in codes},
)


@hooks.register("register_admin_urls")
def circles_addresses():
    return [calls.urls]


@hooks.register("register_permissions")
def circles_permissions():
    return Permission.objects.filter(content_type__app_label="circles")


ITEMS = [
    GuardedMenuItem(
        _("Calls"),
        reverse_lazy("circles-calls:index"),
        name="circles-calls",
        icon_name="mobile-alt",
        order=10,
        right=SEE_CALLS,
    ),
    *group_hooks.ITEMS,
]


class CirclesMenuItem(SubmenuMenuItem):
    """The menu of circles, for who sees anything in it."""

    def is_shown(self, request):
        return bool(self.menu.menu_items_for_request(request))


@hooks.register("register_admin_menu_item")
def circles_menu():
    return CirclesMenuItem(_("Circles"), Menu(items=ITEMS), name="circles", icon_name="group", order=246)
