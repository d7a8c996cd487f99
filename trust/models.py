"""What Django must find under the label `trust`: the models of every room."""

from trust.audit.models import AccessEntry, AuditEntry
from trust.clock.models import ClockRun
from trust.forms.models import IdempotencyRecord
from trust.links.models import PersonalLink
from trust.organisations.models import Organisation
from trust.outbox.models import EmailAttachment, OutboundEmail
from trust.places.models import Municipality, Postcode
from trust.privacy.models import Consent, ConsentText, ErasureEntry, PrivacyRequest, RetentionLine
from trust.queue.models import TaskRetry, WorkerBeat
from trust.staff.models import TokenScope

__all__ = [
    "AccessEntry",
    "AuditEntry",
    "ClockRun",
    "Consent",
    "ConsentText",
    "EmailAttachment",
    "ErasureEntry",
    "IdempotencyRecord",
    "Municipality",
    "Organisation",
    "OutboundEmail",
    "PersonalLink",
    "Postcode",
    "PrivacyRequest",
    "RetentionLine",
    "TaskRetry",
    "TokenScope",
    "WorkerBeat",
]
