"""States, kinds and audiences of the calendar, with the moves that are allowed as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What happens on a date."""

    INFO = "infomoment", _("Infomoment")
    WORKSHOP = "workshop", _("Workshop")
    LECTURE = "lecture", _("Lecture")
    MEETING = "meeting", _("Meeting")


class Audience(models.TextChoices):
    """Whom a date is for. The values stand in addresses of feeds."""

    EVERYONE = "iedereen", _("everyone")
    VOLUNTEERS = "vrijwilligers", _("volunteers")
    ORGANISATIONS = "organisaties", _("organisations, professionals and students")


class EventState(models.TextChoices):
    """How a date stands. That it is full follows from its seats and is not a state of its own."""

    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


EVENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EventState.DRAFT: frozenset({EventState.PLANNED, EventState.CANCELLED}),
    EventState.PLANNED: frozenset({EventState.POSTPONED, EventState.CANCELLED}),
    EventState.POSTPONED: frozenset({EventState.PLANNED, EventState.CANCELLED}),
    EventState.CANCELLED: frozenset(),
}
# What visitors may see.
PUBLIC_STATES = frozenset({EventState.PLANNED, EventState.POSTPONED, EventState.CANCELLED})


class RegistrationState(models.TextChoices):
    """How far a registration is."""

    HELD = "held", _("address not confirmed yet")
    PENDING = "pending", _("waiting for approval")
    TO_PAY = "to-pay", _("still to be paid")
    CONFIRMED = "confirmed", _("registered")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("offered a seat")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    REFUSED = "refused", _("not accepted")


REGISTRATION_TRANSITIONS: dict[str, frozenset[str]] = {
    RegistrationState.HELD: frozenset(
        {
            RegistrationState.PENDING,
            RegistrationState.TO_PAY,
            RegistrationState.CONFIRMED,
            RegistrationState.WAITING,
            RegistrationState.CANCELLED,
            RegistrationState.EXPIRED,
        }
    ),
    RegistrationState.PENDING: frozenset(
        {
            RegistrationState.TO_PAY,
            RegistrationState.CONFIRMED,
            RegistrationState.REFUSED,
            RegistrationState.CANCELLED,
        }
    ),
    RegistrationState.TO_PAY: frozenset(
        {RegistrationState.CONFIRMED, RegistrationState.CANCELLED, RegistrationState.EXPIRED}
    ),
    RegistrationState.CONFIRMED: frozenset({RegistrationState.CANCELLED}),
    RegistrationState.WAITING: frozenset(
        {
            RegistrationState.OFFERED,
            RegistrationState.PENDING,
            RegistrationState.TO_PAY,
            RegistrationState.CONFIRMED,
            RegistrationState.CANCELLED,
            RegistrationState.EXPIRED,
        }
    ),
    RegistrationState.OFFERED: frozenset(
        {
            RegistrationState.PENDING,
            RegistrationState.TO_PAY,
            RegistrationState.CONFIRMED,
            RegistrationState.CANCELLED,
            RegistrationState.EXPIRED,
        }
    ),
    RegistrationState.CANCELLED: frozenset(),
    # Money that came after all, when a seat is free still.
    RegistrationState.EXPIRED: frozenset({RegistrationState.CONFIRMED}),
    RegistrationState.REFUSED: frozenset(),
}
# Only these can hold seats (`Registration.seats_held`); the sum stands in `Event.seats_taken`.
STATES_WITH_SEATS = frozenset(
    {
        RegistrationState.HELD,
        RegistrationState.PENDING,
        RegistrationState.TO_PAY,
        RegistrationState.CONFIRMED,
        RegistrationState.OFFERED,
    }
)
ACTIVE_STATES = STATES_WITH_SEATS | {RegistrationState.WAITING}
# Who is on the date: an address once. Who only asked may have asked more than once, or be somebody else who wrote that address.
ON_THE_DATE = ACTIVE_STATES - {RegistrationState.HELD}
ENDED_STATES = frozenset(RegistrationState) - ACTIVE_STATES


class Source(models.TextChoices):
    """Through what a registration came."""

    SITE = "site", _("the site")
    API = "api", _("another site")
    PHONE = "phone", _("staff, by telephone")
    WALK_IN = "walk-in", _("at the door")


class QuestionKind(models.TextChoices):
    """How a question of a series is answered."""

    TEXT = "text", _("a line of text")
    LONG_TEXT = "long-text", _("some sentences")
    YES_NO = "yes-no", _("yes or no")
    CHOICE = "choice", _("one of a list")


class MessageTo(models.TextChoices):
    """To whom of a date staff write."""

    REGISTERED = "registered", _("who is registered")
    WAITING = "waiting", _("who is on the waiting list")
    BOTH = "both", _("both")


class Shown(models.TextChoices):
    """How a date stands for visitors, feeds and the API: its state, or that it is full."""

    PLANNED = "planned", _("planned")
    FULL = "full", _("full")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("does not take place")


class Way(models.TextChoices):
    """What somebody who wants to come can do now."""

    OPEN = "open", _("register")
    WAITING_LIST = "waiting-list", _("join the waiting list")
    FULL = "full", _("full, no waiting list")
    NOT_YET = "not-yet", _("registration opens later")
    CLOSED = "closed", _("registration is closed")
    ASK = "ask", _("ask us: it costs something, and nothing here takes payments")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    OVER = "over", _("behind us")
