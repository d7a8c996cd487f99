"""The word list and the categories of news: small lists that editors keep."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class Term(index.Indexed, models.Model):
    """A word of the house, explained in place wherever an editor marks it (spec A8)."""

    term = models.CharField(_("word"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True, help_text=_("Made from the word."))
    meaning = models.TextField(
        _("meaning"), max_length=400, help_text=_("One or two short sentences, as you would say it to a neighbour.")
    )

    panels = ["term", "slug", "meaning"]
    search_fields = [index.SearchField("term"), index.AutocompleteField("term"), index.SearchField("meaning")]

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("word list")
        ordering = ["term", "pk"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.term)
        super().save(*args, **kwargs)


class NewsCategory(models.Model):
    """A category of news, part of the address of its list (`/nieuws/?categorie=<slug>`)."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True, blank=True, help_text=_("Made from the name."))

    panels = ["name", "slug"]

    class Meta:
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name)
        super().save(*args, **kwargs)
