"""Addresses, menu items and words of volunteers and groups, for `circles.wagtail_hooks`."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from circles.admin import group_moments, group_people, groups, volunteers
from circles.admin.rights import SEE_CIRCLES, SEE_VOLUNTEERS
from circles.enums import CircleState, VolunteerState
from trust.audit.words import register_deeds
from trust.viewing import GuardedMenuItem
from trust.words import register_words

register_deeds(
    {
        "circles.answered-for": _("Answer about a moment written for somebody"),
        "circles.circle-changed": _("Group changed"),
        "circles.circle-moved": _("Group moved"),
        "circles.joined": _("Joined a group"),
        "circles.kept-apart": _("Two people kept apart"),
        "circles.left-circle": _("Left a group"),
        "circles.let-together": _("Two people no longer kept apart"),
        "circles.moment-chosen": _("Moment of a first meeting chosen"),
        "circles.moment-dropped": _("Moment of a first meeting taken back"),
        "circles.moments-put": _("Moments put to a group"),
        "circles.proposed": _("Groups proposed"),
        "circles.record-seen": _("Extract from the criminal record seen"),
        "circles.verbinder-given": _("Verbinder of a group chosen"),
        "circles.volunteer-moved": _("Volunteer moved"),
    }
)
register_words("mail", {"circles.poll": _("Group: when can you come?"), "circles.meeting": _("Group: first meeting")})
register_words(
    "screen",
    {
        "circles.apart": _("People kept apart"),
        "circles.candidates": _("Who could join a group"),
        "circles.group": _("One group"),
        "circles.groups": _("Groups"),
        "circles.left": _("Who has no group"),
        "circles.volunteer": _("One volunteer"),
        "circles.volunteers": _("Volunteers"),
    },
)
register_words("job", {"link_attendance": _("Move along volunteers who came to an infomoment")})
register_words(
    "value", {f"circles.{code.value}": code.label for codes in (VolunteerState, CircleState) for code in codes}
)

ITEMS = [
    GuardedMenuItem(
        _("Volunteers"),
        reverse_lazy("circles-volunteers:index"),
        name="circles-volunteers",
        icon_name="user",
        order=40,
        right=SEE_VOLUNTEERS,
    ),
    GuardedMenuItem(
        _("Groups"),
        reverse_lazy("circles-groups:index"),
        name="circles-groups",
        icon_name="group",
        order=50,
        right=SEE_CIRCLES,
    ),
]


@hooks.register("register_admin_urls")
def group_addresses():
    patterns = [*groups.patterns, *group_people.patterns, *group_moments.patterns]
    return [volunteers.urls, path("circles-groups/", include((patterns, "circles-groups")))]


@hooks.register("insert_global_admin_css")
def group_style():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/groups.css"))
