"""Somebody asks to be phoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from circles.emails import mail_received, tell_staff_new
from circles.enums import CONFIDENTIAL_KINDS, LOOKING_STATES, CallMoment, CallState, Deed, SignUpKind, VolunteerRole
from circles.models import Call, SignUp, Volunteer
from circles.models.sign_ups import REMARK_MOST
from circles.services.locking import lock_ways
from circles.services.tallying import tally
from circles.terms import CALL_WITHIN
from trust.audit.services import record
from trust.days import working_day_until
from trust.keys import normal_email
from trust.places.models import Municipality

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Asked:
    """What somebody left; one of `phone` (E.164) and `email` is enough. `role`: of volunteers."""

    kind: SignUpKind
    name: str
    phone: str = ""
    email: str = ""
    municipality: Municipality | None = None
    role: VolunteerRole | str = ""
    organisation: str = ""
    call_moment: CallMoment = CallMoment.ANY
    discreet: bool = False
    remark: str = ""

    @property
    def confidential(self) -> bool:
        """For the staff of the vertrouwenspersonen alone."""
        return self.kind in CONFIDENTIAL_KINDS or self.role == VolunteerRole.CONFIDANT


@dataclass(frozen=True)
class Told:
    """What who asks hears, from their own words alone: the same whether we knew them or not. Else whoever types the name and the number of
    another reads whether that one asked too, and takes it back for them.

    `public_id`: of what was written now; of nothing for somebody whom we knew.
    """

    public_id: UUID
    call_before: date
    delete_on: date


@transaction.atomic
def ask_to_be_phoned(*, asked: Asked, delete_on: date, source: str = "site") -> Told:
    """`sign_up` by its own person, on the site or in the API."""
    known = _known(asked)
    if known is not None:
        _hear_again(known, asked)
    public_id = uuid4() if known else _write(asked, delete_on=delete_on, source=source, by=None).public_id
    return Told(public_id, _due_on(), delete_on)


@transaction.atomic
def sign_up(*, asked: Asked, delete_on: date, source: str = "site", by: AbstractBaseUser | None = None) -> SignUp:
    """Write it with the call that we promise, mail a receipt where there is an address, and staff a link (never the content) unless one of
    them wrote it down (`by`).

    Who asks the same again while they wait is known: nothing is written twice, what they say now is written with it, and the receipt comes again;
    spoken with before, they are phoned again.
    """
    known = _known(asked)
    if known is not None:
        _hear_again(known, asked)
        return known
    return _write(asked, delete_on=delete_on, source=source, by=by)


def _write(asked: Asked, *, delete_on: date, source: str, by: AbstractBaseUser | None) -> SignUp:
    made = SignUp.objects.create(
        kind=asked.kind,
        role=asked.role,
        confidential=asked.confidential,
        name=asked.name,
        email=asked.email.strip(),
        phone=asked.phone,
        organisation=asked.organisation,
        municipality=asked.municipality,
        call_moment=asked.call_moment,
        discreet=asked.discreet,
        remark=asked.remark,
        source=source,
        delete_on=delete_on,
    )
    if made.kind == SignUpKind.VOLUNTEER:
        Volunteer.objects.create(sign_up=made)
    promise_call(sign_up=made)
    tally(deed=Deed.SIGNED_UP, sign_up=made)
    record(verb="circles.signed-up", about=made, by=by, by_person=by is None)
    mail_received(made)
    if by is None:
        tell_staff_new(made)
    return made


def _hear_again(known: SignUp, asked: Asked) -> None:
    """When they are phoned best is as they said last; once asked, we keep silent about who phones."""
    known.call_moment = asked.call_moment
    known.discreet = known.discreet or asked.discreet
    if asked.remark not in known.remark:
        known.remark = f"{known.remark}\n{asked.remark}".strip()[-REMARK_MOST:]
    known.save(update_fields=["call_moment", "discreet", "remark"])
    if not known.calls.filter(state=CallState.OPEN).exists():
        promise_call(sign_up=known)
    mail_received(known)


def promise_call(*, sign_up: SignUp) -> Call:
    """ "Within a week": on the last working day of it, to be tried from now on."""
    return Call.objects.create(sign_up=sign_up, due_on=_due_on(), next_on=localdate())


def _due_on() -> date:
    today = localdate()
    return max(today, working_day_until(today + CALL_WITHIN))


def _known(asked: Asked) -> SignUp | None:
    """The same person with the same wish, who still waits, locked. A household may share one number: the name counts too. A number or an
    address that we do not know of them makes it another: somebody may be typing for them.
    """
    ways = Q()
    if asked.phone:
        ways &= Q(phone=asked.phone)
    if asked.email:
        ways &= Q(email__iexact=normal_email(asked.email))
    lock_ways([asked.phone, normal_email(asked.email)])
    same = SignUp.objects.filter(ways, kind=asked.kind, role=asked.role, name__iexact=asked.name)
    return same.filter(state__in=LOOKING_STATES).select_for_update(of=("self",)).order_by("pk").first()
