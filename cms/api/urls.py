"""The one API object, with Wagtail's routers and ours. Routers are added before its addresses are read (design decision 3)."""

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail.api.v3.urls import api

from bookings import date_api, registration_api
from bookings.desk import api as desk_api
from catalogue import api as shop_api
from circles import api as circles_api
from circles import map_api, moments_api
from cms.api import content, problems, readable, site
from cms.api.document import ApiDocs, openapi
from cms.errors import page_not_found
from home import api as home_api
from home.contact import api as contact_api
from home.informed import api as informed_api
from podcast.listeners import api as podcast_api
from trust.forms import api as forms_api
from trust.privacy import api as privacy_api

__all__ = ["api", "document_url", "no_such_address", "root_url"]

api.title = "Lus"
api.description = "What the site of Lus shows and does, as JSON. Read docs/api.md first."
api.docs = ApiDocs()
api.docs_decorator = require_safe
problems.register(api)
readable.register()
api.add_router("/content/", content.router)
api.add_router("/", site.router)
api.add_router("/", home_api.router)
api.add_router("/forms/", forms_api.router)
api.add_router("/privacy/", privacy_api.router)
api.add_router("/contact/", contact_api.router)
api.add_router("/stay-informed/", informed_api.router)
api.add_router("/podcast/", podcast_api.router)
api.add_router("/bookings/", date_api.router)
api.add_router("/bookings/", registration_api.router)
api.add_router("/bookings/", desk_api.router)
api.add_router("/catalogue/", shop_api.router)
api.add_router("/circles/", map_api.router)
api.add_router("/circles/", circles_api.router)
api.add_router("/circles/", moments_api.router)


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any other address below `/api/`, whatever the method."""
    return page_not_found(request)


# Before the API's own, whose document would be made anew at each request.
document_url = re_path(r"^api/v3/openapi\.json$", openapi, name="openapi")
root_url = re_path(r"^api/v3/$", require_safe(RedirectView.as_view(url="/api/v3/docs/")), name="api-root")
# After the API's own. With a slash at the end, so that an address without one is still led to its own.
no_such_address = re_path(r"^api/(?:.*/)?$", nothing_here)
