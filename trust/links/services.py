"""Issuing, opening and taking back personal links (docs/adr/0014)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now

from trust.about import reference_to
from trust.audit.services import record
from trust.keys import keyed_bytes, keyed_hash, keyed_hashes, normal_email
from trust.links.emails import mail_links
from trust.links.errors import LinkExpired, LinkRevoked, LinkSpent, LinkUnknown
from trust.links.models import PersonalLink
from trust.links.purposes import LinkPurpose, purpose_named
from trust.outbox.placeholders import placeholder

PLACEHOLDER = "personal"  # the kind of trust.outbox.placeholders
TOKEN, LOOKUP = "links.token", "links.lookup"
# Who keeps a memory of dead links that outlives this table: `trust.privacy` tells its ledger, so that a restore opens none again.
_told: list[Callable[[Sequence[str]], None]] = []


def when_dead(tell: Callable[[Sequence[str]], None]) -> None:
    """`tell` hears, in the same transaction, the public ids of links that were taken back or spent. Called from a room's `receivers.py`."""
    _told.append(tell)


def _tell(public_ids: Sequence[str]) -> None:
    for tell in _told if public_ids else ():
        tell(public_ids)


def issue_link(*, purpose: str, about: Model, expires_at: datetime | None = None) -> PersonalLink:
    """A new link to `about` for `purpose` (registered), valid until `expires_at` or as its purpose says. Older ones stay valid.

    Call it in the transaction that writes `about`. Raises `LookupError` for an unknown purpose.
    """
    kind = purpose_named(purpose)
    link = PersonalLink(purpose=purpose, expires_at=expires_at or _end(kind, about), **reference_to(about))
    link.token_hash = keyed_hash(use=LOOKUP, value=_tokens(link)[0])
    link.save()
    return link


def living_link(*, purpose: str, about: Model, until: date) -> PersonalLink | None:
    """The link to `about` that opens until that day; None when there is none (any more)."""
    links = PersonalLink.objects.about(about).for_purpose(purpose).alive(now())
    return links.filter(expires_at__date__gte=until).first()


def lasting_link(*, purpose: str, about: Model, until: date) -> PersonalLink:
    """That one, so that all mails name one address; a new one when there is none."""
    return living_link(purpose=purpose, about=about, until=until) or issue_link(purpose=purpose, about=about)


def link_placeholder(*, link: PersonalLink) -> str:
    """What stands in a mail's template for the link; the worker puts the address there (trust.outbox.placeholders)."""
    return placeholder(kind=PLACEHOLDER, public_id=str(link.public_id))


def link_url(*, link: PersonalLink) -> str:
    """The full address with its secret: for a redirect to the person who just proved who they are. Never stored, logged or shown to staff.

    Raises `LookupError` when no key that we still have makes the secret again.
    """
    path = reverse(purpose_named(link.purpose).url_name, args=[_token_of(link)])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def resolve_link(public_id: str, to: str) -> str:
    """`link_url` of the link `public_id`, for the worker that is sending a mail to `to`.

    Raises `LookupError` for one that opens nothing any more, and for one whose record has another address: who writes somebody's
    placeholder where a name is asked gets no link by it.
    """
    link = PersonalLink.objects.alive(now()).filter(public_id=public_id).first()
    if link is None:
        raise LookupError("a dead personal link")
    about = link.about
    if about is None or normal_email(purpose_named(link.purpose).email_of(about)) != normal_email(to):
        raise LookupError("a personal link of somebody else")
    return link_url(link=link)


def open_link(*, token: str, purpose: str) -> PersonalLink:
    """The living link of `token` for `purpose`; changes nothing but the time of its first opening.

    Raises `LinkUnknown`, `LinkExpired`, `LinkRevoked`, `LinkSpent`. A wrong token costs the same time as a right one.
    """
    link = _living(PersonalLink.objects.all(), token, purpose)
    if link.opened_at is None:
        link.opened_at = now()
        PersonalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=link.opened_at)
    return link


@transaction.atomic
def spend_link(*, token: str, purpose: str) -> PersonalLink:
    """`open_link` for a POST: locked, and marked used when its purpose works once. Two at once: one wins, the other raises `LinkSpent`."""
    link = _living(PersonalLink.objects.select_for_update(of=("self",)), token, purpose)
    if purpose_named(purpose).once:
        link.used_at = now()
        link.save(update_fields=["used_at"])
        _tell([str(link.public_id)])
        record(verb="links.used", about=link.about, by_person=True, details={"purpose": purpose})
    return link


@transaction.atomic
def revoke_links(*, about: Model, purpose: str = "") -> int:
    """Take back all living links to `about` (for `purpose`). Returns how many; a repeat finds none."""
    links = PersonalLink.objects.about(about).alive(now())
    if purpose:
        links = links.filter(purpose=purpose)
    dead = list(links.order_by("pk").select_for_update().values_list("public_id", flat=True))
    _tell([str(public_id) for public_id in dead])
    return PersonalLink.objects.filter(public_id__in=dead).update(revoked_at=now())


@transaction.atomic
def mail_new_link(*, link: PersonalLink | None = None, purpose: str, email: str = "") -> None:
    """Mail a new link: to the person of the dead `link`, or to `email` for each record that the purpose finds. Silent when there is none:
    nobody learns here who is known to us. Rate-limited by the view."""
    kind = purpose_named(purpose)
    for person, records in _people(kind, link, email):
        mail_links(
            to=person,
            purpose=kind,
            about=records[0],
            addresses=[link_placeholder(link=issue_link(purpose=purpose, about=about)) for about in records],
        )


def _people(kind: LinkPurpose, link: PersonalLink | None, email: str) -> Iterable[tuple[str, list[Model]]]:
    if link is not None:
        about = link.about
        address = kind.email_of(about) if about is not None else ""
        if about is not None and address:
            yield address, [about]
        return
    wanted = normal_email(email)
    records = (
        [about for about in kind.records_of(wanted) if normal_email(kind.email_of(about)) == wanted] if wanted else []
    )
    if records:
        yield kind.email_of(records[0]), records


def _living(links, token: str, purpose: str) -> PersonalLink:
    link = links.filter(token_hash__in=keyed_hashes(use=LOOKUP, value=token), purpose=purpose).first()
    if link is None:
        raise LinkUnknown
    if link.revoked_at:
        raise LinkRevoked(link)
    if link.expires_at <= now():
        raise LinkExpired(link)
    if link.used_at and purpose_named(purpose).once:
        raise LinkSpent(link)
    return link


def _end(kind: LinkPurpose, about: Model) -> datetime:
    return kind.lifetime(about) if callable(kind.lifetime) else now() + kind.lifetime


def _tokens(link: PersonalLink) -> list[str]:
    """The secret under each known key, the newest first: 43 characters of base64url."""
    value = link.public_id.bytes + bytes(link.nonce)
    return [urlsafe_b64encode(made).rstrip(b"=").decode() for made in keyed_bytes(use=TOKEN, value=value)]


def _token_of(link: PersonalLink) -> str:
    """The secret that the link was issued with, also when the key has changed since."""
    for token in _tokens(link):
        if link.token_hash in keyed_hashes(use=LOOKUP, value=token):
            return token
    raise LookupError("no key makes this link again")
