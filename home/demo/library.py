"""Puts the demo pictures and files in the media library, each when a page first asks for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.models import LusDocument, LusImage
from cms.services.roles import PORTRAITS
from home.demo.beside import made
from home.demo.content.papers import PAPERS, written
from home.demo.pictures import PICTURES, drawn

DEMO_COLLECTION = "Voorbeeldsite"
PREFIX = "lus-"


class Library:
    """Gives the number of a picture or file by its key; what is in the library already is not made again."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.made = 0
        self._images: dict[str, int] = {}
        self._documents: dict[str, int] = {}

    def image(self, key: str) -> int:
        if key not in self._images:
            found = LusImage.objects.filter(file__regex=_stored("original_images", key)).first()
            self._images[key] = (found or self._draw(key)).pk
        return self._images[key]

    def document(self, key: str) -> int:
        if key not in self._documents:
            found = LusDocument.objects.filter(file__regex=_stored("documents", key)).first()
            self._documents[key] = (found or self._write(key)).pk
        return self._documents[key]

    def _draw(self, key: str) -> LusImage:
        picture = PICTURES[key]
        image = LusImage(
            title=picture.title,
            alt_text=picture.alt,
            collection=_collection(PORTRAITS if key.startswith("portret_") else DEMO_COLLECTION),
            file=ContentFile(made(drawn, key), name=f"{PREFIX}{key}.{picture.extension}"),
        )
        self._keep(image)
        return image

    def _write(self, key: str) -> LusDocument:
        paper = PAPERS[key]
        document = LusDocument(
            title=paper.title,
            collection=_collection(DEMO_COLLECTION),
            file=ContentFile(made(written, key), name=f"{PREFIX}{key}.{paper.extension}"),
        )
        self._keep(document)
        return document

    def _keep(self, media: LusImage | LusDocument) -> None:
        media._set_file_hash()
        media.file_size = media.file.size
        media.save()
        self.made += 1


def _stored(folder: str, key: str) -> str:
    """Matches where the file of `key` is kept; a storage that has one of that name already adds seven signs to it."""
    return rf"^{folder}/{PREFIX}{key}(_[A-Za-z0-9]{{7}})?[.]"


def _collection(name: str) -> Collection:
    return Collection.objects.filter(name=name).first() or Collection.get_first_root_node().add_child(name=name)
