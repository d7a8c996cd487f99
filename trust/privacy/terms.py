"""The personal link of a request, and how long it works."""

from datetime import timedelta

LINK = "privacy.request"
LINK_LIFETIME = timedelta(days=7)
# The request itself goes with its last trace of who asked; the ledger and the audit trail say that one was answered.
KEEP = timedelta(days=30)
