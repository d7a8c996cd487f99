"""Views beside the page tree: search, the word list, robots, the style page."""

from urllib.parse import quote_plus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.blocks import BodyBlock
from cms.blocks.samples import sample
from cms.models import Term
from home.search import search_all, suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/zoeken/?q=…`: pages and dates that hold the words, the best first."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    page_obj = Paginator(search_all(query), 10).get_page(request.GET.get("pagina"))
    context = {
        "title": _("Search: %(query)s") % {"query": query} if query else _("Search"),
        "noindex": True,
        "query": query,
        "query_quoted": quote_plus(query),
        "page_obj": page_obj,
        "results": page_obj.object_list,
        "suggestions": suggestions(query) if query and not page_obj.paginator.count else [],
    }
    return render(request, "home/search.html", context)


@require_safe
@cache_control(public=True, max_age=300)
def word_list(request: HttpRequest) -> HttpResponse:
    """`/woordenlijst/`: every word that pages explain in place."""
    return render(request, "home/word_list.html", {"title": _("Word list"), "terms": Term.objects.all()})


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`."""
    return render(request, "home/robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """`/stijl/`: every component in its states, for who works on the look (development only)."""
    body = BodyBlock()
    samples = body.normalize([(name, sample(name)) for name in body.child_blocks])
    return render(request, "home/style_guide.html", {"title": "Stijl", "noindex": True, "samples": samples})
