"""The words of the demo site, one module a section, as plain data in Dutch."""

from home.demo.content import (
    about,
    circles,
    dates,
    inspiration,
    news,
    offerings,
    podcast,
    projects,
    shop,
    start,
    stories,
    visiting,
)
from home.demo.shape import DemoPage

# Parents before children; the order of the list is the order of the menu.
PAGES: list[DemoPage] = [
    *start.PAGES,
    *offerings.PAGES,
    *projects.PAGES,
    *visiting.PAGES,
    *shop.PAGES,
    *circles.PAGES,
    *dates.PAGES,
    *news.PAGES,
    *stories.PAGES,
    *inspiration.PAGES,
    *podcast.PAGES,
    *about.PAGES,
]
