"""Sound files: judged by what they hold, kept whole or not at all, listened through by the worker."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.services.roles import BOOKINGS, CHIEF_EDITORS, EDITORS
from cms.todo import todo_items
from podcast import services
from podcast.analysis import analyse
from podcast.loudness import advice
from podcast.models import AudioFile
from tests.factories import EpisodePageFactory, user_with_role
from tests.factories.podcast import AudioFileFactory, sound

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, home):
    client.force_login(user_with_role(EDITORS))
    return client


def kept_files() -> set[str]:
    return set(default_storage.listdir("podcast")[1]) if default_storage.exists("podcast") else set()


def upload(client, content: bytes, name: str = "aflevering.mp3", **fields):
    file = SimpleUploadedFile(name, content, content_type="audio/mpeg")
    return client.post(reverse("sounds:add"), {"title": "", "file": file} | fields)


@pytest.mark.parametrize(("kind", "media_type"), [("mp3", "audio/mpeg"), ("m4a", "audio/x-m4a")])
def test_facts_are_read_from_the_file(editor, kind, media_type):
    content = sound(3, kind=kind)

    response = upload(editor, content, f"Gesprek 🎙️ שלום.{kind}")

    assert response.status_code == 302, response.context["form"].errors
    audio = AudioFile.objects.get()
    assert audio.title == "Gesprek 🎙️ שלום"
    assert (audio.media_type, audio.size, audio.channels, audio.sample_rate) == (media_type, len(content), 1, 44_100)
    assert audio.sha256 == hashlib.sha256(content).hexdigest()
    assert abs(audio.duration_ms - 3_000) < 100
    assert 20_000 < audio.bit_rate < 80_000


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "leeg.mp3", "leeg"),
        (b"MZ\x90\x00" + bytes(5_000), "spel.mp3", "geen MP3"),
        (b"MZ\x90\x00" + bytes(5_000), "spel.exe", "MP3- of M4A"),
        (b"\xff\xfb\x90\x00" + bytes(5_000), "kapot.mp3", "niet afgespeeld"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(5_000), "kapot.mp3", "niet afgespeeld"),
        (b"\x00\x00\x00\x18ftypM4A " + bytes(5_000), "kapot.m4a", "niet afgespeeld"),
        (b"WEBVTT\n\n", "tekst.mp3", "geen MP3"),
    ],
)
def test_what_is_no_sound_is_refused_in_words_and_nothing_is_kept(editor, content, name, words):
    before = kept_files()

    response = upload(editor, content, name)

    assert words in str(response.context["form"].errors["file"])
    assert not AudioFile.objects.exists()
    assert kept_files() == before


def test_when_the_row_cannot_be_written_the_file_goes_too(editor, monkeypatch):
    before = kept_files()

    def fails(**_fields):
        raise RuntimeError

    monkeypatch.setattr(services.sounds, "record", fails)
    with pytest.raises(RuntimeError):
        upload(editor, sound())

    assert not AudioFile.objects.exists()
    assert kept_files() == before


def test_upload_that_says_it_is_too_large_is_refused_before_it_is_read(editor, settings):
    settings.PODCAST_AUDIO_MAX_MB = 1
    address = reverse("sounds:add")

    class NotRead:
        def read(self, *_size):
            raise AssertionError("it was read")

        readline = read

    response = editor.generic(
        "POST", address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=3 * 1024**2,
        **{"wsgi.input": NotRead()},
    )  # fmt: skip

    assert response.status_code == 413


def test_a_little_too_large_is_said_beside_the_field(editor, settings):
    settings.PODCAST_AUDIO_MAX_MB = 0

    response = upload(editor, sound())

    assert "groter dan 0 MB" in str(response.context["form"].errors["file"])


def test_worker_hears_how_loud_it_is_and_where_nothing_is_heard():
    content = sound(12, level=0.05, silent=(4, 8))
    audio = AudioFileFactory(file=SimpleUploadedFile("a.mp3", content), size=len(content), duration_ms=12_000)

    analyse(audio_id=audio.pk)

    audio.refresh_from_db()
    assert audio.analysed_at
    assert -30 < audio.loudness_lufs < -22
    assert audio.peak_dbtp < -15
    [[begin, end]] = audio.silences
    assert abs(begin - 4_000) < 200
    assert abs(end - 8_000) < 200
    assert "luider" in advice(audio.loudness_lufs, audio.peak_dbtp)[0]


def test_two_files_pasted_together_are_heard_through():
    audio = AudioFileFactory(file=SimpleUploadedFile("a.mp3", sound(3) + sound(3)))

    analyse(audio_id=audio.pk)

    audio.refresh_from_db()
    assert audio.analysis_error == ""
    assert audio.loudness_lufs is not None


def test_sound_without_sound_is_said_to_be_so():
    content = sound(5, level=0)
    audio = AudioFileFactory(file=SimpleUploadedFile("a.mp3", content))

    analyse(audio_id=audio.pk)

    audio.refresh_from_db()
    assert audio.loudness_lufs is None
    assert "niets te horen" in advice(audio.loudness_lufs, audio.peak_dbtp)[0]


def test_what_cannot_be_heard_through_waits_on_the_dashboard(home):
    audio = AudioFileFactory(file=SimpleUploadedFile("a.mp3", b"\xff\xfb" + bytes(500)))
    gone = AudioFileFactory()
    gone.file.storage.delete(gone.file.name)

    for each in (audio, gone):
        analyse(audio_id=each.pk)

    assert AudioFile.objects.exclude(analysis_error="").count() == 2
    assert any("beluisterd" in item.label for item in todo_items(user_with_role(EDITORS)))


def test_sound_of_an_episode_cannot_be_deleted_and_another_takes_its_file_along(
    client, home, django_capture_on_commit_callbacks
):
    client.force_login(user_with_role(CHIEF_EDITORS))
    used, free = EpisodePageFactory().audio, AudioFileFactory()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sounds:delete", args=[used.pk]))
        client.post(reverse("sounds:delete", args=[free.pk]))

    assert AudioFile.objects.get() == used
    assert used.file.storage.exists(used.file.name)
    assert not free.file.storage.exists(free.file.name)


def test_staff_listen_with_byte_ranges_and_others_do_not(client, editor):
    audio = AudioFileFactory()
    address = reverse("podcast-listen", args=[audio.pk])

    part = editor.get(address, headers={"Range": "bytes=0-9"})

    assert part.status_code == 206
    assert b"".join(part.streaming_content) == sound()[:10]
    assert "no-store" in part["Cache-Control"]
    client.force_login(user_with_role(BOOKINGS))
    assert client.get(address).status_code in (302, 403)
    client.logout()
    assert client.get(address).status_code == 302


def test_chooser_uploads_too(editor):
    response = editor.post(
        reverse("sound_chooser:create"),
        {"sound_chooser-title": "", "title": "Uit de aflevering", "file": SimpleUploadedFile("a.mp3", sound())},
    )

    assert response.json()["step"] == "chosen"
    assert AudioFile.objects.get().uploaded_by is not None
