"""`/api/v3/content/`: cards of any mix of page types, for lists in a front-end.

Read from `cms.models.Card` as plain rows, without building a model or a schema object an item: a list costs the same
whatever its pages are made of (five queries at most), and little beside an empty view. The beginning of a list, which
front-ends ask for most, is kept as the text that goes out until an editor changes something (docs/adr/0021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date as Day  # noqa: N812  (a field is called `date`)
from typing import Any, Literal
from uuid import UUID

from django.apps import apps
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext
from ninja import Field, Query, Router
from pydantic import BaseModel, field_validator
from wagtail.models import Page

from cms.addresses import below_root
from cms.api.schemas import Category, Picture
from cms.kept import kept
from cms.models import BasePage, Card, LivingPromise, LusImage, LusRendition, NewsCategory, NewsPage
from cms.renditions import address, load_renditions
from cms.representations import RENDITION_SPECS, moment, picture_of, renditions_of
from cms.seo import absolute

router = Router(tags=["content"])

PAGE_TYPES = {model._meta.model_name: model._meta.label for model in apps.get_models() if issubclass(model, BasePage)}
TypeName = Literal[tuple(sorted(PAGE_TYPES.values()))]  # type: ignore[valid-type]
MODEL_NAMES = {label: name for name, label in PAGE_TYPES.items()}

PAGES = "/api/v3/pages/"
PICTURE_COLUMNS = (
    *("image_id", "image__alt_text", "image__credit", "image__width", "image__height"),
    *("file", "width", "height", "filter_spec"),
)
PROMISED = set(RENDITION_SPECS)
FOUND_MOST = 200
FARTHEST = 100_000
KEPT_LIMIT = 20
JSON = "application/json"
ORDERS = {
    "-date": [F("date").desc(nulls_last=True), "-page_id"],
    "date": [F("date").asc(nulls_last=True), "page_id"],
    "title": ["page__title", "page_id"],
    "-title": ["-page__title", "-page_id"],
    "tree": ["page__path"],
}


class CardOut(BaseModel):
    """A page as a card. With `fields=` an item has those fields and its `id`."""

    id: UUID = Field(description="Never changes, whatever becomes of title, address or place in the tree.")
    type: TypeName = Field(default_factory=str, description="The page type, as `/api/v3/pages/` names it.")
    title: str = Field(default_factory=str)
    url: str = Field(default_factory=str, description="Full address on the site.")
    path: str = Field(default_factory=str, description="Address within the site.")
    detail_url: str = Field(default_factory=str, description="The whole page in this API.")
    label: str = Field(default_factory=str, description="What the site calls this kind of page, in Dutch.")
    summary: str = Field(default_factory=str)
    date: Day | None = Field(None, description="The day the page belongs to, when it does.")
    ground: str = Field(default_factory=str, description="The quiet colour of its offering.")
    picture: Picture | None = None
    categories: list[Category] = Field(default_factory=list, description="Categories of a news post.")
    updated_at: str | None = Field(
        None, description="When it was last published.", json_schema_extra={"format": "date-time"}
    )


class CardList(BaseModel):
    count: int = Field(description="How many there are in all.")
    items: list[CardOut]


FIELDS = tuple(CardOut.model_fields)


class CardQuery(BaseModel):
    """What to list, in which order, and which part of it."""

    type: list[TypeName] = Field([], description="Page types; repeat it for more than one.")
    category: str = Field("", max_length=60, description="Slug of a news category.")
    project: str = Field("", max_length=255, description="Slug of the project that news is tied to.")
    date_from: Day | None = Field(None, alias="from", description="Dated this day or later.")
    date_to: Day | None = Field(None, alias="to", description="Dated this day or earlier.")
    search: str = Field("", max_length=100, description="Words to find (the best 200 pages).")
    order: Literal["-date", "date", "title", "-title", "tree", "relevance"] | None = Field(
        None, description="`-date` unless searching, then `relevance`. `tree` is the editors' order."
    )
    fields: str = Field("", max_length=200, description=f"Only these, with commas between them: {', '.join(FIELDS)}.")
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=FARTHEST)

    @field_validator("fields")
    @classmethod
    def known_fields(cls, value: str) -> str:
        unknown = [name for name in value.split(",") if name and name not in FIELDS]
        if unknown:
            raise ValueError(f"unknown: {', '.join(unknown)}; choose from {', '.join(FIELDS)}")
        return value

    @property
    def chosen(self) -> frozenset[str]:
        """The fields to answer with."""
        names = frozenset(name for name in self.fields.split(",") if name)
        return names | {"id"} if names else frozenset(FIELDS)

    @property
    def is_beginning(self) -> bool:
        """Whether it asks for the first few, without words or dates of its own: of such questions there are not many."""
        own = self.search or self.date_from or self.date_to or self.offset
        return not own and self.limit <= KEPT_LIMIT


@router.get(
    "/",
    response=CardList,
    url_name="list_content",
    summary="List cards of pages",
    operation_id="content_list",
    exclude_unset=True,
)
def list_content(request: HttpRequest, query: Query[CardQuery]):
    """Live, public pages of any type as cards: title, summary, picture with its sizes, date and categories."""
    name = f"content {get_language()} {query.model_dump_json()}"
    listed = kept(name, lambda: _listed(query)) if query.is_beginning else _listed(query)
    return HttpResponse(listed, content_type=JSON)


def _listed(query: CardQuery) -> bytes:
    """The answer to `query` as JSON."""
    cards = _filtered(query)
    found = _found(query.search) if query.search else None
    if found is not None:
        cards = cards.filter(page_id__in=found)
    if found is not None and query.order in (None, "relevance"):
        place = {page_id: index for index, page_id in enumerate(found)}
        ids = sorted(cards.values_list("page_id", flat=True), key=place.__getitem__)
        count, ids = len(ids), ids[query.offset : query.offset + query.limit]
        rows = sorted(_rows(cards.filter(page_id__in=ids)), key=lambda row: place[row["page_id"]])
    else:
        order = ORDERS.get(query.order or "-date", ORDERS["-date"])
        count = cards.count() if found is not None else _count(cards, query)
        rows = list(_rows(cards.order_by(*order)[query.offset : query.offset + query.limit]))
    return JsonResponse({"count": count, "items": _items(rows, query.chosen)}).content


@router.get(
    "/categories/",
    response=list[Category],
    url_name="list_categories",
    summary="List the categories of news",
    operation_id="content_categories",
)
def list_categories(request: HttpRequest):
    """Those that a live post has."""
    return list(NewsCategory.objects.filter(news__in=NewsPage.objects.open()).distinct().values("id", "name", "slug"))


def _filtered(query: CardQuery) -> QuerySet[Card]:
    """Cards of pages that everybody may see and that `query` asks for."""
    cards = Card.objects.public()
    if query.type:
        cards = cards.filter(kind__in=[MODEL_NAMES[label] for label in query.type])
    if query.category:
        cards = cards.filter(page__newspage__categories__slug=query.category)
    if query.project:
        cards = cards.filter(page__newspage__project__slug=query.project)
    if query.date_from:
        cards = cards.filter(date__gte=query.date_from)
    if query.date_to:
        cards = cards.filter(date__lte=query.date_to)
    return cards


def _found(words: str) -> list[int]:
    """The pages that hold `words`, the best first; what has passed its date but is still in the index is left out."""
    overdue = LivingPromise.objects.unhandled().values("page_id")
    pages = Page.objects.live().exclude(pk__in=overdue)
    return list(dict.fromkeys(page.pk for page in pages.search(words)[:FOUND_MOST]))


def _count(cards: QuerySet[Card], query: CardQuery) -> int:
    """How many there are; kept until an editor changes something, because counting is what grows with the site."""
    if query.category or query.project or query.date_from or query.date_to:
        return cards.count()
    return kept(f"how many {','.join(sorted(set(query.type)))}", cards.count)


def _rows(cards: QuerySet[Card]) -> QuerySet:
    return cards.values(
        "page_id",
        "kind",
        "label",
        "ground",
        "summary",
        "date",
        "picture_id",
        title=F("page__title"),
        url_path=F("page__url_path"),
        key=F("page__translation_key"),
        published=F("page__last_published_at"),
    )


def _items(rows: list[dict], chosen: frozenset[str]) -> list[dict[str, Any]]:
    pictures = _pictures({row["picture_id"] for row in rows} - {None}) if "picture" in chosen else {}
    categories = _categories(row["page_id"] for row in rows) if "categories" in chosen else {}
    base = absolute("")
    items = []
    for row in rows:
        path = below_root(row["url_path"])
        item = {
            "id": str(row["key"]),
            "type": PAGE_TYPES.get(row["kind"], row["kind"]),
            "title": row["title"],
            "url": base + path,
            "path": path,
            "detail_url": f"{base}{PAGES}{row['page_id']}/",
            "label": gettext(row["label"]) if row["label"] else "",
            "summary": row["summary"],
            "date": row["date"],
            "ground": row["ground"],
            "picture": pictures.get(row["picture_id"]),
            "categories": categories.get(row["page_id"], []),
            "updated_at": moment(row["published"]),
        }
        items.append(item if len(chosen) == len(FIELDS) else {name: item[name] for name in item if name in chosen})
    return items


def _pictures(ids: set[int]) -> dict[int, dict[str, Any]]:
    """The pictures by primary key in one query; a second one when some size is not made yet, which has the address that makes it."""
    if not ids:
        return {}
    made: dict[int, list[tuple]] = defaultdict(list)
    whole = LusRendition.objects.filter(image_id__in=ids, filter_spec__startswith="width-")
    for row in whole.values_list(*PICTURE_COLUMNS):
        made[row[0]].append(row)
    pictures = {}
    for pk, found in made.items():
        _pk, alt, credit, width, height = found[0][:5]
        sizes = renditions_of((address(name), wide, high, spec) for *_image, name, wide, high, spec in found)
        pictures[pk] = {"id": pk, "alt": alt, "credit": credit, "width": width, "height": height, "renditions": sizes}
    ready = {pk for pk, found in made.items() if {row[-1] for row in found} >= PROMISED}
    if unready := list(LusImage.objects.filter(pk__in=ids - ready)) if ids - ready else []:
        load_renditions(unready)
        pictures |= {image.pk: picture_of(image) for image in unready}
    return pictures


def _categories(page_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    through = NewsPage.categories.through
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = through.objects.filter(newspage_id__in=list(page_ids)).order_by("newscategory__name")
    for page_id, pk, name, slug in rows.values_list(
        "newspage_id", "newscategory_id", "newscategory__name", "newscategory__slug"
    ):
        found[page_id].append({"id": pk, "name": name, "slug": slug})
    return found
