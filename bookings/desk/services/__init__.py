"""Every write of the desk: one function a verb."""

from bookings.desk.services.correcting import correct_request
from bookings.desk.services.deciding import accept_proposal, counter_date, decline_proposal, withdraw_request
from bookings.desk.services.evaluating import evaluate, may_evaluate
from bookings.desk.services.invoicing import make_invoice
from bookings.desk.services.minding import (
    ask_for_evaluations,
    expire_proposals,
    mark_past_requests,
    prepare_requests,
    remind_of_proposals,
)
from bookings.desk.services.moving import accepted_proposal, may_move
from bookings.desk.services.proposing import (
    Draft,
    differences,
    drop_draft,
    save_draft,
    send_proposal,
    stamp,
    what_is_missing,
)
from bookings.desk.services.publishing import make_public
from bookings.desk.services.receiving import Asked, Wish, receive_request
from bookings.desk.services.steering import (
    close_request,
    mark_given,
    prepare_request,
    refuse_request,
    take_up,
    talk_again,
)

__all__ = [
    "Asked",
    "Draft",
    "Wish",
    "accept_proposal",
    "accepted_proposal",
    "ask_for_evaluations",
    "close_request",
    "correct_request",
    "counter_date",
    "decline_proposal",
    "differences",
    "drop_draft",
    "evaluate",
    "expire_proposals",
    "make_invoice",
    "make_public",
    "mark_given",
    "mark_past_requests",
    "may_evaluate",
    "may_move",
    "prepare_request",
    "prepare_requests",
    "receive_request",
    "refuse_request",
    "remind_of_proposals",
    "save_draft",
    "send_proposal",
    "stamp",
    "take_up",
    "talk_again",
    "what_is_missing",
    "withdraw_request",
]
