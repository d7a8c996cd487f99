"""What a page tells search engines and shared links: canonical, Open Graph and JSON-LD (schema.org)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from cms.addresses import path_of
from cms.renditions import SHARE_SPEC, made_size


@dataclass
class Seo:
    """The head of one page."""

    title: str
    description: str = ""
    canonical: str = ""
    kind: str = "website"
    picture_url: str = ""
    picture_alt: str = ""
    published_on: Any = None
    noindex: bool = False
    graph: list[dict] = field(default_factory=list)

    @property
    def json_ld(self) -> dict:
        """One JSON-LD document with everything that this page is about."""
        return {"@context": "https://schema.org", "@graph": self.graph}


def absolute(path: str) -> str:
    """`path` under the site's public address, whatever host a request came by."""
    return path if path.startswith("http") else settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def describe(context) -> Seo:
    """The head for the page in `context`; for a view without page, the `head` that it made, or its `title` alone."""
    page = context.get("page")
    organisation = context.get("organisation")
    name = organisation.name if organisation else settings.WAGTAIL_SITE_NAME
    if isinstance(head := context.get("head"), Seo):
        return _completed(head, context, organisation, name)
    if page is None or not hasattr(page, "meta_description"):
        own = " ".join(str(context.get("title") or "").split())
        return Seo(title=_titled(own, name, context), noindex=bool(context.get("noindex")))

    seo = Seo(title=page.seo_title or page.title, description=page.meta_description)
    seo.canonical = _canonical(page, context)
    # Made when the page was published; never while somebody waits.
    if page.picture and (shared := made_size(page.picture, SHARE_SPEC)):
        seo.picture_url, seo.picture_alt = absolute(shared.url), page.picture.alt_text
    if page._meta.model_name == "newspage":
        seo.kind, seo.published_on = "article", page.published_on
        seo.graph.append(_article(page, seo, organisation))
    if hasattr(page, "things"):
        # What a room above knows of its own pages.
        seo.graph += page.things(context)
    is_home = page.depth <= 2
    return _completed(seo, context, organisation, "" if is_home else name)


def _titled(title: str, name: str, context) -> str:
    """`title` of the page and `name` of the site; first of all that a form came back with something wrong."""
    whole = " | ".join(filter(None, [title, name]))
    form = context.get("form")
    # Other things are called form too; what was posted and refused has errors by field.
    return gettext("Error: %(title)s") % {"title": whole} if getattr(form, "is_bound", False) and form.errors else whole


def _completed(head: Seo, context, organisation, name: str) -> Seo:
    """The head of a page, or one that a view of its own made, with what holds for every page."""
    graph = [_organisation(organisation)] if organisation else []
    crumbs = context.get("breadcrumbs") or []
    trail = [_trail(crumbs)] if crumbs else []
    return replace(head, title=_titled(head.title, name, context), graph=[*graph, *head.graph, *trail])


def _canonical(page, context) -> str:
    """The page's address without filters; a further page of a list is its own canonical."""
    url = absolute(path_of(page))
    page_obj = context.get("page_obj")
    return f"{url}?pagina={page_obj.number}" if page_obj and page_obj.number > 1 else url


def _organisation(organisation) -> dict:
    data = {
        "@type": "Organization",
        "@id": absolute("/#organisation"),
        "name": organisation.name,
        "url": absolute("/"),
        "logo": absolute(f"{settings.STATIC_URL}img/logo.svg"),
    }
    optional = {
        "slogan": organisation.tagline,
        "email": organisation.email,
        "telephone": organisation.phone,
        "vatID": organisation.enterprise_number,
        "sameAs": organisation.social_urls,
    }
    data |= {key: value for key, value in optional.items() if value}
    if organisation.address:
        data["address"] = {
            "@type": "PostalAddress",
            "streetAddress": organisation.address,
            "postalCode": organisation.postcode,
            "addressLocality": organisation.city,
            "addressCountry": "BE",
        }
    return data


def _article(page, seo: Seo, organisation) -> dict:
    data = {
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": seo.description,
        "datePublished": page.published_on.isoformat(),
        "inLanguage": "nl-BE",
        "mainEntityOfPage": seo.canonical,
    }
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if page.author_name:
        data["author"] = {"@type": "Person", "name": page.author_name}
    if organisation:
        data["publisher"] = {"@id": absolute("/#organisation")}
    if seo.picture_url:
        data["image"] = [seo.picture_url]
    return data


def _trail(crumbs) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb.title, "item": absolute(crumb.url)}
            for place, crumb in enumerate(crumbs, start=1)
        ],
    }
