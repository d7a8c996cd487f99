"""What is mailed about a sign-up."""

from __future__ import annotations

from django.utils.timezone import now

from home.informed.enums import Topic
from home.informed.models import Subscription
from home.informed.terms import CONFIRM, END, RENEW
from trust.links.services import issue_link, link_placeholder
from trust.outbox.services import Envelope, queue_email


def mail_confirmation(subscription: Subscription) -> None:
    """The link to confirm; at most once an hour, however often somebody asks."""
    once_key = f"informed.confirm:{subscription.public_id}:{now():%Y%m%d%H}"
    link = issue_link(purpose=CONFIRM, about=subscription)
    queue_email(
        purpose="informed.confirm",
        to=subscription.email,
        template="home/informed/emails/confirm",
        context={
            "name": subscription.name,
            "confirm_url": link_placeholder(link=link),
            "delete_on": subscription.delete_on,
        },
        about=subscription,
        once_key=once_key,
    )


def mail_welcome(subscription: Subscription) -> None:
    """That it counts from now, until when, and how to end it."""
    end_url = link_placeholder(link=issue_link(purpose=END, about=subscription))
    queue_email(
        purpose="informed.welcome",
        to=subscription.email,
        template="home/informed/emails/welcome",
        context={
            "name": subscription.name,
            "topics": [Topic(topic).label for topic in subscription.topics],
            "delete_on": subscription.delete_on,
        },
        about=subscription,
        once_key=f"informed.welcome:{subscription.public_id}",
        envelope=Envelope(unsubscribe=end_url),
    )


def mail_known(subscription: Subscription) -> None:
    """To who signs up again: it stands already; near its last day, with the link to go on. At most once an hour."""
    end_url = link_placeholder(link=issue_link(purpose=END, about=subscription))
    is_near_its_end = subscription.renewal_asked_at is not None
    renew_url = link_placeholder(link=issue_link(purpose=RENEW, about=subscription)) if is_near_its_end else ""
    queue_email(
        purpose="informed.known",
        to=subscription.email,
        template="home/informed/emails/known",
        context={"name": subscription.name, "delete_on": subscription.delete_on, "renew_url": renew_url},
        about=subscription,
        once_key=f"informed.known:{subscription.public_id}:{now():%Y%m%d%H}",
        envelope=Envelope(unsubscribe=end_url),
    )


def mail_renewal(subscription: Subscription) -> None:
    """Whether to go on after the last day: a link that asks. Who does nothing is erased on that day."""
    renew_url = link_placeholder(link=issue_link(purpose=RENEW, about=subscription))
    end_url = link_placeholder(link=issue_link(purpose=END, about=subscription))
    queue_email(
        purpose="informed.renew",
        to=subscription.email,
        template="home/informed/emails/renew",
        context={
            "name": subscription.name,
            "topics": [Topic(topic).label for topic in subscription.topics],
            "renew_url": renew_url,
            "delete_on": subscription.delete_on,
        },
        about=subscription,
        once_key=f"informed.renew:{subscription.public_id}:{subscription.delete_on:%Y%m%d}",
        envelope=Envelope(unsubscribe=end_url),
    )
