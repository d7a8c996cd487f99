"""What pages that list other pages share."""

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest

from cms.kept import keep, kept, known
from cms.models.cards import Card
from cms.querysets import CardQuerySet, ShownCard

PAGE_SIZE = 12


def paginate(request: HttpRequest, queryset: QuerySet, *, keep_as: str = "") -> PaginatorPage:
    """The page of `queryset` that `?pagina=` asks for, fetched; a number out of range shows the nearest page.

    Rows and their count come in one query; a second one follows only for a number out of range. Counting is what grows with
    the site, and the first page is what most people read: how many there are and the first cards are kept under the name
    `keep_as`, until an editor changes something. A list that also changes by the clock, or by what visitors do, has no name.
    """
    asked = request.GET.get("pagina", "")
    start = (max(int(asked), 1) - 1) * PAGE_SIZE if asked.isdecimal() and len(asked) < 7 else 0
    paginator = Paginator(queryset, PAGE_SIZE)
    name = f"how many {keep_as}"
    count = known(name) if keep_as else None
    if count is None:
        rows = _rows(_counted(queryset)[start : start + PAGE_SIZE], "rows_in_all")
        count = _column(rows[0], "rows_in_all") if rows else queryset.count() if start else 0
        if keep_as:
            keep(name, count)
    elif start or not _is_cards(queryset):
        rows = _rows(queryset[start : start + PAGE_SIZE])
    else:
        rows = kept(f"first {keep_as}", lambda: _rows(queryset[:PAGE_SIZE]))
    paginator.count = count
    if rows or not start:
        return PaginatorPage(rows, start // PAGE_SIZE + 1, paginator)
    page = paginator.get_page(paginator.num_pages)
    page.object_list = _rows(page.object_list)
    return page


def _counted(queryset: QuerySet) -> QuerySet:
    """Each row with `rows_in_all`. Counted beside the rows, not over them: for that a long list would be read and sorted whole."""
    all_of_them = queryset.order_by().annotate(one=Value(1)).values("one").annotate(rows=Count("pk")).values("rows")
    return queryset.annotate(rows_in_all=Subquery(all_of_them))


def _rows(queryset: QuerySet, *extra: str) -> list:
    """What `queryset` lists: cards as they are shown, anything else as it is."""
    return queryset.shown(*extra) if _is_cards(queryset) else list(queryset)


def _is_cards(queryset: QuerySet) -> bool:
    return isinstance(queryset, CardQuerySet)


def _column(row, name: str):
    return row.extra[name] if isinstance(row, ShownCard) else getattr(row, name)


def child_cards(page) -> list[ShownCard]:
    """The public children of `page` in the editor's order, as cards; kept until an editor changes something."""
    below = Card.objects.public().filter(page__path__startswith=page.path, page__depth=page.depth + 1)
    return kept(f"children of {page.pk}", below.order_by("page__path").shown)
