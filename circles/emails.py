"""What is mailed about a sign-up: to its person with the link to their page, and to staff a link alone (spec H6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from circles.icalendars import calendar_part
from circles.models import Call, Circle, Meeting, Region, SignUp
from circles.terms import STATUS
from cms.services.roles import CIRCLES, CONFIDANTS
from trust.links.services import lasting_link, link_placeholder
from trust.outbox.services import Attachment, queue_email, queue_staff_email


def status_url(sign_up: SignUp) -> str:
    """The placeholder of their own page: one address as long as it lives."""
    return link_placeholder(link=lasting_link(purpose=STATUS, about=sign_up, until=sign_up.delete_on))


def staff_group(*, confidential: bool) -> str:
    """Who looks after it (a name of cms.services.roles)."""
    return CONFIDANTS if confidential else CIRCLES


def mail_received(sign_up: SignUp) -> None:
    """We phone within a week; and the link to their page. Not what was asked: others may read along. Nothing without an address."""
    call = sign_up.calls.order_by("-pk").first()
    _mail(sign_up, "received", call=call)


def mail_opening(sign_up: SignUp, region: Region) -> None:
    """To who waits in `region`: new groups are considered again from a day on; once for each announcement."""
    key = f"circles.opening:{region.public_id}:{region.opens_on:%Y-%m-%d}:{sign_up.public_id}"
    _mail(sign_up, "opening", once_key=key, region=region)


def mail_poll(sign_up: SignUp, circle: Circle) -> None:
    """To who is in a new group: when can you? Answered on their own page."""
    _mail(sign_up, "poll", circle=circle)


def mail_meeting(sign_up: SignUp, meeting: Meeting) -> None:
    """When and where the group meets, with the file for their calendar."""
    _mail(sign_up, "meeting", attachments=[calendar_part(meeting)], meeting=meeting)


def _mail(
    sign_up: SignUp,
    what: str,
    *,
    once_key: str | None = None,
    attachments: Sequence[Attachment] = (),
    **words: Any,
) -> None:
    if not sign_up.email:
        return
    queue_email(
        purpose=f"circles.{what}",
        to=sign_up.email,
        template=f"circles/emails/{what}",
        context={"name": sign_up.name, "status_url": status_url(sign_up), "delete_on": sign_up.delete_on, **words},
        about=sign_up,
        once_key=once_key,
        attachments=attachments,
    )


def tell_staff_new(sign_up: SignUp) -> None:
    """Somebody waits to be phoned."""
    queue_staff_email(
        purpose="circles.new",
        group=staff_group(confidential=sign_up.confidential),
        template="circles/emails/staff_new",
        url=reverse("circles-calls:index"),
        about=sign_up,
        once_key=f"circles.new:{sign_up.public_id}",
    )


def tell_staff_left(circle: Circle) -> None:
    """Somebody left a group."""
    queue_staff_email(
        purpose="circles.left",
        group=CIRCLES,
        template="circles/emails/staff_left",
        url=reverse("circles-groups:detail", args=[circle.public_id]),
        about=circle,
    )


def tell_late_calls(calls: Iterable[Call]) -> None:
    """To the coordinator of each region, and to the whole staff group where there is none or the call is confidential: so many are late."""
    by_coordinator: dict[Any, int] = defaultdict(int)
    by_group: dict[str, int] = defaultdict(int)
    for call in calls:
        coordinator = _coordinator_of(call)
        if coordinator is None:
            by_group[staff_group(confidential=call.sign_up.confidential)] += 1
        else:
            by_coordinator[coordinator] += 1
    url, template = reverse("circles-calls:index"), "circles/emails/staff_late"
    for coordinator, count in by_coordinator.items():
        told = queue_staff_email(
            purpose="circles.late", group=CIRCLES, member=coordinator, template=template, url=url, count=count
        )
        if not told:  # whoever coordinated works here no longer
            by_group[CIRCLES] += count
    for group, count in by_group.items():
        queue_staff_email(purpose="circles.late", group=group, template=template, url=url, count=count)


def _coordinator_of(call: Call) -> Any:
    """Who coordinates the region; nobody for what is confidential, and nobody without a mail address."""
    if call.sign_up.confidential or call.sign_up.municipality is None:
        return None
    place = getattr(call.sign_up.municipality, "region_place", None)
    coordinator = place.region.coordinator if place else None
    return coordinator if coordinator is not None and coordinator.is_active and coordinator.email else None
