"""Closed lists of the editorial domain."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """The quiet colour under an offering, so that people know where they are."""

    PAPER = "paper", _("Paper")
    BLUSH = "blush", _("Blush (lusgroepen)")
    MINT = "mint", _("Mint (linkgroepen)")
    SKY = "sky", _("Sky (vertrouwenspersonen)")
    SUN = "sun", _("Sun (projects)")


class StoryKind(models.TextChoices):
    """What a story is told in."""

    STORY = "story", _("Written story")
    FILM = "film", _("Film")


class PublicationKind(models.TextChoices):
    """What lies on the table of publications."""

    BOOK = "book", _("Book")
    BROCHURE = "brochure", _("Brochure")
    POSTER = "poster", _("Poster")
    ARTICLE = "article", _("Article")
