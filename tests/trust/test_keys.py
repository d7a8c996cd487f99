"""Addresses and secrets as they are compared."""

import pytest

from trust.keys import normal_email


@pytest.mark.parametrize(
    ("address", "compared"),
    [
        (" An@Example.ORG ", "an@example.org"),
        ("jan@gmaıl.example", "jan@xn--gmal-nza.example"),
        ("jın@example.org", "j?n@example.org"),
        ("josé@example.org", "josé@example.org"),
        ("an@münchen.example", "an@xn--mnchen-3ya.example"),
        ("geen adres", "geen adres"),
    ],
)
def test_address_that_looks_like_another_is_another(address, compared):
    assert normal_email(address) == compared
