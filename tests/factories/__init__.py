"""The smallest valid object of each kind; what a test is about, it says itself."""

from tests.factories.media import DocumentFactory, ImageFactory, broken_png, picture_file
from tests.factories.pages import (
    PAGE_FACTORIES,
    ActivityPageFactory,
    CalendarPageFactory,
    ContactPageFactory,
    EpisodePageFactory,
    HomePageFactory,
    InspirationPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    OfferingPageFactory,
    PlainPageFactory,
    PodcastIndexPageFactory,
    PodcastPageFactory,
    ProjectPageFactory,
    PublicationPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
)
from tests.factories.taxonomy import NewsCategoryFactory, TermFactory
from tests.factories.users import ROLE_NAMES, UserFactory, user_with_role

__all__ = [
    "PAGE_FACTORIES",
    "ROLE_NAMES",
    "ActivityPageFactory",
    "CalendarPageFactory",
    "ContactPageFactory",
    "DocumentFactory",
    "EpisodePageFactory",
    "HomePageFactory",
    "ImageFactory",
    "InspirationPageFactory",
    "NewsCategoryFactory",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "OfferingPageFactory",
    "PlainPageFactory",
    "PodcastIndexPageFactory",
    "PodcastPageFactory",
    "ProjectPageFactory",
    "PublicationPageFactory",
    "StoryIndexPageFactory",
    "StoryPageFactory",
    "TermFactory",
    "UserFactory",
    "broken_png",
    "picture_file",
    "user_with_role",
]
