"""The page types of the site, one a file; what belongs to bookings, shop or circles lives there."""

from cms.pages.inspiration import InspirationPage, PublicationPage
from cms.pages.news import NewsIndexPage, NewsPage
from cms.pages.offering import OfferingPage
from cms.pages.plain import PlainPage
from cms.pages.project import ProjectPage
from cms.pages.story import StoryIndexPage, StoryPage

__all__ = [
    "InspirationPage",
    "NewsIndexPage",
    "NewsPage",
    "OfferingPage",
    "PlainPage",
    "ProjectPage",
    "PublicationPage",
    "StoryIndexPage",
    "StoryPage",
]
