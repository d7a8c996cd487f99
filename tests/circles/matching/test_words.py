"""What staff read: every reason has Dutch words, with the numbers in them."""

from __future__ import annotations

import pytest

from circles.matching import words
from circles.matching.proposals import Breach, Idle, Reason, Why, WhyNot


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (
            Why.TRAVEL,
            {"km": 11.04, "minutes": 22, "average_minutes": 4, "own_place": 4, "members": 5},
            "Niemand is langer onderweg dan zo’n 22 minuten (11 km in vogelvlucht); gemiddeld 4.",
        ),
        (
            Why.TRAVEL,
            {"km": 0.0, "minutes": 0, "average_minutes": 0, "own_place": 5, "members": 5},
            "Iedereen woont in de gemeente waar ze zouden samenkomen.",
        ),
        (
            Why.SLOTS,
            {"slots": ["mon-evening", "sat-morning", "sun-afternoon"], "any": False},
            "Iedereen kan op: maandagavond, zaterdagvoormiddag, zondagnamiddag.",
        ),
        (Why.SLOTS, {"slots": [], "any": True}, "Niemand noemde een dag: elke dag is goed."),
        (
            Why.WISHES,
            {"wishes": [["film", 3], ["koken", 2]], "members": 5},
            "Wat ze samen graag zouden doen: film (3 van de 5), koken (2 van de 5).",
        ),
        (
            Why.AGES,
            {"bands": 0, "known": 3, "members": 5},
            "Iedereen van wie we de leeftijd kennen, is ongeveer even oud.",
        ),
        (
            Why.AGES,
            {"bands": 1, "known": 3, "members": 5},
            "Tussen de jongste en de oudste zit 1 leeftijdsgroep verschil (van 3 mensen kennen we de leeftijd).",
        ),
        (
            Why.AGES,
            {"bands": 4, "known": 5, "members": 5},
            "Tussen de jongste en de oudste zitten 4 leeftijdsgroepen verschil (van 5 mensen kennen we de leeftijd).",
        ),
        (
            Why.WAITING,
            {"longest": 100, "average": 40},
            "Wie het langst wacht, wacht al 3 maanden; gemiddeld is dat 40 dagen.",
        ),
    ],
)
def test_a_proposal_is_explained_in_words(kind, facts, said):
    assert words.why(Reason(kind, facts)) == said


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (WhyNot.NO_VERBINDER, {}, "Er is nog geen verbinder."),
        (
            WhyNot.TOO_FAR,
            {"km": 25.0, "minutes": 49, "limit": 30},
            (
                "Te ver van elke verbinder: de dichtste woont zo’n 49 minuten verder (25 km in vogelvlucht), en er is geen plek waar ze allebei "
                "binnen 30 minuten geraken."
            ),
        ),
        (WhyNot.NO_SHARED_DAY, {"in_reach": 1}, "De enige verbinder in de buurt kan op geen van hun dagen."),
        (WhyNot.NO_SHARED_DAY, {"in_reach": 3}, "Geen van de 3 verbinders in de buurt kan op een van hun dagen."),
        (
            WhyNot.KEPT_APART,
            {"in_reach": 1},
            "Mag niet samen met de enige verbinder in de buurt die op een van hun dagen kan.",
        ),
        (
            WhyNot.KEPT_APART,
            {"in_reach": 2},
            "Mag niet samen met de 2 verbinders in de buurt die op een van hun dagen kunnen.",
        ),
        (
            WhyNot.TOO_FEW,
            {"free": 1, "needed": 4},
            "1 verbinder in de buurt heeft nog geen groep, maar van wie overblijft, kunnen er geen 4 op dezelfde dag samenkomen.",
        ),
        (
            WhyNot.GROUPS_FULL,
            {"groups": 1, "full": 1, "other_day": 0, "kept_apart": 0, "too_far": 0},
            "De enige verbinder in de buurt heeft al een groep: 1 is volzet.",
        ),
        (
            WhyNot.GROUPS_FULL,
            {"groups": 7, "full": 3, "other_day": 2, "kept_apart": 1, "too_far": 1},
            (
                "Alle 7 verbinders in de buurt hebben al een groep: 3 zijn volzet, 2 komen op een andere dag samen, 1 komt te ver weg samen en "
                "in 1 zit iemand met wie ze niet samen mogen."
            ),
        ),
        (
            WhyNot.WORSE,
            {"groups": 1},
            "In een groep in de buurt is plaats, maar de anderen zouden er slechter van worden: veel langer onderweg, of te ver uiteen in leeftijd.",
        ),
    ],
)
def test_who_is_in_no_group_is_explained_in_words(kind, facts, said):
    assert words.why_not(Reason(kind, facts)) == said


@pytest.mark.parametrize(
    ("say", "kinds", "facts"),
    [
        (words.why_idle, Idle, {"most": 4, "least": 5, "in_reach": 3, "needed": 4, "left": 2}),
        (
            words.breach,
            Breach,
            {"members": 3, "least": 5, "most": 8, "minutes": 49, "limit": 30, "pairs": [["a", "b"]], "ids": ["a"]},
        ),
    ],
)
def test_every_other_kind_has_words_of_its_own_in_dutch(say, kinds, facts):
    said = [say(Reason(kind, facts)) for kind in kinds]

    assert len({*said}) == len(kinds)
    assert not [one for one in said if "%(" in one or " the " in one or one.startswith("There ")]


@pytest.mark.parametrize(
    ("table", "kinds"), [(words.WHY, Why), (words.WHY_NOT, WhyNot), (words.IDLE, Idle), (words.BREACH, Breach)]
)
def test_no_kind_is_without_words(table, kinds):
    assert set(table) == set(kinds)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "0 dagen"), (1, "1 dag"), (60, "60 dagen"), (61, "2 maanden"), (400, "13 maanden")]
)
def test_a_wait_is_said_in_days_and_from_two_months_in_months(days, said):
    assert words.how_long(days) == said


def test_a_kind_that_was_kept_as_a_word_is_understood():
    """What was kept beside a record comes back as plain text and numbers."""
    assert words.why_not(Reason("no_verbinder", {})) == "Er is nog geen verbinder."
