"""Rules of this project that Django's system check holds."""

from django.apps import apps
from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


@register()
def every_block_is_living(app_configs, **kwargs):
    """Each block of the body can carry a use-by date, and has a template."""
    from cms.blocks.body import BodyBlock
    from cms.blocks.living import LivingBlock

    errors = []
    for name, block in BodyBlock().child_blocks.items():
        if not isinstance(block, LivingBlock):
            errors.append(Error(f"The block “{name}” is not a LivingBlock.", id="lus.E001"))
        try:
            get_template(block.meta.template)
        except TemplateDoesNotExist:
            errors.append(Error(f"The block “{name}” has no template {block.meta.template}.", id="lus.E002"))
    return errors


@register()
def every_page_type_has_a_template(app_configs, **kwargs):
    """Each page type of ours renders."""
    from cms.models import BasePage

    errors = []
    for model in apps.get_models():
        if issubclass(model, BasePage):
            try:
                get_template(model.template)
            except TemplateDoesNotExist:
                errors.append(Error(f"{model.__name__} has no template {model.template}.", id="lus.E003"))
    return errors
