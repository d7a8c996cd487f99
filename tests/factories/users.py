"""Staff, by role."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from cms.services import roles

ROLE_NAMES = [role.name for role in roles.ROLES]


class UserFactory(DjangoModelFactory):
    """Somebody with an account and no right at all."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    email = factory.LazyAttribute(lambda made: f"{made.username}@example.org")
    password = factory.django.Password("a-long-sentence-for-tests")


def user_with_role(role: str, **fields):
    """Somebody in the group of that name, with the rights that the site gives it (tests/conftest.py puts them in place)."""
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get(name=role))
    return user
