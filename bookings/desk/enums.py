"""Kinds, states and actors of requests, with the moves that are allowed, and by whom, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What an organisation can ask for; each has a form of its own."""

    WORKSHOP = "workshop", _("workshop")
    LECTURE = "lecture", _("lecture")
    THEATRE = "theatre", _("play")
    VISIT = "visit", _("visit")


class RequestAudience(models.TextChoices):
    """Whom an organisation asks it for."""

    PARTICIPANTS = "participants", _("our participants, members or visitors")
    STAFF = "staff", _("our own staff or volunteers")
    BOTH = "both", _("both together")


class PartOfDay(models.TextChoices):
    """When on a day, as long as nobody fixed an hour."""

    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")
    EVENING = "evening", _("in the evening")
    ANY = "any", _("at any hour")


class RequestState(models.TextChoices):
    """How far a request is (spec C2)."""

    NEW = "new", _("new")
    IN_DISCUSSION = "in-discussion", _("in discussion")
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    PREPARED = "prepared", _("prepared")
    GIVEN = "given", _("given")
    INVOICED = "invoiced", _("invoiced")
    CLOSED = "closed", _("closed")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Actor(models.TextChoices):
    """Who moves a request: staff, the organisation by its link, or the clock."""

    STAFF = "staff", _("staff")
    ORGANISATION = "organisation", _("the organisation")
    CLOCK = "clock", _("the clock")


_STAFF = frozenset({Actor.STAFF})
_CLOCK = frozenset({Actor.CLOCK})
_BOTH = frozenset({Actor.STAFF, Actor.ORGANISATION})
_BY_TIME = frozenset({Actor.STAFF, Actor.CLOCK})

# From a state to a state: who may. What stands nowhere is refused.
REQUEST_TRANSITIONS: dict[str, dict[str, frozenset[str]]] = {
    RequestState.NEW: {
        RequestState.IN_DISCUSSION: _STAFF,
        RequestState.PROPOSED: _STAFF,
        RequestState.REFUSED: _STAFF,
        RequestState.WITHDRAWN: _BOTH,
    },
    RequestState.IN_DISCUSSION: {
        RequestState.PROPOSED: _STAFF,
        RequestState.REFUSED: _STAFF,
        RequestState.WITHDRAWN: _BOTH,
    },
    RequestState.PROPOSED: {
        RequestState.IN_DISCUSSION: _BOTH,
        RequestState.AGREED: _BOTH,
        RequestState.REFUSED: _STAFF,
        RequestState.WITHDRAWN: _BOTH,
        RequestState.EXPIRED: _CLOCK,
    },
    RequestState.AGREED: {
        RequestState.IN_DISCUSSION: _STAFF,
        RequestState.PREPARED: _BY_TIME,
        RequestState.WITHDRAWN: _BOTH,
    },
    RequestState.PREPARED: {
        RequestState.IN_DISCUSSION: _STAFF,
        RequestState.GIVEN: _BY_TIME,
        RequestState.WITHDRAWN: _BOTH,
    },
    RequestState.GIVEN: {RequestState.INVOICED: _STAFF, RequestState.CLOSED: _STAFF},
    RequestState.INVOICED: {RequestState.CLOSED: _STAFF},
    RequestState.EXPIRED: {RequestState.IN_DISCUSSION: _BOTH, RequestState.PROPOSED: _STAFF},
    RequestState.CLOSED: {},
    RequestState.REFUSED: {},
    RequestState.WITHDRAWN: {},
}
ENDED_STATES = frozenset({RequestState.CLOSED, RequestState.REFUSED, RequestState.WITHDRAWN})
# The date stands: trainers are bound, calendars say CONFIRMED.
BOUND_STATES = frozenset(
    {RequestState.AGREED, RequestState.PREPARED, RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED}
)
# The columns of the board, in order; what ended stands in the list.
BOARD_STATES = (
    RequestState.NEW,
    RequestState.IN_DISCUSSION,
    RequestState.PROPOSED,
    RequestState.AGREED,
    RequestState.PREPARED,
    RequestState.GIVEN,
    RequestState.INVOICED,
)
# Working days after which somebody should have done something (spec C6): the alarm of a card.
PATIENCE_DAYS: dict[str, int] = {
    RequestState.NEW: 3,
    RequestState.IN_DISCUSSION: 5,
    RequestState.EXPIRED: 5,
    RequestState.GIVEN: 10,
    RequestState.INVOICED: 40,
}


class ProposalState(models.TextChoices):
    """How a version of the proposal stands. Only the last one that was sent can be accepted."""

    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    SUPERSEDED = "superseded", _("replaced by a later one")
    TAKEN_BACK = "taken-back", _("taken back")
    EXPIRED = "expired", _("expired")


PROPOSAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ProposalState.DRAFT: frozenset({ProposalState.SENT}),
    ProposalState.SENT: frozenset(
        {
            ProposalState.ACCEPTED,
            ProposalState.DECLINED,
            ProposalState.SUPERSEDED,
            ProposalState.TAKEN_BACK,
            ProposalState.EXPIRED,
        }
    ),
    ProposalState.ACCEPTED: frozenset({ProposalState.TAKEN_BACK}),
    ProposalState.DECLINED: frozenset(),
    ProposalState.SUPERSEDED: frozenset(),
    ProposalState.TAKEN_BACK: frozenset(),
    ProposalState.EXPIRED: frozenset(),
}


class LineKind(models.TextChoices):
    """What a line of a proposal pays for."""

    FEE = "fee", _("fee")
    TRAVEL = "travel", _("travel")
    MATERIAL = "material", _("material")
    OTHER = "other", _("other")


class Vat(models.TextChoices):
    """The VAT of a line: exempt (article 44 of the Belgian VAT code), or a rate in percent."""

    EXEMPT = "exempt", _("exempt from VAT")
    ZERO = "0", _("0 %")
    SIX = "6", _("6 %")
    TWELVE = "12", _("12 %")
    TWENTY_ONE = "21", _("21 %")

    @property
    def percent(self) -> int:
        return 0 if self == Vat.EXEMPT else int(self.value)


class SlotState(models.TextChoices):
    """How sure a trainer's date is: as calendars say it (RFC 5545 §3.8.1.11)."""

    TENTATIVE = "tentative", _("proposed")
    CONFIRMED = "confirmed", _("agreed")
    CANCELLED = "cancelled", _("released")


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Country(models.TextChoices):
    """Where an organisation is that gets an invoice (ISO 3166-1)."""

    BELGIUM = "BE", _("Belgium")
    NETHERLANDS = "NL", _("the Netherlands")
    FRANCE = "FR", _("France")
    LUXEMBOURG = "LU", _("Luxembourg")
    GERMANY = "DE", _("Germany")
