"""An episode goes up when nothing is missing, by whichever way (spec E4)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate, now
from wagtail.models import APIToken, Page

from cms.services.roles import CHIEF_EDITORS
from podcast.errors import NotReady
from podcast.models import EpisodePage
from podcast.readiness import what_is_missing
from tests.editing import complaints, page_form
from tests.factories import EpisodePageFactory, ImageFactory, UserFactory, user_with_role
from tests.factories.podcast import AudioFileFactory, EpisodePersonFactory, GuestConsentFactory, PersonFactory
from tests.reading import told
from trust.staff.enums import Scope
from trust.staff.services import grant_scopes

pytestmark = pytest.mark.django_db

NOTHING = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


@pytest.fixture
def chief(home):
    return user_with_role(CHIEF_EDITORS)


@pytest.fixture
def editor(client, chief):
    client.force_login(chief)
    return client


def a_draft(**fields) -> EpisodePage:
    return EpisodePageFactory(draft=True, **fields)


def with_guest(episode: EpisodePage, **person) -> EpisodePage:
    EpisodePersonFactory(page=episode, person=PersonFactory(**person))
    episode = EpisodePage.objects.get(pk=episode.pk)
    episode.save_revision()
    return episode


def form_of(episode: EpisodePage, **fields) -> dict:
    parts = [(f"people-{place}-{name}", value) for place, part in enumerate(episode.people.all()) for name, value in
             {"id": part.pk, "person": part.person_id, "role": part.role, "ORDER": place + 1, "DELETE": ""}.items()]  # fmt: skip
    count = episode.people.count()
    return page_form(page=episode) | {
        "kind": "full", "season": 1, "number": 1, "published_on": "2026-03-02", "audio": episode.audio_id or "",
        "artwork": "", "transcript": "", "transcript_due_on": episode.transcript_due_on or "",
        **{f"people-{name}": value for name, value in (NOTHING | {"TOTAL_FORMS": count, "INITIAL_FORMS": count}).items()},
        **{f"chapters-{name}": value for name, value in NOTHING.items()},
        **dict(parts), **fields,
    }  # fmt: skip


def test_everything_that_is_missing_is_named(home):
    episode = with_guest(
        a_draft(audio=None, transcript_due_on=None, artwork=ImageFactory(wide=800, high=600)), name="Noor Peeters"
    )

    missing = "\n".join(what_is_missing(episode))

    for words in ("geen geluid", "geen transcript", "niet vierkant", "te klein", "Noor Peeters"):
        assert words in missing


def test_consent_for_voice_alone_is_not_enough(home):
    episode = with_guest(a_draft())
    GuestConsentFactory(episode=episode, person=episode.people.get().person, transcript=False)

    with pytest.raises(NotReady):
        episode.get_latest_revision().publish()


def test_minor_needs_a_guardian(home):
    episode = with_guest(a_draft(), is_minor=True)
    consent = GuestConsentFactory(episode=episode, person=episode.people.get().person)

    with pytest.raises(NotReady):
        episode.get_latest_revision().publish()

    type(consent).objects.filter(pk=consent.pk).update(signed_as_guardian=True)
    episode.get_latest_revision().publish()
    assert EpisodePage.objects.audible().get() == episode


def test_button_publish_saves_the_draft_and_says_what_is_missing(editor):
    episode = a_draft(audio=None)

    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[episode.pk]),
        form_of(episode, title="Nieuwe titel 🎙️ שלום", **{"action-publish": "1"}),
        follow=True,
    )

    assert "Er is geen geluid." in told(response), complaints(response)
    episode = EpisodePage.objects.get(pk=episode.pk)
    assert not episode.live
    assert episode.get_latest_revision_as_object().title == "Nieuwe titel 🎙️ שלום"


def test_new_episode_that_is_published_at_once_stays_a_draft(editor):
    show = EpisodePageFactory().get_parent()

    response = editor.post(
        reverse("wagtailadmin_pages:add", args=["podcast", "episodepage", show.pk]),
        form_of(EpisodePage(title="Nieuw", slug="nieuw"), title="Nieuw", slug="nieuw", **{"action-publish": "1"}),
        follow=True,
    )

    assert "Er is geen geluid." in told(response), complaints(response)
    assert not EpisodePage.objects.get(slug="nieuw").live


def test_planning_is_refused_too(home):
    episode = a_draft(audio=None)
    episode.go_live_at = now() + timedelta(days=1)
    revision = episode.save_revision()

    with pytest.raises(NotReady):
        revision.publish()

    assert not Page.objects.filter(pk=episode.pk).exclude(latest_revision__approved_go_live_at=None).exists()


def test_workflow_that_ends_with_a_missing_consent_stays_where_it_is(editor, chief):
    episode = with_guest(a_draft())
    workflow = episode.get_workflow()
    workflow.start(episode, UserFactory())
    state = episode.current_workflow_task_state

    response = editor.post(
        reverse("wagtailadmin_pages:workflow_action", args=[episode.pk, "approve", state.pk]), follow=True
    )

    assert any("heeft niet ingestemd" in words for words in told(response))
    episode = EpisodePage.objects.get(pk=episode.pk)
    assert not episode.live
    assert episode.current_workflow_task_state == state


def test_api_refuses_with_the_list(client, chief):
    episode = a_draft(audio=None)
    token, secret = APIToken.create_token(user=chief, name="t")
    grant_scopes(token=token, scopes=[Scope.WRITE_PAGES], by=chief)

    response = client.post(
        f"/api/v3/pages/{episode.pk}/actions/publish/", headers={"Authorization": f"Bearer {secret}"}
    )

    assert response.status_code == 422
    assert response.json()["errors"] == [{"msg": "Er is geen geluid."}]
    assert not EpisodePage.objects.get(pk=episode.pk).live


def test_clock_does_not_publish_what_lost_its_consent_and_the_owner_hears_of_it(
    home, django_capture_on_commit_callbacks
):
    owner = UserFactory()
    episode = with_guest(a_draft(owner=owner))
    other = a_draft()
    consent = GuestConsentFactory(episode=episode, person=episode.people.get().person)
    for planned in (episode, other):
        planned.go_live_at = now() + timedelta(hours=1)
        planned.save_revision().publish()
    type(consent).objects.filter(pk=consent.pk).update(ends_at=now())
    planned = now() - timedelta(minutes=1)
    for page in (episode, other):
        content = (revision := page.get_latest_revision()).content | {"go_live_at": planned.isoformat()}
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=planned, content=content)

    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    call_command("publish_scheduled")

    assert not EpisodePage.objects.get(pk=episode.pk).live
    assert EpisodePage.objects.get(pk=other.pk).live
    [letter] = mail.outbox
    assert letter.to == [owner.email]
    assert episode.title not in letter.body
    assert reverse("wagtailadmin_pages:edit", args=[episode.pk]) in letter.body


def test_copy_of_a_live_episode_is_a_draft(home):
    episode = EpisodePageFactory(audio=AudioFileFactory())

    copy = episode.copy(update_attrs={"slug": "kopie"}, keep_live=True)

    assert not EpisodePage.objects.get(pk=copy.pk).live


def test_transcript_that_was_promised_for_a_day_gone_by_is_no_promise(home):
    episode = a_draft(transcript="", transcript_due_on=localdate() - timedelta(days=1))
    assert "voorbij" in "".join(what_is_missing(episode))

    episode.transcript_due_on = localdate()
    assert what_is_missing(episode) == []
