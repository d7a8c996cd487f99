"""An action on any page that leads to a way in for people; of a linkgroep with how it stands in a region (spec A2, G5)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from circles.addresses import path_of_way_in
from circles.enums import SignUpKind, VolunteerRole
from circles.forms import FORMS
from circles.models import Region
from circles.words import region_words
from cms.actions import ActionKind, LiveAction, register_action

ALL, REGION, ROLE = "all", "linkgroep-in-", "volunteer-as-"
DEEDS = {
    SignUpKind.LUSGROEP: gettext_lazy("Start a lusgroep"),
    SignUpKind.LINKGROEP: gettext_lazy("Sign up for a linkgroep"),
    SignUpKind.VOLUNTEER: gettext_lazy("Become a volunteer"),
    SignUpKind.YOUNG: gettext_lazy("Phone me"),
    SignUpKind.PARENT: gettext_lazy("Ask for a vertrouwenspersoon"),
    SignUpKind.CARE_WORKER: gettext_lazy("Look along with us"),
    SignUpKind.SUPPORT: gettext_lazy("Ask for support"),
    SignUpKind.VISIT: gettext_lazy("Ask for a visit"),
}
ROLES = {
    VolunteerRole.COMPAGNON: gettext_lazy("Become a compagnon de route"),
    VolunteerRole.VERBINDER: gettext_lazy("Become a verbinder"),
    VolunteerRole.CONFIDANT: gettext_lazy("Become a vertrouwenspersoon"),
}


def choices() -> list[tuple[str, str]]:
    """Every way in, the page with all of them, volunteering by role, and a linkgroep by region."""
    regions = Region.objects.order_by("name").values_list("public_id", "name")
    return [
        *((kind, str(form.title)) for kind, form in FORMS.items()),
        *((f"{ROLE}{role}", str(words)) for role, words in ROLES.items()),
        *((f"{REGION}{public_id}", _("A linkgroep in %(region)s") % {"region": name}) for public_id, name in regions),
        (ALL, _("The page with all ways in")),
    ]


def ways_in(keys: Iterable[str]) -> dict[str, LiveAction]:
    """How each stands now; one query for all regions, none without any. A region that is gone is passed over."""
    found: dict[str, LiveAction] = {}
    regions = {}
    for key in keys:
        if key in FORMS:
            found[key] = _way_in(SignUpKind(key))
        elif key == ALL:
            title, label = _("How can we help, and how can you?"), _("See what fits you")
            found[key] = LiveAction(
                title, reverse("circles-ways-in"), label, [_("Somebody of Lus phones you within a week.")]
            )
        elif (role := key.removeprefix(ROLE)) in VolunteerRole.values:
            found[key] = _as_volunteer(VolunteerRole(role))
        elif key.startswith(REGION) and (public_id := _uuid(key.removeprefix(REGION))):
            regions[public_id] = key
    if regions:
        for region in Region.objects.filter(public_id__in=regions).order_by("pk"):
            found[regions[region.public_id]] = _in_region(region)
    return found


def _way_in(kind: SignUpKind) -> LiveAction:
    form = FORMS[kind]
    return LiveAction(str(form.title), path_of_way_in(kind), str(DEEDS[kind]), [str(form.summary)])


def _as_volunteer(role: VolunteerRole) -> LiveAction:
    kind = SignUpKind.VOLUNTEER
    return LiveAction(
        str(ROLES[role]), f"{path_of_way_in(kind)}?als={role.value}", _("Sign me up"), [str(FORMS[kind].summary)]
    )


def _in_region(region: Region) -> LiveAction:
    kind = SignUpKind.LINKGROEP
    return LiveAction(
        title=_("A linkgroep in %(region)s") % {"region": region.name},
        href=path_of_way_in(kind),
        label=str(DEEDS[kind]),
        words=region_words(region, localdate()),
        state=region.state,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


register_action(ActionKind(name="way-in", label=gettext_lazy("Sign up with Lus"), choices=choices, find=ways_in))
