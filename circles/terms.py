"""The times and limits that circles go by, and what each form says before it asks."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from circles.enums import SignUpKind
from trust.forms.notice import Notice
from trust.registry import Ground

# The promise: "within the next week we phone you".
CALL_WITHIN = timedelta(days=7)
# A call that is so many working days late goes to who coordinates.
ESCALATE_AFTER = 2

KEEP = timedelta(days=365)
# What a child gave goes as soon as it can.
KEEP_YOUNG = timedelta(days=90)

STATUS = "circles.sign-up"  # the purpose of the personal link

_ASKED = _("you ask us to phone you")


def _notice(purpose, keep: timedelta = KEEP) -> Notice:
    return Notice(purpose=purpose, ground=Ground.LEGITIMATE_INTEREST, keep=keep, because=_ASKED)


NOTICES: dict[str, Notice] = {
    SignUpKind.LUSGROEP: _notice(_("To phone you and to look for people around you.")),
    SignUpKind.LINKGROEP: _notice(
        _("To phone you and to look for a group near you. On the map you are counted, unnamed.")
    ),
    SignUpKind.VOLUNTEER: _notice(_("To phone you and to see together what suits you.")),
    SignUpKind.YOUNG: _notice(_("To phone you."), KEEP_YOUNG),
    SignUpKind.PARENT: _notice(_("To phone you and to look for somebody to stand by you or your child.")),
    SignUpKind.CARE_WORKER: _notice(_("To phone you and to look together for a vertrouwenspersoon.")),
    SignUpKind.SUPPORT: _notice(_("To phone you and to hear what helps you as a vertrouwenspersoon.")),
    SignUpKind.VISIT: _notice(_("To phone you and to agree on a visit.")),
}

# The map: who signed up rests so long before they count, and a batch comes so long after the one before, by lot. The clock looks every minute,
# so a sign-up counts 15 to 45 minutes after it came.
RESTS = timedelta(minutes=15)
BATCH_AT_LEAST = timedelta(minutes=15)
BATCH_AT_MOST = timedelta(minutes=28)

# How long a search for groups may take before staff can ask again.
SEARCH_AT_MOST = timedelta(minutes=10)
