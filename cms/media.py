"""Uploaded files, answered by the site itself: with byte ranges, so that films and sound can be sought through.

A proxy in front (deploy/nginx.conf) takes `/media/images/` over; documents always come through Wagtail, which knows who may read them.
"""

from __future__ import annotations

import posixpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_wagtail_document
from wagtail.images.views.serve import ServeView
from whitenoise.responders import SlicedFile, StaticFile

from cms.private_pictures import OPEN_FOLDER, PRIVATE_FOLDER, may_fetch

# The faces of those with an account, which Wagtail shows them and their colleagues in the admin.
STAFF_FOLDER = "avatar_images/"
# A copy of an original at its own size, which Wagtail makes for the admin. Its name can be read from those of other sizes.
ORIGINAL_SIZE = ".original."
# Sizes of pictures get a new name when they change.
IMAGE_SECONDS = 30 * 24 * 3600
PRIVATE_SECONDS = 300


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Sizes of pictures from `MEDIA_ROOT`; documents and originals, which may be private, have no address here.

    `path` is judged as the file system will read it, however it was spelt.
    """
    path = posixpath.normpath(path).lstrip("/")
    is_open = path.startswith(OPEN_FOLDER) and ORIGINAL_SIZE not in path
    if path.startswith(PRIVATE_FOLDER) and ORIGINAL_SIZE not in path:
        return with_ranges(request, _private_size(request, path))
    is_for_staff = path.startswith((OPEN_FOLDER, PRIVATE_FOLDER, STAFF_FOLDER)) and request.user.has_perm(
        "wagtailadmin.access_admin"
    )
    if not (is_open or is_for_staff):
        raise Http404("No such picture.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    patch_cache_control(response, **({"public": True, "max_age": IMAGE_SECONDS} if is_open else {"private": True}))
    return with_ranges(request, response)


def _private_size(request: HttpRequest, path: str) -> HttpResponseBase:
    """A size of a picture in a private collection; kept by the browser alone, and not for long: it may close."""
    if not may_fetch(request, path):
        raise Http404("No such picture.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    patch_cache_control(response, private=True, max_age=PRIVATE_SECONDS)
    return response


@require_safe
def serve_picture(request: HttpRequest, signature: str, image_id: int, filter_spec: str) -> HttpResponseBase:
    """A size of a picture that was not made yet when its page was shown (`cms.renditions`): made now, and where it is.

    Only sizes that a page of ours has signed are made.
    """
    return ServeView.as_view(action="redirect")(request, signature, image_id, filter_spec)


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document, when Wagtail finds that this visitor may read it."""
    return with_ranges(request, serve_wagtail_document(request, document_id, document_filename))


def with_ranges(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """`response` as it is, or when it is a whole file and one range of it was asked, that range (206, RFC 9110 §14).

    What cannot be understood gets the whole file; a range past its end 416.
    """
    if not isinstance(response, FileResponse) or response.status_code != 200:
        return response
    response["Accept-Ranges"] = "bytes"
    asked = request.headers.get("Range")
    known = request.headers.get("If-Range")
    if (
        not asked
        or request.method != "GET"
        or (known and known not in (response.get("ETag"), response.get("Last-Modified")))
    ):
        return response
    size = int(response["Content-Length"])
    try:
        first, last = StaticFile.parse_byte_range(asked)
    except ValueError:
        return response
    if asked.partition("=")[2].strip().startswith("-"):  # so many bytes from the end
        first = max(size + first, 0) if first else size
    last = size - 1 if last is None else min(last, size - 1)
    if first > last:
        if response.file_to_stream is not None:
            response.file_to_stream.close()  # the file alone: closing the answer would end the request
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.status_code = 206
    response.streaming_content = SlicedFile(response.file_to_stream, first, last)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response
