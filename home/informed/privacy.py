"""How sign-ups are found, exported, erased and how long they are kept; what they consent to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from home.informed.enums import SubscriptionState, Topic
from home.informed.models import Subscription
from home.informed.services import end_sign_up
from home.informed.terms import CONFIRM, CONSENT, END, KEEP, KEEP_UNCONFIRMED, NOTICE, RENEW
from trust.days import end_of
from trust.links.purposes import LINKS_OUTLIVE, LinkPurpose, register_purpose
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about
from trust.privacy.consents import register_withdrawal
from trust.registry import PersonalData, Retention, register


def sign_ups_of(email: str) -> QuerySet:
    return Subscription.objects.of_person(email)


@transaction.atomic
def erase_sign_ups(rows: QuerySet) -> int:
    """Delete, with their links and the mails that have not left yet."""
    found = list(rows)
    for subscription in found:
        cancel_emails_about(record=subscription)
        revoke_links(about=subscription)
    Subscription.objects.filter(pk__in=[subscription.pk for subscription in found]).delete()
    return len(found)


def past_term(now: datetime) -> QuerySet:
    return Subscription.objects.past_term(localdate(now))


def end_of_last_day(subscription: Subscription) -> datetime:
    """Until when it can still be renewed."""
    return end_of(subscription.delete_on)


def export_sign_up(subscription: Subscription) -> dict:
    return {
        "e-mailadres": subscription.email,
        "voornaam": subscription.name,
        "onderwerpen": [str(Topic(topic).label) for topic in subscription.topics],
        "stand": subscription.get_state_display(),
        "aangemeld": subscription.asked_at.isoformat(),
        "bevestigd": subscription.confirmed_at.isoformat() if subscription.confirmed_at else None,
        "gewist op": subscription.delete_on.isoformat(),
    }


register(
    PersonalData(
        model="home.Subscription",
        label=_("stay-informed sign-ups"),
        fields=["email", "name", "topics"],
        purpose=NOTICE.purpose,
        ground=NOTICE.ground,
        find=sign_ups_of,
        erase=erase_sign_ups,
        export=export_sign_up,
        retention=[Retention(name="term of the form", after=KEEP, due=past_term)],
        ledger_key=lambda subscription: str(subscription.public_id),
    )
)

register_withdrawal(CONSENT, lambda subscription: end_sign_up(public_id=subscription.public_id))
register_purpose(
    LinkPurpose(
        name=CONFIRM,
        url_name="informed-confirm",
        label=_("confirm that you want to stay informed"),
        lifetime=KEEP_UNCONFIRMED,
        email_of=lambda subscription: subscription.email,
        records_of=lambda email: sign_ups_of(email).filter(state=SubscriptionState.ASKED),
    )
)
register_purpose(
    LinkPurpose(
        name=END,
        url_name="informed-end",
        label=_("stop the mails that keep you informed"),
        lifetime=KEEP + LINKS_OUTLIVE,
        email_of=lambda subscription: subscription.email,
        records_of=lambda email: sign_ups_of(email).filter(state=SubscriptionState.ACTIVE),
        api_url_name="informed-subscription",
    )
)
register_purpose(
    LinkPurpose(
        name=RENEW,
        url_name="informed-renew",
        label=_("go on with the mails that keep you informed"),
        lifetime=end_of_last_day,
        email_of=lambda subscription: subscription.email,
        records_of=lambda email: sign_ups_of(email).filter(
            state=SubscriptionState.ACTIVE, renewal_asked_at__isnull=False
        ),
    )
)
