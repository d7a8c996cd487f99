"""`/api/v3/menu/`: the menus of the site."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from cms.seo import absolute
from home import navigation
from home.navigation import MenuItem

router = Router(tags=["site"])


class MenuLine(BaseModel):
    """One line of a menu."""

    title: str
    url: str = Field(description="Full address on the site.")
    path: str = Field(description="Address within the site.")
    children: list[MenuLine]


class Menus(BaseModel):
    """Two menus, in the editors' order."""

    main: list[MenuLine] = Field(description="Two levels.")
    footer: list[MenuLine]


@router.get("/menu/", response=Menus, url_name="menus", summary="The menus", operation_id="menu_detail")
def menus(request: HttpRequest):
    """The main menu, and the small pages at the foot of every page."""
    shown = navigation.Menus(request)
    return {"main": _lines(shown.main), "footer": _lines(shown.foot)}


def _lines(items: list[MenuItem]) -> list[dict]:
    return [
        {"title": item.title, "url": absolute(item.url), "path": item.url, "children": _lines(item.children)}
        for item in items
    ]
