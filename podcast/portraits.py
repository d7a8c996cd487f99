"""Portraits stand in a private collection; an episode that shows one opens it for who may open the episode, and no longer."""

from __future__ import annotations

from typing import Any

from cms.private_pictures import register_showing
from podcast.models import EpisodePage
from podcast.people import people_of


def episodes_showing(image: Any) -> list[EpisodePage]:
    """The published episodes that show `image` now as the portrait of somebody who agreed to it."""
    found = list(EpisodePage.objects.live().filter(people__person__portrait=image).distinct().order_by("pk"))
    people = people_of(found)
    return [page for page in found if any(person.portrait == image for person in people[page.pk])]


register_showing(episodes_showing)
