"""Words and categories."""

import factory
from factory.django import DjangoModelFactory

from cms.models import NewsCategory, Term


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    term = factory.Sequence(lambda n: f"lusgroep {n}")
    meaning = "Mensen die samen iemand dragen."


class NewsCategoryFactory(DjangoModelFactory):
    class Meta:
        model = NewsCategory

    name = factory.Sequence(lambda n: f"Category {n}")
