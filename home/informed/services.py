"""Signing up, confirming, ending."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from home.informed.emails import mail_confirmation, mail_known, mail_renewal, mail_welcome
from home.informed.enums import SubscriptionState, Topic
from home.informed.models import Subscription
from home.informed.terms import ASKED_BEFORE, CONFIRM, CONSENT, KEEP, KEEP_UNCONFIRMED, RENEW
from trust.audit.services import record
from trust.keys import normal_email
from trust.links.services import revoke_links
from trust.outbox.services import wipe_emails_about
from trust.privacy.enums import Channel, ErasureReason
from trust.privacy.services.consent import give_consent, withdraw_consent
from trust.privacy.services.erasure import note_erased

BATCH = 500


@transaction.atomic
def sign_up(*, email: str, name: str = "", topics: Sequence[Topic]) -> Subscription:
    """Write it unconfirmed and mail a link to confirm. Known addresses get the same answer: unconfirmed, the mail again (at most once an hour);
    active, a mail that says so with the link to end it."""
    asked = {"name": name, "topics": sorted(set(topics)), "delete_on": localdate() + KEEP_UNCONFIRMED}
    known = _living(email)
    if known is None:
        try:
            with transaction.atomic():
                known = Subscription.objects.create(email=email.strip(), **asked)
            record(verb="informed.asked", about=known, by_person=True)
        except IntegrityError:  # the other of two at once was first
            known = _living(email)
            assert known is not None  # noqa: S101  (the constraint says so)
    if known.state == SubscriptionState.ACTIVE:
        mail_known(known)
        return known
    for field, value in asked.items():
        setattr(known, field, value)
    known.save(update_fields=list(asked))
    mail_confirmation(known)
    return known


@transaction.atomic
def confirm_sign_up(*, public_id: UUID) -> Subscription:
    """The link was used: active from now, consent written. A repeat is harmless, and so is a late click on what was ended."""
    subscription = Subscription.objects.select_for_update().get(public_id=public_id)
    if subscription.state != SubscriptionState.ASKED:
        return subscription
    subscription.state = SubscriptionState.ACTIVE
    subscription.confirmed_at = now()
    subscription.delete_on = localdate() + KEEP
    subscription.save(update_fields=["state", "confirmed_at", "delete_on"])
    give_consent(purpose=CONSENT, about=subscription, channel=Channel.LINK)
    record(verb="informed.confirmed", about=subscription, by_person=True)
    mail_welcome(subscription)
    return subscription


def ask_renewals() -> int:
    """Mail those whose last day is near, once each, whether to go on. Returns how many; two at once ask nobody twice."""
    near = Subscription.objects.to_ask_renewal(localdate() + ASKED_BEFORE)
    asked, last = 0, 0
    while pks := list(near.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        last = pks[-1]
        asked += sum(_ask_renewal(pk) for pk in pks)
    return asked


@transaction.atomic
def _ask_renewal(pk: int) -> bool:
    """Whether this one was asked now: it may have ended, or been asked, since we looked."""
    near = Subscription.objects.to_ask_renewal(localdate() + ASKED_BEFORE)
    subscription = near.select_for_update(skip_locked=True).filter(pk=pk).first()
    if subscription is None or subscription.delete_on < localdate():
        return False
    subscription.renewal_asked_at = now()
    subscription.save(update_fields=["renewal_asked_at"])
    record(verb="informed.renewal-asked", about=subscription)
    mail_renewal(subscription)
    return True


@transaction.atomic
def renew_sign_up(*, public_id: UUID) -> Subscription:
    """The link of that mail was used: from today it stays for a whole term again, under the words of consent as they are now.

    A repeat is harmless, and so is a late click on what was ended.
    """
    subscription = Subscription.objects.select_for_update().get(public_id=public_id)
    if subscription.state != SubscriptionState.ACTIVE or subscription.renewal_asked_at is None:
        return subscription
    subscription.delete_on = localdate() + KEEP
    subscription.renewal_asked_at = None
    subscription.save(update_fields=["delete_on", "renewal_asked_at"])
    give_consent(purpose=CONSENT, about=subscription, channel=Channel.LINK)
    record(verb="informed.renewed", about=subscription, by_person=True)
    return subscription


@transaction.atomic
def end_sign_up(*, public_id: UUID) -> None:
    """Withdraw: consent taken back, the row's personal data gone at once, with the mails that we sent about it. A repeat is harmless: the link
    that did it stays, so that a second click says the same as the first."""
    subscription = Subscription.objects.select_for_update().get(public_id=public_id)
    if subscription.state == SubscriptionState.ENDED:
        return
    withdraw_consent(purpose=CONSENT, about=subscription, channel=Channel.LINK)
    wipe_emails_about(record=subscription)
    for purpose in (CONFIRM, RENEW):
        revoke_links(about=subscription, purpose=purpose)
    note_erased(record=subscription, reason=ErasureReason.WITHDRAWN)
    subscription.state = SubscriptionState.ENDED
    subscription.ended_at = now()
    subscription.email, subscription.name, subscription.topics = "", "", []
    subscription.save(update_fields=["state", "ended_at", "email", "name", "topics"])
    record(verb="informed.ended", about=subscription, by_person=True)


def _living(email: str) -> Subscription | None:
    """The sign-up of this address that has not ended, locked."""
    living = Subscription.objects.exclude(state=SubscriptionState.ENDED).of_person(normal_email(email))
    return living.select_for_update().first()
