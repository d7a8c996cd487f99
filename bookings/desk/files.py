"""What may come along with a request, judged by its content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from PIL import Image, UnidentifiedImageError

from bookings.desk.errors import FileRefused
from bookings.desk.models import RequestFile
from bookings.desk.terms import FILE_BYTES_MOST, FILE_KINDS, FILES_MOST
from cms.document_kinds import is_what_it_says
from trust.places.fields import plain_name

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
NAME_MOST = 120
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}


@dataclass(frozen=True)
class UploadedPart:
    """A file that passed `checked_parts`; `content_type` follows from its ending, which its content bears out."""

    name: str
    content_type: str
    content: bytes

    def __repr__(self) -> str:
        """Short, and another one for another content: forms that are sent twice are compared by it."""
        return f"<{self.name} {sha256(self.content).hexdigest()}>"


def checked_parts(files: Iterable[tuple[str, bytes]]) -> list[UploadedPart]:
    """Each (name, content), checked. Raises `FileRefused`."""
    parts = [_checked(name, content) for name, content in files]
    if len(parts) > FILES_MOST:
        raise FileRefused("count")
    return parts


def download_of(found: RequestFile) -> HttpResponse:
    """A file that came along, for a folder and for no window."""
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    name = content_disposition_header(as_attachment=True, filename=found.name)
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _checked(name: str, content: bytes) -> UploadedPart:
    name = _plain(name)
    kind = PurePath(name).suffix.lstrip(".").lower()
    if kind not in FILE_KINDS:
        raise FileRefused("kind")
    if not 0 < len(content) <= FILE_BYTES_MOST:
        raise FileRefused("size")
    right = _is_picture(content, PICTURES[kind]) if kind in PICTURES else is_what_it_says(BytesIO(content), kind)
    if not right:
        raise FileRefused("content")
    return UploadedPart(name, TYPES[kind], content)


def _plain(name: str) -> str:
    """The name without folders, control signs and signs that turn it around, short enough to keep, with its ending."""
    path = PurePath(plain_name(name.replace("\\", "/")))
    return f"{path.stem[: NAME_MOST - len(path.suffix)]}{path.suffix}" if len(path.suffix) < NAME_MOST else ""


def _is_picture(content: bytes, wanted: str) -> bool:
    try:
        with Image.open(BytesIO(content), formats=[wanted]) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
