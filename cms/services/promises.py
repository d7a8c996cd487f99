"""Living promises: the index of dated blocks, and what happens when a date has passed (spec A7).

Pages and the API look at the date each time they are shown, so nothing past is ever served. This module keeps what
looks sideways: the *to review* list, the search index, cached copies and the mail to owners.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.timezone import now
from django.utils.translation import ngettext
from modelsearch import index as search_index
from wagtail.models import Page

from cms.letters import write_letter
from cms.models import BasePage, LivingPromise
from cms.services.cards import write_card

EXCERPT = 120


@transaction.atomic
def index_promises(*, page: Page) -> None:
    """Write down the dated blocks of `page` as it is live now; an unpublished page has none."""
    body = getattr(page, "body", None)
    dated = [child for child in body if child.value.use_by] if page.live and body else []
    LivingPromise.objects.filter(page_id=page.pk).delete()
    LivingPromise.objects.bulk_create(_promise(page, child) for child in dated)


def _promise(page: Page, child) -> LivingPromise:
    words = " ".join(strip_tags(str(piece)) for piece in child.block.promised_words(child.value))
    return LivingPromise(
        page_id=page.pk,
        block_id=child.id,
        block_name=child.block_type,
        excerpt=words[:EXCERPT],
        use_by=child.value.use_by,
        has_fallback=child.value.fallback_html is not None,
        handled_at=now() if child.value.is_past else None,
    )


def retire_past_promises() -> int:
    """Take what has passed its date out of search and off the cards. Returns how many promises; a repeat does nothing."""
    retired = 0
    for page_id in set(LivingPromise.objects.unhandled().values_list("page_id", flat=True)):
        retired += _retire(page_id)
    return retired


@transaction.atomic
def _retire(page_id: int) -> int:
    claimed = LivingPromise.objects.unhandled().filter(page_id=page_id).update(handled_at=now())
    if claimed:
        page = Page.objects.get(pk=page_id).specific
        write_card(page=page)
        search_index.insert_or_update_object(page)
    return claimed


def pages_to_review() -> list[tuple[BasePage, list[LivingPromise]]]:
    """Pages with blocks past their date, the longest first, each with those blocks."""
    by_page: dict[int, list[LivingPromise]] = {}
    for promise in LivingPromise.objects.past().filter(page__live=True).select_related("page__owner"):
        by_page.setdefault(promise.page_id, []).append(promise)
    return [(promises[0].page, promises) for promises in by_page.values()]


def mail_reviews(*, fallback_recipients: Iterable[str], base_url: str) -> int:
    """Mail each page owner the list of pages to review; pages without an owner go to `fallback_recipients`. Returns mails sent."""
    by_recipient: dict[str, list] = {}
    for page, promises in pages_to_review():
        owner = page.owner.email if page.owner and page.owner.is_active else ""
        for recipient in [owner] if owner else fallback_recipients:
            by_recipient.setdefault(recipient, []).append((page, promises))
    for recipient, reviews in by_recipient.items():
        _review_mail(recipient, reviews, base_url).send()
    return len(by_recipient)


def _review_mail(recipient: str, reviews: list, base_url: str) -> EmailMultiAlternatives:
    subject = ngettext("One page to review", "%(count)d pages to review", len(reviews)) % {"count": len(reviews)}
    context = {"subject": subject, "reviews": reviews, "base_url": base_url.rstrip("/")}
    letter = write_letter(template="cms/emails/pages_to_review", context=context)
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[recipient])
    mail.attach_alternative(letter.html, "text/html")
    return mail
