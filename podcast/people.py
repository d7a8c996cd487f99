"""Who an episode shows, and as what: the one place where a name or a face of somebody who is heard comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from podcast.enums import ROLES_THAT_AGREE, PersonRole
from podcast.models.consents import GuestConsent
from podcast.models.people import EpisodePerson, Person


@dataclass(frozen=True)
class ShownPerson:
    """Somebody as visitors, apps and the API may know them: `name` is a neutral word, and `portrait` None and `url` empty, where
    the person did not agree to more. `known_as`: what a transcript may call them, to be replaced by `name` (`podcast.cues.called`)."""

    role: str
    name: str
    portrait: Any = None
    url: str = ""
    named: bool = True
    known_as: tuple[str, ...] = field(default=(), repr=False)

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        return str(PersonRole(self.role).label)


def people_of(episodes: Sequence[Any]) -> dict[int, list[ShownPerson]]:
    """Who each of these saved `episodes` shows, by primary key, in the order of the editor. Two queries, however many there are."""
    parts: dict[int, list[EpisodePerson]] = {episode.pk: [] for episode in episodes}
    rows = EpisodePerson.objects.filter(page__in=list(parts)).select_related("person__portrait")
    for part in rows.order_by("page", "sort_order", "pk"):
        parts[part.page_id].append(part)
    consents = _consents(parts) if any(parts.values()) else {}
    return {pk: [_shown(part, part.person, pk, consents) for part in parts[pk]] for pk in parts}


def people_in(episode: Any) -> list[ShownPerson]:
    """Who `episode` shows, also one that is being edited. Three queries at most."""
    parts = list(episode.people.all())
    people = Person.objects.select_related("portrait").in_bulk([part.person_id for part in parts]) if parts else {}
    consents = _consents([episode.pk]) if parts else {}
    known = [(part, people.get(part.person_id)) for part in parts]
    return [_shown(part, person, episode.pk, consents) for part, person in known if person]


def shown_person(*, role: str, person: Person, consent: GuestConsent | None, asked: bool = False) -> ShownPerson:
    """`person` in `role`, under the standing `consent`. Who makes the episode is named without one, unless they were asked and have
    none that stands: then what they said counts."""
    open_role = role not in ROLES_THAT_AGREE and not asked
    named = consent.name if consent else open_role
    pictured = consent.picture if consent else open_role
    return ShownPerson(
        role=role,
        name=person.public_name if named else neutral_name(role, is_minor=person.is_minor),
        portrait=person.portrait if pictured else None,
        url=person.url if named else "",
        named=named,
        known_as=(person.name, person.public_name),
    )


def neutral_name(role: str, *, is_minor: bool) -> str:
    """What somebody is called who is not named."""
    if is_minor:
        return _("a young person")
    return _("a guest") if role == PersonRole.GUEST else _("a member of the team")


def speakers(people: Iterable[ShownPerson]) -> dict[str, str]:
    """How each name that a transcript may hold is shown."""
    return {known: person.name for person in people for known in person.known_as}


Consents = dict[tuple[int, int], GuestConsent | None]


def _consents(episodes: Iterable[int]) -> Consents:
    """By episode and person: the consent that stands now; None for somebody who was asked and has none that stands."""
    found: Consents = {}
    for consent in GuestConsent.objects.filter(episode__in=list(episodes)).order_by("noted_at", "pk"):
        key = (consent.episode_id, consent.person_id)
        if consent.stands():
            found[key] = consent
        else:
            found.setdefault(key, None)
    return found


def _shown(part: EpisodePerson, person: Person, episode: int, consents: Consents) -> ShownPerson:
    key = (episode, part.person_id)
    return shown_person(role=part.role, person=person, consent=consents.get(key), asked=key in consents)
