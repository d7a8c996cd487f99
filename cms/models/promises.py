"""An index of the dated blocks on published pages, kept by `cms.promises`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.blocks import BodyBlock
from cms.querysets import LivingPromiseQuerySet


class LivingPromise(models.Model):
    """A block of a published page that is true until `use_by`; after it the block hides or falls back by itself."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="living_promises", verbose_name=_("page")
    )
    block_id = models.CharField(_("block"), max_length=40)
    block_name = models.CharField(_("kind of block"), max_length=40)
    excerpt = models.CharField(_("begins with"), max_length=120, blank=True)
    use_by = models.DateTimeField(_("use by"), db_index=True)
    has_fallback = models.BooleanField(_("has a replacement"), default=False)
    handled_at = models.DateTimeField(_("taken out of search at"), null=True, editable=False)

    objects = LivingPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("living promise")
        verbose_name_plural = _("living promises")
        ordering = ["use_by", "pk"]
        constraints = [models.UniqueConstraint(fields=["page", "block_id"], name="one_promise_a_block")]

    def __str__(self) -> str:
        return f"{self.block_label}: {self.excerpt}"

    @property
    def block_label(self) -> str:
        """The kind of block in the reader's language; its name when there is no such block any more."""
        block = BodyBlock.base_blocks.get(self.block_name)
        return str(block.label) if block else self.block_name
