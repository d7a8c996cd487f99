"""What is mailed about a request: to the organisation with the link to its page, to trainers, and to staff a link alone (spec H6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from bookings.desk.calendars import mail_part
from bookings.desk.models import BookingRequest, Proposal, Trainer
from bookings.desk.terms import STATUS
from bookings.icalendars import Method, Party
from bookings.invitations import organizer
from cms.services.roles import BOOKINGS
from trust.links.models import PersonalLink
from trust.links.services import lasting_link, link_placeholder
from trust.outbox.services import Attachment, queue_email, queue_staff_email


def status_url(request: BookingRequest) -> str:
    """The placeholder of the organisation's own page: one address as long as it lives."""
    return link_placeholder(link=lasting_link(purpose=STATUS, about=request, until=request.delete_on))


def mail_receipt(request: BookingRequest) -> None:
    """We have it; what happens next, and when."""
    _mail(request, "receipt", answer_by=request.alarm_on, wishes=list(request.preferred_dates.all()))


def mail_proposal(proposal: Proposal, *, pdf: bytes | None, is_revision: bool) -> None:
    """What we propose, until when it stands, and where to answer."""
    name = f"voorstel-{proposal.request.reference}-{proposal.version}.pdf"
    parts = [Attachment(name, "application/pdf", pdf)] if pdf else []
    key = f"bookings.request-proposal:{proposal.public_id}"
    _mail(proposal.request, "proposal", once_key=key, parts=parts, proposal=proposal, is_revision=is_revision)


def ends_key(public_id: UUID) -> str:
    """What the reminder of a version is sent once for."""
    return f"bookings.request-ends:{public_id}"


def mail_proposal_ends(proposal: Proposal) -> None:
    """The proposal stands for some days more; once."""
    _mail(proposal.request, "proposal_ends", once_key=ends_key(proposal.public_id), proposal=proposal)


def mail_expired(proposal: Proposal) -> None:
    """It stood until yesterday; how to go on."""
    key = f"bookings.request-expired:{proposal.public_id}"
    _mail(proposal.request, "proposal_expired", once_key=key, proposal=proposal)


def mail_agreed(proposal: Proposal) -> None:
    """It is settled, with the date for the calendar."""
    _mail(proposal.request, "agreed", parts=[_invitation(proposal, "REQUEST")], proposal=proposal)


def mail_countered(request: BookingRequest, *, wishes: Sequence[Any]) -> None:
    """We have the other day that they asked for."""
    _mail(request, "countered", wishes=wishes, answer_by=request.alarm_on)


def mail_talk_again(request: BookingRequest, *, reason: str, date_is_off: Proposal | None, by_them: bool) -> None:
    """The proposal, or the date, no longer stands; we make another."""
    parts = [_invitation(date_is_off, "CANCEL")] if date_is_off else []
    _mail(request, "talk_again", parts=parts, reason=reason, date_is_off=date_is_off, by_them=by_them)


def mail_withdrawn(request: BookingRequest, *, reason: str, date_is_off: Proposal | None, by_them: bool) -> None:
    """It is off."""
    parts = [_invitation(date_is_off, "CANCEL")] if date_is_off else []
    _mail(request, "withdrawn", parts=parts, reason=reason, date_is_off=date_is_off, by_them=by_them)


def mail_refused(request: BookingRequest, *, reason: str, alternative: str) -> None:
    """We cannot, why, and what would do instead (spec C5)."""
    _mail(request, "refused", reason=reason, alternative=alternative)


def mail_corrected(request: BookingRequest, *, agreed: Proposal | None) -> None:
    """This is their address from now on: the link to their page, and the date that stands."""
    _mail(request, "corrected", parts=[_invitation(agreed, "REQUEST")] if agreed else [], proposal=agreed)


def mail_pack(proposal: Proposal) -> None:
    """What to prepare; once for each date."""
    key = f"bookings.request-pack:{proposal.public_id}"
    page = proposal.request.activity
    provide = page.you_provide if page else ""
    _mail(proposal.request, "pack", once_key=key, proposal=proposal, you_provide=provide)


def mail_evaluation(proposal: Proposal) -> None:
    """How was it? Once."""
    _mail(
        proposal.request, "evaluation", once_key=f"bookings.request-evaluation:{proposal.public_id}", proposal=proposal
    )


def mail_trainers(proposal: Proposal, trainers: Iterable[Trainer], *, what: str) -> None:
    """`what`: `bound` (the date stands), `released` (it does not) or `pack` (it is near)."""
    method: Method = "CANCEL" if what == "released" else "REQUEST"
    for trainer in trainers:
        queue_email(
            purpose=f"bookings.trainer-{what}",
            to=trainer.email,
            template=f"bookings/desk/emails/trainer_{what}",
            context={
                "trainer": trainer,
                "request": proposal.request,
                "proposal": proposal,
                "url": _own_dates_url(trainer),
            },
            attachments=[
                mail_part(proposal, method=method, organizer=organizer(), attendee=Party(trainer.email, trainer.name))
            ],
            about=proposal.request,
            once_key=f"bookings.trainer-{what}:{proposal.public_id}:{trainer.public_id}:{proposal.request.sequence}",
        )


def mail_trainer_feed(trainer: Trainer, link: PersonalLink) -> None:
    """The address that a trainer's own calendar follows."""
    queue_email(
        purpose="bookings.trainer-feed",
        to=trainer.email,
        template="bookings/desk/emails/trainer_feed",
        context={"trainer": trainer, "address": link_placeholder(link=link), "url": _own_dates_url(trainer)},
        about=trainer,
    )


def tell_staff(request: BookingRequest, *, what: str) -> None:
    """A link to the request for who looks after the desk; once a step."""
    queue_staff_email(
        purpose=f"bookings.request-{what}",
        group=BOOKINGS,
        template=f"bookings/desk/emails/staff_{what}",
        url=reverse("requests:detail", args=[request.pk]),
        about=request,
        once_key=f"bookings.request-{what}:{request.public_id}:{request.moves.count()}",
    )


def _own_dates_url(trainer: Trainer) -> str:
    """Their own dates behind their sign-in; empty without an account."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("trainer-mine") if trainer.account_id else ""


def _invitation(proposal: Proposal, method: Method) -> Attachment:
    request = proposal.request
    return mail_part(
        proposal, method=method, organizer=organizer(), attendee=Party(request.email, request.contact_name)
    )


def _mail(
    request: BookingRequest, what: str, *, once_key: str = "", parts: Sequence[Attachment] = (), **more: Any
) -> None:
    queue_email(
        purpose=f"bookings.request-{what.replace('_', '-')}",
        to=request.email,
        template=f"bookings/desk/emails/{what}",
        context={
            "request": request,
            "status_url": status_url(request),
            "delete_on": request.delete_on,
            "today": localdate(),
            **more,
        },
        attachments=parts,
        about=request,
        once_key=once_key or None,
    )
