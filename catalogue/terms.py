"""The times and limits that the shop goes by."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from trust.forms.notice import Notice
from trust.registry import Ground

# What is kept of an order after it ended; what was paid for is kept as long as the law asks of its invoice.
KEEP = timedelta(days=365)
# Bookkeeping keeps its papers for ten years (article III.88 of the Belgian code of economic law, since 2023).
KEEP_PAID = timedelta(days=3653)
# How long stock is held for who pays: as long as Stripe keeps a session open at least (30 minutes).
HOLD_FOR = timedelta(minutes=31)
# A consumer may change their mind so long after a parcel came (article VI.47 of the same code).
WITHDRAW_WITHIN = timedelta(days=14)
# The period of a limit unless a product says otherwise.
PERIOD_DAYS = 90
LINES_MOST = 40

STATUS = "catalogue.order"  # the purpose of the personal link

NOTICE = Notice(
    purpose=_("To send what you order, and to tell you where it is."),
    ground=Ground.CONTRACT,
    keep=KEEP,
    because=_("you order something from us"),
)
