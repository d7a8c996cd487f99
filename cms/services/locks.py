"""Keeping a page to oneself for as long as a transaction lasts."""

from wagtail.models import Page


def lock_page(pk: int) -> None:
    """Whoever saves or locks page `pk` waits until this transaction ends.

    The row in Wagtail's own table is the one that every save takes first: taking that of a page type before it, or both in one
    query, meets a save halfway and neither can go on. Raises `Page.DoesNotExist`; needs a transaction.
    """
    Page.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
