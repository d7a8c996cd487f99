"""What the desk keeps."""

from bookings.desk.models.closing import Evaluation, InvoiceRecord, InvoiceYear, RequestTally
from bookings.desk.models.proposals import BookingTerms, Proposal, ProposalLine
from bookings.desk.models.requests import BookingRequest, PreferredDate, RequestFile, RequestMove
from bookings.desk.models.trainers import Trainer, TrainerAbsence, TrainerHours, TrainerSlot

__all__ = [
    "BookingRequest",
    "BookingTerms",
    "Evaluation",
    "InvoiceRecord",
    "InvoiceYear",
    "PreferredDate",
    "Proposal",
    "ProposalLine",
    "RequestFile",
    "RequestMove",
    "RequestTally",
    "Trainer",
    "TrainerAbsence",
    "TrainerHours",
    "TrainerSlot",
]
