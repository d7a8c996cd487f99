"""What several answers share."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Rendition(BaseModel):
    """One size and format of a picture, never cropped."""

    url: str = Field(description="Full address.")
    width: int
    height: int
    format: str = Field(description="Media type, such as `image/webp`.")


class Picture(BaseModel):
    """A picture with its sizes: choose by width and format, and set `width` and `height` so that nothing jumps."""

    id: int = Field(description="What a write sends back to choose the same picture.")
    alt: str = Field(description="What somebody who cannot see the picture should know.")
    credit: str
    width: int
    height: int
    renditions: list[Rendition]


class File(BaseModel):
    """A document to download."""

    id: int
    title: str
    url: str = Field(description="Full address; who may fetch it is checked there.")
    size: int | None = Field(description="Bytes.")
    content_type: str


class PageLink(BaseModel):
    """Another page; absent (`null`) while that page is not public."""

    id: int = Field(description="The page's number under `/api/v3/pages/`.")
    title: str
    url: str = Field(description="Full address on the site.")
    path: str = Field(description="Address within the site; `/api/v3/pages/find/?html_path=…` takes it.")


class Category(BaseModel):
    """A category of news."""

    id: int = Field(description="What a write takes.")
    name: str
    slug: str


class Problem(BaseModel):
    """Why an answer is not what was asked (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[dict] | None = Field(
        None, description="One an error: `loc` is where (field by name), `msg` says what."
    )
