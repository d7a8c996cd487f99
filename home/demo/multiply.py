"""Longer lists, to measure with: every post, story and episode again, some weeks older and with a number in its title.

The copies are written in bulk: they have a card, but no revision, and search learns of them only from
`manage.py update_index`. A repeat adds what is missing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Page

from cms.models import Card, ContentChange, NewsPage, StoryPage
from home.demo.build import translation_key
from home.demo.content import news, podcast, stories
from home.demo.shape import DemoPage
from podcast.models import EpisodePage

LISTS = ((NewsPage, news.POSTS), (StoryPage, [*stories.STORIES, *stories.FILMS]), (EpisodePage, podcast.EPISODES))
DAYS_APART = 3


@transaction.atomic
def multiply_lists(*, times: int) -> int:
    """Make each list `times` as long (≥ 1). Gives the number of pages made."""
    made = sum(_multiply(model, demos, times) for model, demos in LISTS)
    if made:
        ContentChange.objects.create()
        count_rows()
    return made


def count_rows() -> None:
    """Have the database count its rows, as it does by itself on a running site, in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _multiply(model: type[Page], demos: list[DemoPage], times: int) -> int:
    keys = [translation_key(demo.path) for demo in demos]
    originals = list(model.objects.live().filter(translation_key__in=keys).order_by("path"))
    if not originals:
        return 0
    parent = originals[0].get_parent()
    wanted = [(original, number) for number in range(2, times + 1) for original in originals]
    there = set(parent.get_children().values_list("translation_key", flat=True))
    missing = [(original, number) for original, number in wanted if _copy_key(original, number) not in there]
    paths = _free_paths(parent)
    bare = [_bare_page(original, number, next(paths)) for original, number in missing]
    Page.objects.bulk_create(bare, batch_size=200)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(bare))
    for page, (original, number) in zip(bare, missing, strict=True):
        _own_fields(original, number, page, len(originals)).save_base(raw=True, force_insert=True)
    _copy_categories(model, bare, missing)
    _copy_cards(bare, missing)
    return len(bare)


def _copy_key(original: Page, number: int) -> uuid.UUID:
    return uuid.uuid5(original.translation_key, str(number))


def _free_paths(parent: Page) -> Iterator[str]:
    last = parent.get_children().order_by("path").last()
    step = Page._str2int(last.path[-Page.steplen :])
    while True:
        step += 1
        yield Page._get_path(parent.path, parent.depth + 1, step)


def _bare_page(original: Page, number: int, path: str) -> Page:
    """The part of a copy that every page has."""
    page = Page(**{field.attname: getattr(original, field.attname) for field in Page._meta.concrete_fields})
    page.pk = None
    page.path, page.numchild = path, 0
    page.title = page.draft_title = f"{original.title} ({number})"
    page.slug = f"{original.slug}-{number}"
    page.url_path = f"{original.url_path.rstrip('/')}-{number}/"
    page.translation_key = _copy_key(original, number)
    page.latest_revision_id = page.live_revision_id = None
    page.content_type = ContentType.objects.get_for_model(type(original))
    return page


def _own_fields(original: Page, number: int, page: Page, list_length: int) -> Page:
    """The part of a copy that only its page type has, ready for `save_base(raw=True)`."""
    model = type(original)
    values = {field.attname: getattr(original, field.attname) for field in model._meta.local_concrete_fields}
    copy = model(**values | {model._meta.pk.attname: page.pk})
    copy.published_on = _older(original.published_on, number)
    if isinstance(copy, EpisodePage):
        copy.guid = uuid.uuid5(page.translation_key, "episode")
        copy.number = original.number + (number - 1) * list_length
    return copy


def _older(day, number: int):
    return day - timedelta(days=DAYS_APART * (number - 1))


def _copy_categories(model: type[Page], bare: list[Page], missing: list[tuple[Page, int]]) -> None:
    if model is not NewsPage:
        return
    through = NewsPage.categories.through
    of: dict[int, list[int]] = {}
    for row in through.objects.filter(newspage__in={original.pk for original, _number in missing}):
        of.setdefault(row.newspage_id, []).append(row.newscategory_id)
    through.objects.bulk_create(
        through(newspage_id=page.pk, newscategory_id=category)
        for page, (original, _number) in zip(bare, missing, strict=True)
        for category in of.get(original.pk, [])
    )


def _copy_cards(bare: list[Page], missing: list[tuple[Page, int]]) -> None:
    cards = Card.objects.in_bulk({original.pk for original, _number in missing})
    copies = []
    for page, (original, number) in zip(bare, missing, strict=True):
        card = cards[original.pk]
        values = {field.attname: getattr(card, field.attname) for field in Card._meta.concrete_fields}
        copies.append(Card(**values | {"page_id": page.pk, "date": _older(card.date, number)}))
    Card.objects.bulk_create(copies, batch_size=500)
