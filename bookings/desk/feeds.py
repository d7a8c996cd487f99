"""A trainer's own dates as a feed that their calendar follows (docs/adr/0024, 0026): proposed, agreed, and for 90 days what was released."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings import icalendars
from bookings.desk import calendars
from bookings.desk.calendars import slot_component
from bookings.desk.enums import SlotState
from bookings.desk.models import Trainer, TrainerSlot
from bookings.desk.terms import TRAINER_FEED
from bookings.feeds import Generator, packed
from bookings.querysets import REMEMBERED_FOR, TOLD_FOR
from cms.seo import absolute
from trust.links.models import PersonalLink
from trust.links.views import personal_page

COLUMNS = ("pk", "state", "starts_at", "ends_at", "place", "sequence", "changed_at")
OF_REQUEST = ("public_id", "activity_title", "organisation_name")
# Another version of the code that writes is another version of each feed.
WRITER = sha256(
    b"".join(Path(module.__file__).read_bytes() for module in (icalendars, calendars))  # type: ignore[arg-type]
).hexdigest()


def trainer_feed_of(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """`/kalender/agenda/begeleider/<token>.ics`. Answers GET and HEAD; 304 by ETag alone, which covers every byte."""
    trainer = cast(Trainer, link.about)
    slots = slots_of(trainer)
    response = HttpResponse(content_type=Generator.mime_type)
    response["ETag"] = f'W/"{fingerprint(slots)}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    patch_cache_control(response, private=True, no_cache=True)
    # A moment in whole seconds cannot tell two changes of one second apart.
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return same if same is not None and same is not response else packed(request, response, written(slots))


trainer_feed = personal_page(purpose=TRAINER_FEED)(trainer_feed_of)


def slots_of(trainer: Trainer, at: datetime | None = None) -> list[TrainerSlot]:
    """What stands in the feed: everything of the last year and to come, and for 90 days what was released. One query."""
    at = at or now()
    known = trainer.slots.filter(ends_at__gt=at - REMEMBERED_FOR).exclude(
        Q(state=SlotState.CANCELLED) & Q(changed_at__lt=at - TOLD_FOR)
    )
    return list(known.select_related("request").order_by("starts_at", "pk"))


def written(slots: Iterable[TrainerSlot]) -> bytes:
    feed = Generator(title=_("Lus: my dates as a trainer"), link=absolute("/kalender/"), description="")
    for slot in slots:
        feed.add_item("", "", "", unique_id=str(slot.request.public_id), component=slot_component(slot))
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def fingerprint(slots: Iterable[TrainerSlot]) -> str:
    """Of everything that decides the bytes: other when a date changes, comes, goes with its request, or falls out after its 90 days."""
    mark = sha256(repr((WRITER, absolute("/"))).encode())
    for slot in slots:
        said = [getattr(slot, name) for name in COLUMNS] + [getattr(slot.request, name) for name in OF_REQUEST]
        mark.update(repr(said).encode())
    return mark.hexdigest()[:40]
