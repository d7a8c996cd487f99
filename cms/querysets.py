"""The words of the editorial domain as chainable methods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  (a card has a field called `date`)
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext
from wagtail.models import PageQuerySet

from cms.addresses import below_root
from cms.kept import open_to_all
from cms.renditions import PICTURE_COLUMNS, ShownPicture

CARD_COLUMNS = ("page_id", "kind", "label", "ground", "summary", "date")
PAGE_COLUMNS = {"title": F("page__title"), "slug": F("page__slug"), "url_path": F("page__url_path")}
PICTURE = tuple(f"picture__{column}" for column in PICTURE_COLUMNS)


class JsonRows(models.Aggregate):
    """Rows as one JSON array: what hangs on a record comes along with it, in its own query."""

    function = "JSON_GROUP_ARRAY"
    output_field = models.JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="JSONB_AGG", **extra)


@dataclass(slots=True)
class ShownCard:
    """A card as lists show it, read as plain columns: what templates/components/card.html asks for."""

    page_id: int
    kind: str
    label: str
    ground: str
    summary: str
    date: Day | None
    title: str
    slug: str
    url_path: str
    picture: ShownPicture | None
    extra: dict[str, Any]

    @property
    def url(self) -> str:
        """The page's address, relative to the site."""
        return below_root(self.url_path)

    @property
    def card_label(self) -> str:
        """What the page is, in the reader's language."""
        return gettext(self.label) if self.label else ""

    @property
    def card_date(self) -> Day | None:
        return self.date


class LivingPromiseQuerySet(models.QuerySet):
    """Dated blocks of published pages."""

    def past(self) -> LivingPromiseQuerySet:
        """Those whose use-by date is behind us, the longest first."""
        return self.filter(use_by__lte=now()).order_by("use_by", "pk")

    def unhandled(self) -> LivingPromiseQuerySet:
        """Past, while search still holds the text from before the date."""
        return self.past().filter(handled_at=None)


class BasePageQuerySet(PageQuerySet):
    """Pages of ours."""

    def open(self) -> BasePageQuerySet:
        """Live pages that neither they nor an ancestor keep private."""
        return self.live().filter(open_to_all())


class CardQuerySet(models.QuerySet):
    """Cards of pages that anybody may see."""

    def public(self) -> CardQuerySet:
        """Cards of live pages that neither they nor an ancestor keep private."""
        return self.filter(open_to_all("page__path"), page__live=True)

    def shown(self, *extra: str) -> list[ShownCard]:
        """These cards with their page and picture, as plain rows: one query. Columns named `extra` come along."""
        rows = self.values_list(*CARD_COLUMNS, *PAGE_COLUMNS.values(), *PICTURE, *extra)
        first = len(CARD_COLUMNS) + len(PAGE_COLUMNS)
        last = first + len(PICTURE)
        return [
            ShownCard(
                *row[:first],
                picture=ShownPicture(*row[first:last]) if row[first] is not None else None,
                extra=dict(zip(extra, row[last:], strict=True)),
            )
            for row in rows
        ]

    def of_kind(self, *kinds: str) -> CardQuerySet:
        """Cards of these page types, by model name."""
        return self.filter(kind__in=kinds)

    def newest(self) -> CardQuerySet:
        """The latest date first."""
        return self.order_by("-date", "-page_id")
