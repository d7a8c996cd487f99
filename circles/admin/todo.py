"""What waits in circles, on the dashboard; one query a line."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from circles.admin.rights import DRAW_REGIONS, MAKE_CALLS
from circles.models import Call, Region, SignUp
from cms.todo import TodoItem, register_todo


@register_todo
def calls_due(user) -> list[TodoItem]:
    """People to phone today."""
    if not user.has_perm(MAKE_CALLS):
        return []
    count = Call.objects.visible_to(user).due(localdate()).order_by().count()
    label = _("person to phone today") if count == 1 else _("people to phone today")
    return [TodoItem(label, count, reverse("circles-calls:index"))]


@register_todo
def calls_late(user) -> list[TodoItem]:
    """Of those, whom we promised to phone before today: they stand on top of the list."""
    if not user.has_perm(MAKE_CALLS):
        return []
    count = Call.objects.visible_to(user).due(localdate()).overdue(localdate()).order_by().count()
    label = _("call that is late") if count == 1 else _("calls that are late")
    return [TodoItem(label, count, reverse("circles-calls:index"), urgent=True)]


@register_todo
def regions_to_mind(user) -> list[TodoItem]:
    """Regions whose sentence for visitors is past its day, or whose day of opening came and nobody was told."""
    if not user.has_perm(DRAW_REGIONS):
        return []
    today = localdate()
    past = ~Q(status="") & Q(status_until__lt=today)
    count = Region.objects.filter(past | Q(opens_on__lte=today, announced_at=None)).order_by().count()
    label = _("region to look at") if count == 1 else _("regions to look at")
    return [TodoItem(label, count, reverse("circles-regions:index"))]


@register_todo
def people_in_no_region(user) -> list[TodoItem]:
    """People who look for a linkgroep where no region is drawn."""
    if not user.has_perm(DRAW_REGIONS):
        return []
    looking = SignUp.objects.for_linkgroep().looking().filter(municipality__isnull=False)
    count = looking.filter(municipality__region_place=None).order_by().count()
    label = _("person who lives in no region") if count == 1 else _("people who live in no region")
    return [TodoItem(label, count, reverse("circles-regions:index"))]
