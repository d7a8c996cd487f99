"""`/api/v3/site/` and `/api/v3/terms/`: what a front-end shows around and inside the pages."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from cms.kept import site_of
from cms.models import OrganisationSettings, Term
from cms.seo import absolute

router = Router(tags=["site"])


class SiteOut(BaseModel):
    """Who runs this site, and how to reach them."""

    name: str
    tagline: str
    url: str = Field(description="Where the site is.")
    language: str
    enterprise_number: str
    address: str
    postcode: str
    city: str
    phone: str
    email: str
    iban: str
    social_urls: list[str]
    footer_text: str


class TermOut(BaseModel):
    """A word of the house and what it means."""

    id: str = Field(description="The word's slug: what follows `#` in the links of rich text.")
    term: str
    meaning: str
    url: str


class TermList(BaseModel):
    count: int
    items: list[TermOut]


@router.get("/site/", response=SiteOut, url_name="site", summary="The organisation", operation_id="site_detail")
def organisation(request: HttpRequest):
    """The organisation's details as editors keep them."""
    settings = OrganisationSettings.for_site(site_of(request))
    names = [name for name in SiteOut.model_fields if name not in ("url", "language")]
    return {name: getattr(settings, name) for name in names} | {"url": absolute("/"), "language": "nl-BE"}


@router.get("/terms/", response=TermList, url_name="list_terms", summary="The word list", operation_id="terms_list")
def list_terms(request: HttpRequest):
    """Every word that pages explain in place. Rich text marks one as `<a class="term" href="…#slug" data-meaning="…">`."""
    items = [
        {"id": slug, "term": term, "meaning": meaning, "url": absolute(f"/woordenlijst/#{slug}")}
        for slug, term, meaning in Term.objects.values_list("slug", "term", "meaning")
    ]
    return {"count": len(items), "items": items}
