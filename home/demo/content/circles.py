"""Regions of the demo, and who signed up there. The municipalities are real; every person is invented."""

from __future__ import annotations

from dataclasses import dataclass

from circles.enums import RegionState, SignUpKind, VolunteerRole, VolunteerState
from home.demo.shape import DemoPage

PAGES = [
    DemoPage(
        path="kaart",
        kind="MapPage",
        title="Kaart",
        summary="Waar zoeken mensen een linkgroep? Kijk in jouw streek. Niemand is hier te herkennen.",
        menu=True,
        description="De kaart van wie een linkgroep zoekt in Vlaanderen en Brussel, in hele streken en ronde getallen. Zo is niemand te herkennen.",
    ),
]


@dataclass(frozen=True)
class DemoRegion:
    """`holds`: so many days does `status` hold from today on; `opens`: in so many days new groups are looked at; `people`: who would like a
    linkgroep there."""

    slug: str
    name: str
    places: tuple[str, ...]
    state: RegionState = RegionState.OPEN
    status: str = ""
    holds: int = 60
    opens: int = 0
    people: int = 0


REGIONS = [
    DemoRegion(
        "leuven", "Leuven en omgeving", ("Leuven", "Herent", "Bierbeek", "Oud-Heverlee"), status="In januari starten er twee nieuwe groepen.", people=11
    ),
    DemoRegion(
        "gent", "Gent en omgeving", ("Gent", "Merelbeke-Melle", "Destelbergen", "Evergem"), RegionState.WAITING,
        "Er is veel vraag. We zoeken nog verbinders.", opens=95, people=30,
    ),
    DemoRegion("antwerpen", "Antwerpen en omgeving", ("Antwerpen", "Mortsel", "Edegem", "Hove", "Boechout"), status="Er is plaats in een groep in Mortsel.", holds=30, people=12),
    DemoRegion("kempen", "De Kempen", ("Turnhout", "Beerse", "Vosselaar", "Kasterlee", "Geel", "Mol"), RegionState.QUIET, people=4),
    DemoRegion("zuid-west-vlaanderen", "Zuid-West-Vlaanderen", ("Kortrijk", "Harelbeke", "Kuurne", "Wevelgem", "Zwevegem"), RegionState.WAITING, opens=40, people=7),
    DemoRegion("brugge-oostende", "Brugge en Oostende", ("Brugge", "Oostkamp", "Damme", "Oostende", "Bredene"), status="De eerste groep komt in maart samen.", people=6),
    # What was promised here is over: the site says only how it stands.
    DemoRegion("hasselt-genk", "Hasselt en Genk", ("Hasselt", "Genk", "Diepenbeek", "Zonhoven"), status="Vanaf de herfst starten er nieuwe groepen.", holds=-20, people=6),
    DemoRegion("brussel", "Brussel", ("Brussel", "Anderlecht", "Jette", "Schaarbeek", "Elsene"), RegionState.QUIET, "We zoeken een eerste verbinder.", people=4),
]  # fmt: skip

NAMES = [
    "Amina", "Bart", "Carine", "Daan", "Els", "Fatma", "Gust", "Hilde", "Ivo", "Jamila", "Karel", "Lea", "Mehmet", "Nele", "Omar", "Patricia",
    "Quinten", "Rita", "Samir", "Tine", "Ugo", "Vera", "Wim", "Xenia", "Yusuf", "Zoë", "Marleen", "Youssef", "Greet", "Stefaan", "Leila", "Paul",
]  # fmt: skip
# How far those who would like a linkgroep are, in turn: `new` waits for a first call, `late` waits too long, `tried` did not pick up.
FATES = [
    "waiting",
    "reached",
    "new",
    "waiting",
    "tried",
    "waiting",
    "reached",
    "late",
    "waiting",
    "new",
    "unreached",
    "waiting",
    "placed",
]
REMARKS = {
    3: "Ik werk in shiften. Bel liefst in de namiddag.",
    7: "Ik stap moeilijk.",
    16: "Ik spreek nog maar een beetje Nederlands.",
    29: "Ik wil graag wandelen.",
}


@dataclass(frozen=True)
class DemoSignUp:
    """Somebody who asked something else, `days` ago; `fate` as in FATES; `path`: how far a volunteer is."""

    kind: SignUpKind
    name: str
    place: str = ""
    days: int = 2
    fate: str = "new"
    role: VolunteerRole | str = ""
    organisation: str = ""
    remark: str = ""
    path: VolunteerState = VolunteerState.INTERESTED
    mailed: bool = True


SIGN_UPS = [
    DemoSignUp(SignUpKind.LUSGROEP, "Martha Voorbeeld", "Leuven", 1),
    DemoSignUp(SignUpKind.LUSGROEP, "Jef Voorbeeld", "Aalst", 15, "late", mailed=False),
    DemoSignUp(SignUpKind.LUSGROEP, "Saïda Voorbeeld", "Mechelen", 9, "reached", remark="Mijn dochter helpt mij met de computer."),
    DemoSignUp(SignUpKind.LUSGROEP, "Rosa Voorbeeld", "Gent", 40, "placed"),
    DemoSignUp(SignUpKind.VISIT, "Kobe Voorbeeld", "Geel", 3, organisation="Buurthuis Voorbeeld", remark="Onze bezoekers willen weten wat een linkgroep is."),
    DemoSignUp(SignUpKind.VISIT, "Lut Voorbeeld", "Brugge", 13, "reached"),
    DemoSignUp(SignUpKind.VOLUNTEER, "Pieter Voorbeeld", "Leuven", 90, "reached", VolunteerRole.VERBINDER, path=VolunteerState.ACTIVE),
    DemoSignUp(SignUpKind.VOLUNTEER, "Aicha Voorbeeld", "Gent", 60, "reached", VolunteerRole.VERBINDER, path=VolunteerState.READY),
    DemoSignUp(SignUpKind.VOLUNTEER, "Dirk Voorbeeld", "Kortrijk", 55, "reached", VolunteerRole.VERBINDER, path=VolunteerState.READY),
    DemoSignUp(SignUpKind.VOLUNTEER, "Ann Voorbeeld", "Mortsel", 30, "reached", VolunteerRole.VERBINDER, path=VolunteerState.TALKED),
    DemoSignUp(SignUpKind.VOLUNTEER, "Bram Voorbeeld", "Hasselt", 20, "reached", VolunteerRole.COMPAGNON, path=VolunteerState.INFORMED),
    DemoSignUp(SignUpKind.VOLUNTEER, "Chantal Voorbeeld", "Herent", 70, "reached", VolunteerRole.COMPAGNON, path=VolunteerState.READY),
    DemoSignUp(SignUpKind.VOLUNTEER, "Noor Voorbeeld", "Brussel", 2, "new", VolunteerRole.COMPAGNON, remark="Ik heb elke woensdag tijd."),
    DemoSignUp(SignUpKind.VOLUNTEER, "Hassan Voorbeeld", "Turnhout", 4, "tried", VolunteerRole.CONFIDANT),
    DemoSignUp(SignUpKind.VOLUNTEER, "Inge Voorbeeld", "Gent", 80, "reached", VolunteerRole.CONFIDANT, path=VolunteerState.READY),
    DemoSignUp(SignUpKind.YOUNG, "Vlinder", days=1, mailed=False),
    DemoSignUp(SignUpKind.YOUNG, "Senne", days=5, fate="tried", mailed=False),
    DemoSignUp(SignUpKind.PARENT, "Mama Voorbeeld", "Oostende", 12, "late"),
    DemoSignUp(SignUpKind.PARENT, "Tom Voorbeeld", "Genk", 3),
    DemoSignUp(SignUpKind.CARE_WORKER, "Joke Voorbeeld", "Antwerpen", 2, organisation="Jeugddienst Voorbeeld"),
    DemoSignUp(SignUpKind.SUPPORT, "Frank Voorbeeld", "Diest", 8, "reached"),
]  # fmt: skip
