"""The page editor of an episode: transcripts and chapters as people type them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.services.roles import EDITORS
from podcast.models import EpisodePage
from tests.editing import complaints
from tests.factories import EpisodePageFactory, user_with_role
from tests.factories.podcast import AudioFileFactory
from tests.podcast.test_publishing import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(home):
    return EpisodePageFactory(draft=True, audio=AudioFileFactory(duration_ms=600_000))


@pytest.fixture
def save(client, episode):
    client.force_login(user_with_role(EDITORS))

    def save(**fields):
        return client.post(
            reverse("wagtailadmin_pages:edit", args=[episode.pk]), form_of(episode, **fields), follow=True
        )

    return save


def chapters(*times: str) -> dict:
    rows = {
        f"chapters-{place}-{name}": value
        for place, time in enumerate(times)
        for name, value in {"id": "", "starts_ms": time, "title": f"Deel {place} 🎧 פרק", "url": "", "picture": "",
                            "ORDER": place + 1, "DELETE": ""}.items()
    }  # fmt: skip
    return rows | {"chapters-TOTAL_FORMS": len(times)}


def draft() -> EpisodePage:
    return EpisodePage.objects.get().get_latest_revision_as_object()


def test_pasted_transcript_becomes_webvtt(save):
    save(transcript="[00:12] Fien: Hallo 🎙️\n[00:15] נועה: שלום")

    assert draft().transcript == (
        "WEBVTT\n\n00:00:12.000 --> 00:00:15.000\n<v Fien>Hallo 🎙️</v>\n\n00:00:15.000 --> 00:10:00.000\n<v נועה>שלום</v>\n"
    )


def test_file_takes_the_place_of_the_text(save):
    srt = SimpleUploadedFile("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nFien: Dag\n")

    save(transcript="[00:12] Fien: oud", transcript_file=srt)

    assert "<v Fien>Dag</v>" in draft().transcript


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe\x00\x01", "geen gewone tekst"), (b"zomaar", "Regel 1"), (b"x" * (2 * 1024**2 + 1), "te groot")],
)
def test_bad_file_is_refused_and_the_text_stays(save, content, words):
    before = draft().transcript

    response = save(transcript_file=SimpleUploadedFile("a.srt", content))

    assert words in complaints(response)
    assert draft().transcript == before


def test_line_past_the_end_of_the_sound_is_named_and_the_form_comes_back(save):
    response = save(transcript="[00:12] a\n[11:00] b")

    assert "Regel 2" in complaints(response)
    assert "[11:00] b" in response.content.decode()


def test_chapters_are_typed_as_times(save):
    save(**chapters("0:00", "2:05", "00:09:59"))

    assert [chapter.starts_ms for chapter in draft().chapters.all()] == [0, 125_000, 599_000]


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (("0:00", "0:00"), "dubbele gegevens"),
        (("2:00", "1:00"), "begint voor of samen"),
        (("0:00", "10:00"), "stopt op 10:00"),
        (("nu",), "minuten en seconden"),
    ],
)
def test_chapters_out_of_order_or_past_the_end_are_refused(save, times, words):
    response = save(**chapters(*times))

    assert words in complaints(response)
    assert not draft().chapters.all()
