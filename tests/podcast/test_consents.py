"""The register of consent: noted, taken back by link and by staff, ended by the clock (spec E5)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now
from wagtail.models import Page, Revision

from cms.models import Card
from cms.services.roles import CHIEF_EDITORS, EDITORS, OFFICE
from cms.todo import todo_items
from podcast.enums import ConsentEnd
from podcast.models import EpisodePage, GuestConsent, TakeDown
from podcast.services import ConsentTerms, end_consents, note_consent, settle, take_back
from podcast.terms import LINK
from tests.factories import EpisodePageFactory, user_with_role
from tests.factories.podcast import EpisodePersonFactory, GuestConsentFactory, PersonFactory
from trust.audit.models import AccessEntry, AuditEntry
from trust.links.services import issue_link, link_url
from trust.outbox.services import send_due
from trust.privacy.services.consent import has_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(home) -> EpisodePage:
    return EpisodePageFactory()


@pytest.fixture
def person(episode):
    return EpisodePersonFactory(page=episode).person


@pytest.fixture
def consent(episode, person):
    return GuestConsentFactory(episode=episode, person=person)


@pytest.fixture
def chief(home):
    return user_with_role(CHIEF_EDITORS)


def is_gone(episode: EpisodePage) -> bool:
    return not (
        EpisodePage.objects.get(pk=episode.pk).live
        or Card.objects.filter(pk=episode.pk).exists()
        or EpisodePage.objects.audible().filter(pk=episode.pk).exists()
    )


def terms(**fields) -> ConsentTerms:
    return ConsentTerms(**{"signed_by": "Noor", "signed_on": localdate(), "voice": True, "transcript": True} | fields)


def test_noted_consent_carries_the_words_and_mails_the_link(
    episode, person, chief, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        consent = note_consent(person=person, episode=episode, terms=terms(), by=chief)

    assert has_consent(purpose="podcast.guest", about=consent)
    [letter] = mail.outbox
    assert letter.to == [person.email]
    page = client.get(re.search(r"/toestemming/[\w-]+/", letter.body)[0])
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert AuditEntry.objects.filter(verb="podcast.consent-noted", by=chief).count() == 1


def test_a_change_is_a_new_line(episode, person, consent, chief):
    fresh = note_consent(person=person, episode=episode, terms=terms(name=True), by=chief)

    consent.refresh_from_db()
    assert consent.end_reason == ConsentEnd.REPLACED
    assert fresh.stands()
    assert not is_gone(episode)


def test_a_change_that_takes_the_voice_away_takes_the_episode_down(episode, person, consent, chief):
    note_consent(person=person, episode=episode, terms=terms(voice=False), by=chief)

    assert is_gone(episode)


def test_guest_sees_and_takes_back_by_link(client, episode, consent, chief, django_capture_on_commit_callbacks):
    address = link_url(link=issue_link(purpose=LINK, about=consent)).removeprefix("http://testserver")

    assert client.get(address).context["stands"]
    assert client.head(address).status_code == 200
    assert not is_gone(episode)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, follow=True)

    assert response.status_code == 200
    assert is_gone(episode)
    consent.refresh_from_db()
    assert consent.end_reason == ConsentEnd.PERSON
    assert client.get(episode.url).status_code == 404
    [letter] = mail.outbox
    assert letter.to == [chief.email]
    assert episode.title not in letter.subject + letter.body
    assert not client.get(address).context["stands"]
    client.post(address)
    assert TakeDown.objects.count() == 1


def test_taking_back_twice_is_harmless(episode, consent, chief):
    for _time in range(2):
        take_back(public_id=consent.public_id, reason=ConsentEnd.STAFF, by=chief)

    assert TakeDown.objects.count() == 1
    assert AuditEntry.objects.filter(verb="podcast.consent-ended-by-staff").count() == 1


def test_consent_that_ends_at_two_is_gone_a_second_later_and_down_within_a_minute(client, episode, person):
    with time_machine.travel("2026-11-25 14:00:00+01:00", tick=False) as clock:
        GuestConsentFactory(episode=episode, person=person, ends_at=now())
        clock.move_to("2026-11-25 13:59:59+01:00")
        assert EpisodePage.objects.audible().get() == episode
        clock.move_to("2026-11-25 14:00:01+01:00")
        assert not EpisodePage.objects.audible().exists()
        clock.move_to("2026-11-25 14:01:00+01:00")
        call_command("end_consents")

        assert is_gone(episode)
        assert client.get(episode.url).status_code == 404
        assert TakeDown.objects.get().reason == ConsentEnd.DATE
        assert end_consents() == 0


def test_what_was_planned_does_not_go_up_any_more(home):
    episode = EpisodePageFactory(draft=True)
    consent = GuestConsentFactory(episode=episode, person=EpisodePersonFactory(page=episode).person)
    episode = EpisodePage.objects.get(pk=episode.pk)
    episode.go_live_at = now() + timedelta(days=1)
    episode.save_revision().publish()

    take_back(public_id=consent.public_id, reason=ConsentEnd.STAFF)

    assert not Revision.objects.for_instance(episode).exclude(approved_go_live_at=None).exists()
    assert not TakeDown.objects.exists()


def test_taken_down_episode_waits_on_the_dashboard_until_it_is_looked_after(consent, chief):
    take_back(public_id=consent.public_id, reason=ConsentEnd.STAFF)

    assert any("apps" in item.label for item in todo_items(chief))
    settle(take_down_id=TakeDown.objects.get().pk, by=chief)
    assert not any("apps" in item.label for item in todo_items(chief))


def test_outsiders_get_no_draft_of_a_taken_down_episode(client, episode, consent):
    EpisodePage.objects.filter(pk=episode.pk).update(transcript="WEBVTT\n\n00:00.000 --> 00:01.000\ngeheim")
    take_back(public_id=consent.public_id, reason=ConsentEnd.PERSON)

    for address in (
        f"/api/v3/pages/{episode.pk}/?version=draft",
        f"/api/v3/pages/{episode.pk}/revisions/",
        episode.url,
    ):
        assert client.get(address).status_code in (401, 404)


# --- screens ----------------------------------------------------------------------------------------------------


def form(person, episode, **fields) -> dict:
    return {
        "person": person.pk, "episode": episode.pk, "voice": "on", "transcript": "on", "signed_by": "Fatma Şahin",
        "signed_on": "2026-03-01", "ends_at": "",
    } | fields  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signed_on": "2999-01-01"}, "signed_on"),
        ({"ends_at": "2020-01-01 10:00"}, "ends_at"),
        ({"voice": "", "transcript": ""}, "voice"),
        ({"signed_by": ""}, "signed_by"),
        ({"person": "999999"}, "person"),
    ],
)
def test_form_says_what_is_wrong_and_comes_back_filled_in(client, episode, person, chief, fields, field):
    client.force_login(chief)

    response = client.post(reverse("guest-consents:add"), form(person, episode) | fields)

    assert list(response.context["form"].errors) == [field]
    assert not GuestConsent.objects.exists()


@pytest.mark.parametrize("name", ["Noor 🌈 Peeters", "נועה כהן", "فاطمة"])
def test_minor_needs_a_guardian_with_a_name_in_any_script(client, episode, chief, name):
    child = PersonFactory(is_minor=True, name=name)
    client.force_login(chief)
    add = reverse("guest-consents:add")

    assert "signed_as_guardian" in client.post(add, form(child, episode)).context["form"].errors
    same = client.post(add, form(child, episode, signed_by=name, signed_as_guardian="on"))
    assert "signed_by" in same.context["form"].errors
    assert client.post(add, form(child, episode, signed_as_guardian="on")).status_code == 302
    assert GuestConsent.objects.get().noted_by == chief


def test_register_is_for_chief_editors_and_the_office_and_each_look_is_written_down(client, consent):
    for role, status in ((EDITORS, 302), (CHIEF_EDITORS, 200), (OFFICE, 200)):
        client.force_login(user_with_role(role))
        assert client.get(reverse("guest-consents:inspect", args=[consent.pk])).status_code == status, role
        assert client.get(reverse("guest-consents:index")).status_code == status, role
    assert AccessEntry.objects.filter(what="podcast.consents").count() == 4


def test_staff_take_back_by_a_button_and_nobody_edits(client, episode, consent, chief):
    client.force_login(chief)
    address = reverse("guest-consents:take-back", args=[consent.pk])

    assert client.get(address).status_code == 405
    client.post(address)

    assert is_gone(episode)
    edit = client.post(reverse("guest-consents:edit", args=[consent.pk]), form(consent.person, episode))
    assert edit.status_code == 302
    consent.refresh_from_db()
    assert consent.end_reason == ConsentEnd.STAFF


def test_new_link_is_mailed_to_who_lost_it(client, consent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("new-link"), {"email": consent.person.email, "about": ""})
    send_due(worker_id="test")

    assert any("/toestemming/" in letter.body for letter in mail.outbox)


def test_consents_that_end_soon_wait_on_the_dashboard(consent, chief):
    GuestConsent.objects.filter(pk=consent.pk).update(ends_at=now() + timedelta(days=29))

    assert any("30 dagen" in item.label for item in todo_items(chief))
    assert Page.objects.filter(pk=consent.episode_id, live=True).exists()


def test_register_outlives_a_deleted_episode(episode, person, consent, chief, django_capture_on_commit_callbacks):
    """What stood ends, its line keeps the title, and staff hear what apps may hold."""
    episode.title = "De koffiepot"
    episode.save()
    with django_capture_on_commit_callbacks(execute=True):
        EpisodePage.objects.get(pk=episode.pk).delete(user=chief)

    consent.refresh_from_db()
    assert (consent.episode, consent.episode_words, consent.end_reason) == (None, "De koffiepot", ConsentEnd.DELETED)
    assert not has_consent(purpose="podcast.guest", about=consent)
    taken = TakeDown.objects.get()
    assert (taken.episode_words, taken.reason) == ("De koffiepot", ConsentEnd.DELETED)
    assert take_back(public_id=consent.public_id, reason=ConsentEnd.PERSON).end_reason == ConsentEnd.DELETED


def test_register_outlives_the_show_and_still_reads(consent, episode, chief, client):
    """Deleted with the page above it, as Wagtail's screen does; a draft leaves nothing to look after."""
    EpisodePage.objects.filter(pk=episode.pk).update(live=False)
    client.force_login(chief)
    show = episode.get_parent()

    client.post(reverse("wagtailadmin_pages:delete", args=[show.pk]))

    assert not Page.objects.filter(pk=show.pk).exists()
    consent.refresh_from_db()
    assert consent.episode_words == episode.title
    assert not TakeDown.objects.exists()
    assert episode.title in client.get(reverse("guest-consents:index")).content.decode()
    seen = client.get(reverse("guest-consents:inspect", args=[consent.pk])).content.decode()
    assert episode.title in seen
    assert "Er verandert iets" not in seen
