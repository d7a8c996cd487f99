"""Postcodes, telephone numbers and names, Belgian and not."""

import importlib
import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from trust.places.codes import POSTCODES, written_as_in
from trust.places.enums import Province
from trust.places.fields import AddressCodeField, PersonNameField, PhoneField, PostcodeField
from trust.places.models import Postcode
from trust.places.services import normal_phone, place_of, province_of, shown_phone

migration = importlib.import_module("trust.migrations.0003_postcodes")


@pytest.fixture
def postcodes(db):
    """The table as the migration fills it; a test with real transactions may have emptied it."""
    migration.fill(apps, None)


def test_every_municipality_of_flanders_and_brussels_is_there(postcodes):
    names = Postcode.objects.order_by().values("province", "municipality").distinct()
    counts = {province: names.filter(province=province).count() for province in Province}

    # Statbel, 1 January 2025: 285 in Flanders, 19 in Brussels.
    assert counts == {
        "antwerp": 67,
        "limburg": 38,
        "east-flanders": 55,
        "flemish-brabant": 63,
        "west-flanders": 62,
        "brussels": 19,
        "elsewhere": 0,
    }


def test_filling_again_keeps_what_an_editor_corrected_and_going_back_empties(postcodes):
    Postcode.objects.filter(code=3000).update(municipality="Leuven-Centrum")
    migration.fill(apps, None)
    assert Postcode.objects.get(code=3000).municipality == "Leuven-Centrum"

    Postcode.objects.create(code=4000, municipality="Luik", province=Province.ELSEWHERE)
    migration.empty(apps, None)
    assert list(Postcode.objects.values_list("code", flat=True)) == [4000]


@pytest.mark.parametrize(
    ("postcode", "municipality", "province", "exact"),
    [
        ("3000", "Leuven", Province.FLEMISH_BRABANT, True),
        ("3012", "Leuven", Province.FLEMISH_BRABANT, False),
        ("B-9000", "Gent", Province.EAST_FLANDERS, True),
        ("be 2018", "Antwerpen", Province.ANTWERP, False),
        ("2070", "Beveren-Kruibeke-Zwijndrecht", Province.EAST_FLANDERS, True),
        ("8957", "Mesen", Province.WEST_FLANDERS, True),
        ("8958", "Heuvelland", Province.WEST_FLANDERS, True),
        ("1755", "Pajottegem", Province.FLEMISH_BRABANT, True),
        ("3700", "Tongeren-Borgloon", Province.LIMBURG, True),
        (" 1000 ", "Brussel", Province.BRUSSELS, True),
        ("4000", "", Province.ELSEWHERE, False),
    ],
)
def test_postcode_has_a_place(postcodes, postcode, municipality, province, exact, django_assert_num_queries):
    with django_assert_num_queries(1):
        place = place_of(postcode=postcode)

    assert (place.municipality, place.province, place.exact) == (municipality, province, exact)


@pytest.mark.parametrize("postcode", ["", "0999", "999", "30000", "abc", "3000 AB", "٣٠٠٠x", "-3000", "NL-3000"])
def test_what_is_no_belgian_postcode_has_no_place(postcode, django_assert_num_queries):
    assert place_of(postcode=postcode) is None
    assert province_of(postcode=postcode) is None


@pytest.mark.parametrize(
    ("postcode", "province"),
    [
        ("1299", "brussels"),
        ("1300", "elsewhere"),
        ("1500", "flemish-brabant"),
        ("1999", "flemish-brabant"),
        ("2000", "antwerp"),
        ("2999", "antwerp"),
        ("3000", "flemish-brabant"),
        ("3499", "flemish-brabant"),
        ("3500", "limburg"),
        ("3999", "limburg"),
        ("4000", "elsewhere"),
        ("7999", "elsewhere"),
        ("8000", "west-flanders"),
        ("8999", "west-flanders"),
        ("9000", "east-flanders"),
        ("9999", "east-flanders"),
    ],
)
def test_province_follows_from_the_range(postcode, province):
    assert province_of(postcode=postcode) == province


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("016 12 34 56", "+3216123456"),
        ("016/12.34.56", "+3216123456"),
        ("(016) 12-34-56", "+3216123456"),
        ("0470 12 34 56", "+32470123456"),
        ("0470/123456", "+32470123456"),
        ("02 523 45 67", "+3225234567"),
        ("+32 16 12 34 56", "+3216123456"),
        ("0032 16 12 34 56", "+3216123456"),
        ("+32 (0)16 12 34 56", "+3216123456"),
        ("٠٤٧٠ ١٢ ٣٤ ٥٦", "+32470123456"),
        ("+31 20 123 4567", "+31201234567"),
        ("0031201234567", "+31201234567"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+1 415 555 2671", "+14155552671"),
        ("+90 532 123 45 67", "+905321234567"),
        ("0470\u00a012\u00a034\u00a056", "+32470123456"),
    ],
)
def test_number_is_read_as_people_write_it(typed, kept):
    assert normal_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "112", "12345", "0470 12 34", "abc", "0900 12345", "+32 16", "06 12345678", "016 12 34 56 x 7", "²³", "++32"],
)
def test_what_nobody_can_call_is_refused(typed):
    assert normal_phone(typed) is None


def test_number_is_shown_as_it_is_dialled_here():
    assert shown_phone("+3216123456") == "016 12 34 56"
    assert shown_phone("+32470123456") == "0470 12 34 56"
    assert shown_phone("+31201234567") == "+31 20 123 4567"
    assert shown_phone("x") == "x"


def test_field_keeps_the_number_and_gives_back_what_was_typed():
    field = PhoneField(required=False)

    assert field.clean("016 12 34 56") == "+3216123456"
    assert field.clean("") == ""
    assert field.prepare_value("016/12") == "016/12"
    assert field.prepare_value("+3216123456") == "016 12 34 56"
    with pytest.raises(ValidationError):
        field.clean("12")


def test_postcode_field_gives_a_place(postcodes):
    assert PostcodeField().clean("3000").municipality == "Leuven"
    assert PostcodeField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        PostcodeField().clean("1012 AB")


@pytest.mark.parametrize(
    ("typed", "kept"), [("1012 ab", "1012 AB"), ("sw1a 1aa", "SW1A 1AA"), ("  75001", "75001"), ("12-345", "12-345")]
)
def test_foreign_codes_are_taken(typed, kept):
    assert AddressCodeField().clean(typed) == kept


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("NL", "1012ab", "1012 AB"),
        ("NL", "NL-1012 AB", "1012 AB"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "M1 1AE", "M1 1AE"),
        ("IE", "d02af30", "D02 AF30"),
        ("LU", "L-1009", "1009"),
        ("DE", "D-10115", "10115"),
        ("BE", "b-3000", "3000"),
        ("PL", "00001", "00-001"),
        ("PT", "1000 001", "1000-001"),
        ("XK", "10000 x", "10000 X"),
        ("", "1012 AB", "1012 AB"),
    ],
)
def test_foreign_codes_are_written_as_their_country_does(country, typed, kept):
    assert AddressCodeField(country=country).clean(typed) == kept


@pytest.mark.parametrize(
    ("country", "typed"), [("NL", "1012"), ("FR", "7500"), ("GB", "12345"), ("BE", "0999"), ("DE", "1011A")]
)
def test_code_of_another_country_is_refused_with_an_example(country, typed):
    with pytest.raises(ValidationError) as refusal:
        AddressCodeField(country=country).clean(typed)

    assert POSTCODES[country].example in refusal.value.messages[0]


def test_every_example_is_written_as_it_says():
    assert {code: written_as_in(country=code, postcode=shape.example) for code, shape in POSTCODES.items()} == {
        code: shape.example for code, shape in POSTCODES.items()
    }


def test_empty_foreign_code_stays_empty():
    assert AddressCodeField(country="NL", required=False).clean("") == ""


def test_odd_signs_in_a_foreign_code_are_refused():
    with pytest.raises(ValidationError):
        AddressCodeField().clean("<b>")


@pytest.mark.parametrize(
    "name",
    [
        "An",
        "X",
        "王小明",
        "محمد علي",
        "O’Neill-van den Berg",
        "Jean-Claude d'Hondt",
        "Łukasz Żółć",
        "Nguyễn Thị Hương",
        "שרה",
        "क्‍ष",
        "J. R. R.",
        "Ng 3",
    ],
)
def test_names_in_any_script_are_taken(name):
    assert PersonNameField().clean(name) == unicodedata.normalize("NFC", name)


def test_name_loses_what_only_confuses():
    dirty = "  An\u202e \u200bPeeters\t\x07 "

    assert PersonNameField().clean(dirty) == "An Peeters"
    assert PersonNameField().clean("e\u0301") == "é"


@pytest.mark.parametrize(
    "name",
    [
        "https://evil.example/win",
        "Win op WWW.evil.example",
        "An <boss@evil.example>",
        "An\u200b h\u202ettp://a.example",
    ],
)
def test_name_carries_no_address_into_a_mail_to_somebody_else(name):
    with pytest.raises(ValidationError, match="adres"):
        PersonNameField().clean(name)


@pytest.mark.parametrize("name", ["", "  ", "123", "\u202e", "…", "<>"])
def test_name_has_a_letter(name):
    with pytest.raises(ValidationError):
        PersonNameField().clean(name)
