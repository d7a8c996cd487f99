"""Cards of published pages (cms.models.Card)."""

from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.models import Page

from cms.models import BasePage, Card

WORDS_KEPT = 20_000
END_OF_SENTENCE = tuple(".!?:;…”")


def write_card(*, page: Page) -> Card | None:
    """Write the card of the live `page`; a page that is not live, or not one of ours, has none."""
    if not page.live or not isinstance(page, BasePage):
        Card.objects.filter(pk=page.pk).delete()
        return None
    card, _created = Card.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "kind": page._meta.model_name,
            "label": source_label(page),
            "ground": page.ground,
            "summary": page.summary or page.meta_description,
            "picture_id": page.picture_id,
            "date": page.card_date,
            "words": living_words(page),
        },
    )
    return card


def source_label(page: BasePage) -> str:
    """What `page` calls itself on a card, in the language of the source, whatever language is active; `Card.card_label` says it in the reader's."""
    with override("en"):
        return str(page.card_label)


def living_words(page: Page) -> str:
    """All words of the body that hold now, and what is said on the page, as plain text (at most 20,000 characters).

    What is no sentence, such as a heading or an item of a list, is set apart from what follows by a dot in the middle.
    """
    body = getattr(page, "body", None)
    said = getattr(page, "spoken_words", "")
    if not body:
        return said[:WORDS_KEPT]
    pieces = [strip_tags(str(piece)).strip() for piece in body.stream_block.get_searchable_content(body)]
    apart = [piece if piece.endswith(END_OF_SENTENCE) else f"{piece} ·" for piece in [*pieces, said] if piece]
    return " ".join(apart)[:WORDS_KEPT].removesuffix(" ·")
