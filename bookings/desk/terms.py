"""The times, limits and words that the desk goes by."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from trust.forms.notice import Notice
from trust.registry import Ground

# How long a request is kept: from when it came, and from the day it was given when it was. What led to nothing goes sooner.
KEEP, KEEP_ENDED = timedelta(days=730), timedelta(days=183)
# What people need to take part, after the date (as for registrations, spec B14).
KEEP_NEEDS = timedelta(days=14)
# Bookkeeping keeps its papers for ten years (article III.88 of the Belgian code of economic law, since 2023).
KEEP_INVOICES = timedelta(days=3653)
# A proposal stands this long unless staff say otherwise.
VALID_FOR = timedelta(days=21)
# The preparation goes out this long before, the question how it was this long after (spec C9).
PACK_BEFORE, EVALUATE_AFTER = timedelta(days=10), timedelta(days=1)
# How long somebody may say how it was.
EVALUATE_WITHIN = timedelta(days=90)
REMIND_PROPOSAL_BEFORE = timedelta(days=3)
PAY_WITHIN = timedelta(days=30)
DATES_MOST, PLACES_MOST = 3, 3
# Nobody plans further ahead: a day beyond is a slip of the pen.
FARTHEST = timedelta(days=3 * 366)
FILES_MOST, FILE_BYTES_MOST = 3, 5 * 1024**2
FILE_KINDS = ("pdf", "docx", "odt", "jpg", "jpeg", "png")

STATUS = "bookings.request"  # the purpose of the personal link
TRAINER_FEED = "bookings.trainer-feed"  # the purpose of the address of a trainer's own dates

NOTICE = Notice(
    purpose=_("To answer your request, to make a proposal, and to prepare what we agree on."),
    ground=Ground.CONTRACT,
    keep=KEEP,
    because=_("you ask us for a proposal"),
)


def delete_on(*, received_on: date, given_on: date | None = None) -> date:
    """The last day that a request is kept."""
    return (given_on or received_on) + KEEP


def delete_ended_on(*, received_on: date, ended_on: date | None = None) -> date:
    """The last day of a request that led to nothing; never later than the day that its form named."""
    return min((ended_on or localdate()) + KEEP_ENDED, received_on + KEEP)
