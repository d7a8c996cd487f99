"""What people ask of Lus for themselves, how far it is, and which moves are legal."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class SignUpKind(TextChoices):
    LUSGROEP = "lusgroep", _("wants a lusgroep")
    LINKGROEP = "linkgroep", _("wants a linkgroep")
    VOLUNTEER = "volunteer", _("wants to volunteer")
    YOUNG = "young", _("young person looks for a vertrouwenspersoon")
    PARENT = "parent", _("parent looks for a vertrouwenspersoon")
    CARE_WORKER = "care-worker", _("care worker looks for a vertrouwenspersoon")
    SUPPORT = "support", _("is a vertrouwenspersoon and wants support")
    VISIT = "visit", _("wants a visit")


class VolunteerRole(TextChoices):
    COMPAGNON = "compagnon", _("compagnon de route")
    VERBINDER = "verbinder", _("verbinder")
    CONFIDANT = "vertrouwenspersoon", _("vertrouwenspersoon")


# Seen by the staff of the vertrouwenspersonen alone, and each look is written down (spec G9).
CONFIDENTIAL_KINDS = frozenset({SignUpKind.YOUNG, SignUpKind.PARENT, SignUpKind.CARE_WORKER, SignUpKind.SUPPORT})


class SignUpState(TextChoices):
    NEW = "new", _("waits for our call")
    SPOKEN = "spoken", _("spoken with")
    WAITING = "waiting", _("on the waiting list")
    PLACED = "placed", _("has found a place")
    UNREACHED = "unreached", _("not reached")
    CLOSED = "closed", _("closed")


SIGN_UP_TRANSITIONS: dict[str, frozenset[str]] = {
    SignUpState.NEW: frozenset(
        {SignUpState.SPOKEN, SignUpState.WAITING, SignUpState.PLACED, SignUpState.UNREACHED, SignUpState.CLOSED}
    ),
    SignUpState.SPOKEN: frozenset({SignUpState.WAITING, SignUpState.PLACED, SignUpState.CLOSED}),
    SignUpState.WAITING: frozenset({SignUpState.SPOKEN, SignUpState.PLACED, SignUpState.CLOSED}),
    SignUpState.PLACED: frozenset({SignUpState.SPOKEN, SignUpState.WAITING, SignUpState.CLOSED}),
    SignUpState.UNREACHED: frozenset({SignUpState.SPOKEN, SignUpState.WAITING, SignUpState.PLACED, SignUpState.CLOSED}),
    SignUpState.CLOSED: frozenset({SignUpState.SPOKEN, SignUpState.WAITING}),
}
# Who still looks for people: they are counted on the map, and a second sign-up of the same person is the first.
LOOKING_STATES = frozenset({SignUpState.NEW, SignUpState.SPOKEN, SignUpState.WAITING})


class CallMoment(TextChoices):
    ANY = "any", _("whenever")
    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")
    EVENING = "evening", _("in the evening")


class AgeBand(IntegerChoices):
    """In years; known when somebody told it on the phone."""

    UNDER_25 = 1, _("under 25")
    FROM_25 = 2, _("25 to 34")
    FROM_35 = 3, _("35 to 49")
    FROM_50 = 4, _("50 to 64")
    FROM_65 = 5, _("65 to 79")
    FROM_80 = 6, _("80 or older")


class CallState(TextChoices):
    OPEN = "open", _("to phone")
    DONE = "done", _("done")


class CallOutcome(TextChoices):
    REACHED = "reached", _("spoken with")
    NO_ANSWER = "no-answer", _("nobody picked up")
    VOICEMAIL = "voicemail", _("left a message")
    LATER = "later", _("asked to phone later")
    MAILED = "mailed", _("mailed or texted instead")
    WRONG_NUMBER = "wrong-number", _("the number is wrong")
    GIVEN_UP = "given-up", _("tried often enough")


# After these nobody is phoned again.
FINAL_OUTCOMES = frozenset({CallOutcome.REACHED, CallOutcome.WRONG_NUMBER, CallOutcome.GIVEN_UP})


class RegionState(TextChoices):
    OPEN = "open", _("groups start")
    WAITING = "waiting", _("waiting list")
    QUIET = "quiet", _("not many people yet")


class VolunteerState(TextChoices):
    INTERESTED = "interested", _("interested")
    INFORMED = "informed", _("came to an infomoment")
    TALKED = "talked", _("had a talk")
    READY = "ready", _("in the pool")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("pauses")
    STOPPED = "stopped", _("stopped")


VOLUNTEER_TRANSITIONS: dict[str, frozenset[str]] = {
    VolunteerState.INTERESTED: frozenset({VolunteerState.INFORMED, VolunteerState.TALKED, VolunteerState.STOPPED}),
    VolunteerState.INFORMED: frozenset({VolunteerState.TALKED, VolunteerState.STOPPED}),
    VolunteerState.TALKED: frozenset({VolunteerState.READY, VolunteerState.STOPPED}),
    VolunteerState.READY: frozenset({VolunteerState.ACTIVE, VolunteerState.PAUSED, VolunteerState.STOPPED}),
    VolunteerState.ACTIVE: frozenset({VolunteerState.READY, VolunteerState.PAUSED, VolunteerState.STOPPED}),
    VolunteerState.PAUSED: frozenset({VolunteerState.READY, VolunteerState.ACTIVE, VolunteerState.STOPPED}),
    VolunteerState.STOPPED: frozenset({VolunteerState.INTERESTED, VolunteerState.TALKED}),
}
# Before these, staff must have seen an extract from the criminal record.
TRUSTED_STATES = frozenset({VolunteerState.READY, VolunteerState.ACTIVE})
# Whose data stays as long as they help.
HELPING_STATES = frozenset(
    {VolunteerState.INFORMED, VolunteerState.TALKED, VolunteerState.READY, VolunteerState.ACTIVE, VolunteerState.PAUSED}
)


class CircleState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    STARTING = "starting", _("starts")
    MET = "met", _("meets")
    PAUSED = "paused", _("pauses")
    ENDED = "ended", _("ended")
    DROPPED = "dropped", _("dropped")


CIRCLE_TRANSITIONS: dict[str, frozenset[str]] = {
    CircleState.PROPOSED: frozenset({CircleState.STARTING, CircleState.DROPPED}),
    CircleState.STARTING: frozenset({CircleState.MET, CircleState.PAUSED, CircleState.ENDED}),
    CircleState.MET: frozenset({CircleState.PAUSED, CircleState.ENDED}),
    CircleState.PAUSED: frozenset({CircleState.MET, CircleState.ENDED}),
    CircleState.ENDED: frozenset(),
    CircleState.DROPPED: frozenset(),
}
# A person is in one of these at a time.
LIVING_CIRCLES = frozenset({CircleState.STARTING, CircleState.MET, CircleState.PAUSED})


class Answer(TextChoices):
    YES = "yes", _("I can")
    MAYBE = "maybe", _("perhaps")
    NO = "no", _("I cannot")


class Deed(TextChoices):
    """What is counted for funders (spec H10)."""

    SIGNED_UP = "signed-up", _("signed up")
    CALLED_IN_TIME = "called-in-time", _("called within a week")
    CALLED_LATE = "called-late", _("called later")
    NOT_REACHED = "not-reached", _("not reached")
    PLACED = "placed", _("found a place")
    LEFT = "left", _("took themselves off the list")
    CIRCLE_STARTED = "circle-started", _("groups started")
