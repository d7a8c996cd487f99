"""Every address of the platform. Public addresses never change once landed."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from bookings.sitemaps import DateSitemap
from catalogue.sitemaps import ProductSitemap
from circles.sitemaps import WayInSitemap
from cms.api.urls import api, document_url, no_such_address, root_url
from cms.feeds import NewsFeed
from cms.health import healthz, readyz
from cms.media import serve_document, serve_media, serve_picture
from cms.views import serve
from home import views

handler400 = "cms.errors.bad_request"
handler403 = "cms.errors.permission_denied"
handler404 = "cms.errors.page_not_found"
handler500 = "cms.errors.server_error"

SITEMAPS = {"pages": Sitemap, "dates": DateSitemap, "products": ProductSitemap, "ways-in": WayInSitemap}

urlpatterns = [
    path("healthz/", healthz, name="healthz"),
    path("readyz/", readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<str:document_filename>", serve_document),  # Wagtail's own, with byte ranges
    path("documents/", include(wagtaildocs_urls)),
    document_url,
    root_url,
    path("api/v3/", api.urls),
    no_such_address,
    path("zoeken/", views.search, name="search"),
    path("woordenlijst/", views.word_list, name="word-list"),
    path("nieuws/feed.xml", require_safe(NewsFeed()), name="news-feed"),
    path("", include("trust.urls")),
    path("", include("home.informed.urls")),
    path("", include("podcast.guests.urls")),
    path("", include("podcast.listeners.urls")),
    path("", include("bookings.urls")),
    path("", include("circles.urls")),
    path("", include("catalogue.payments.urls")),
    path("", include("catalogue.urls")),
]

if settings.STYLE_GUIDE:
    urlpatterns += [path("stijl/", views.style_guide, name="style-guide")]

urlpatterns += [
    path("beeld/<str:signature>/<int:image_id>/<str:filter_spec>/", serve_picture, name="picture"),
    path("media/<path:path>", serve_media, name="media"),
    # Wagtail's own, which the pattern of pages would take for a page.
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", authenticate_with_password),
    re_path(serve_pattern, serve, name="page"),
    path("", include(wagtail_urls)),
]
