"""Everything Django and Wagtail must find under the label `cms`."""

from cms.models.base import BasePage
from cms.models.cards import Card
from cms.models.changes import ContentChange
from cms.models.media import LusDocument, LusImage, LusRendition
from cms.models.organisation import OrganisationSettings
from cms.models.promises import LivingPromise
from cms.models.taxonomy import NewsCategory, Term
from cms.pages import (
    InspirationPage,
    NewsIndexPage,
    NewsPage,
    OfferingPage,
    PlainPage,
    ProjectPage,
    PublicationPage,
    StoryIndexPage,
    StoryPage,
)

__all__ = [
    "BasePage",
    "Card",
    "ContentChange",
    "InspirationPage",
    "LivingPromise",
    "LusDocument",
    "LusImage",
    "LusRendition",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "OfferingPage",
    "OrganisationSettings",
    "PlainPage",
    "ProjectPage",
    "PublicationPage",
    "StoryIndexPage",
    "StoryPage",
    "Term",
]
