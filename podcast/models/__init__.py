"""Everything Django and Wagtail must find under the label `podcast`."""

from podcast.models.audio import AudioFile
from podcast.models.consents import GuestConsent, TakeDown
from podcast.models.people import EpisodePerson, Person
from podcast.models.plays import DailyPlays
from podcast.models.sections import Chapter
from podcast.pages import EpisodePage, PodcastIndexPage, PodcastPage

__all__ = [
    "AudioFile",
    "Chapter",
    "DailyPlays",
    "EpisodePage",
    "EpisodePerson",
    "GuestConsent",
    "Person",
    "PodcastIndexPage",
    "PodcastPage",
    "TakeDown",
]
