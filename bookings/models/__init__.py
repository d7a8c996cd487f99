"""Everything Django must find under the label `bookings`."""

from bookings.desk.models import (
    BookingRequest,
    BookingTerms,
    Evaluation,
    InvoiceRecord,
    InvoiceYear,
    PreferredDate,
    Proposal,
    ProposalLine,
    RequestFile,
    RequestMove,
    Trainer,
    TrainerAbsence,
    TrainerHours,
    TrainerSlot,
)
from bookings.desk.pages import ActivityPage
from bookings.models.events import Event
from bookings.models.messages import EventMessage
from bookings.models.registrations import Registration
from bookings.models.series import Holiday, Question, Series
from bookings.pages import CalendarPage

__all__ = [
    "ActivityPage",
    "BookingRequest",
    "BookingTerms",
    "CalendarPage",
    "Evaluation",
    "Event",
    "EventMessage",
    "Holiday",
    "InvoiceRecord",
    "InvoiceYear",
    "PreferredDate",
    "Proposal",
    "ProposalLine",
    "Question",
    "Registration",
    "RequestFile",
    "RequestMove",
    "Series",
    "Trainer",
    "TrainerAbsence",
    "TrainerHours",
    "TrainerSlot",
]
