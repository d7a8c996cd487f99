"""A site with people and uploads, and places of its own for backups and ledger."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def places(settings, tmp_path):
    """Folders of this test: media, backups, the mirror of the ledger."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.LEDGER_FILE = tmp_path / "ledger" / "erasures.jsonl"
    settings.BACKUP_KEY = "a key of at least thirty-two characters"
    settings.MEDIA_ROOT.mkdir()
    return tmp_path


@pytest.fixture
def uploads(places):
    """Two uploads, one in a folder."""
    for name, content in [("original/photo.jpg", b"a picture"), ("note.txt", b"a note")]:
        default_storage.save(name, ContentFile(content))
    return places
