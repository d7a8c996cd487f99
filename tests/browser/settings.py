"""`make run`, for tests: only how tightly a picture is packed, and what a disk has reached, is less."""

from typing import IO

from PIL import AvifImagePlugin, Image

from cms.settings.dev import *  # noqa: F403  (an environment is the base plus its own lines)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


def save_quickly(picture: Image.Image, file: IO[bytes], name: str | bytes, save_all: bool = False) -> None:
    """An AVIF of the same size and quality, packed less tightly in an eighth of the time."""
    picture.encoderinfo["speed"] = 10
    AvifImagePlugin._save(picture, file, name, save_all)


Image.register_save("AVIF", save_quickly)
