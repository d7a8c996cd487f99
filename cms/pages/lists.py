"""What pages that list other pages share."""

from functools import partial

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from cms.kept import kept
from cms.models.cards import Card
from cms.querysets import CardQuerySet, ShownCard

PAGE_SIZE = 12


def paginate(request: HttpRequest, queryset: QuerySet, *, keep_as: str = "") -> PaginatorPage:
    """The page of `queryset` that `?pagina=` asks for, fetched; a number out of range shows the nearest page.

    They are counted, and then fetched: counted beside the rows, in one query, a long list would be sorted whole. Counting is
    what grows with the site, and the first page is what most people read: how many there are and the first cards are kept under
    the name `keep_as`, until an editor changes something. A list that also changes by the clock, or by what visitors do, has no name.
    """
    asked = request.GET.get("pagina", "")
    paginator = Paginator(queryset, PAGE_SIZE)
    if keep_as:
        paginator.count = kept(f"how many {keep_as}", queryset.count)
    page = paginator.get_page(max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1)
    rows = partial(_rows, page.object_list)
    is_kept = keep_as and page.number == 1 and _is_cards(queryset)
    page.object_list = kept(f"first {keep_as}", rows) if is_kept else rows()
    return page


def _rows(queryset: QuerySet) -> list:
    """What `queryset` lists: cards as they are shown, anything else as it is."""
    return queryset.shown() if _is_cards(queryset) else list(queryset)


def _is_cards(queryset: QuerySet) -> bool:
    return isinstance(queryset, CardQuerySet)


def child_cards(page) -> list[ShownCard]:
    """The public children of `page` in the editor's order, as cards; kept until an editor changes something."""
    below = Card.objects.public().filter(page__path__startswith=page.path, page__depth=page.depth + 1)
    return kept(f"children of {page.pk}", below.order_by("page__path").shown)
