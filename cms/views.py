"""How pages are served."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve as wagtail_serve

from cms.routing import find_route


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, with the route found by us where Wagtail keeps it for the request."""
    request._wagtail_route_for_request = find_route(request, path)
    return wagtail_serve(request, path)
