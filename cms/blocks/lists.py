"""Lists: facts, questions, people, partners, downloads."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import FileBlock, PictureBlock
from cms.blocks.living import INLINE_FEATURES, LivingBlock, PartBlock
from cms.blocks.rich import RichBlock


class FactBlock(PartBlock):
    label = blocks.CharBlock(max_length=80, label=_("What"))
    value = blocks.CharBlock(max_length=200, label=_("Answer"))


class FactsBlock(LivingBlock):
    """Short practical facts: who, where, how long, what it costs."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    facts = blocks.ListBlock(FactBlock(label=_("Fact")), min_num=1, label=_("Facts"))

    class Meta:
        icon = "list-ul"
        group = _("Lists")
        label = _("Facts")
        template = "components/blocks/facts.html"


class QuestionBlock(PartBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = RichBlock(features=[*INLINE_FEATURES, "ul"], label=_("Answer"))


class QuestionsBlock(LivingBlock):
    """Questions that open to their answer."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(label=_("Question")), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        group = _("Lists")
        label = _("Questions and answers")
        template = "components/blocks/questions.html"


class PersonBlock(PartBlock):
    picture = PictureBlock(required=False, label=_("Portrait"))
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    role = blocks.CharBlock(max_length=120, required=False, label=_("Role"))
    text = blocks.TextBlock(max_length=400, required=False, rows=2, label=_("Some words"))


class PeopleBlock(LivingBlock):
    """People with their portrait."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    people = blocks.ListBlock(PersonBlock(label=_("Person")), min_num=1, label=_("People"))

    class Meta:
        icon = "group"
        group = _("Lists")
        label = _("People")
        template = "components/blocks/people.html"


class PartnerBlock(PartBlock):
    name = blocks.CharBlock(max_length=120, label=_("Name"))
    logo = PictureBlock(required=False, label=_("Logo"))
    url = blocks.URLBlock(required=False, search_index=False, label=_("Website"))
    text = blocks.CharBlock(max_length=250, required=False, label=_("Some words"))


class PartnersBlock(LivingBlock):
    """Organisations that we do this with."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    partners = blocks.ListBlock(PartnerBlock(label=_("Partner")), min_num=1, label=_("Partners"))

    class Meta:
        icon = "site"
        group = _("Lists")
        label = _("Partners")
        template = "components/blocks/partners.html"


class DownloadBlock(PartBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    document = FileBlock(label=_("Document"))
    note = blocks.CharBlock(max_length=200, required=False, label=_("Some words"))


class DownloadsBlock(LivingBlock):
    """Documents to read or print."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Heading"))
    downloads = blocks.ListBlock(DownloadBlock(label=_("Download")), min_num=1, label=_("Downloads"))

    class Meta:
        icon = "download"
        group = _("Lists")
        label = _("Downloads")
        template = "components/blocks/downloads.html"
