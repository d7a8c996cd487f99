"""Which municipalities make an area of the public map: names that people know, fixed once and for all.

An area never depends on who signed up. What each must fulfil (docs/places.md) is checked by tests/circles/test_areas.py: it is the ground that
the anonymity of the map stands on. An area that is changed here is changed for everybody at once: draw it again (`manage.py draw_areas`),
and read docs/places.md first.
"""

from __future__ import annotations

from dataclasses import dataclass

from trust.places.enums import Province

# Key, name, municipalities by slug.
WEST_FLANDERS = """
brugge-en-oostkust | Brugge en Oostkust | brugge damme zuienkerke blankenberge knokke-heist
brugse-ommeland | Brugse Ommeland | oostkamp zedelgem jabbeke beernem torhout lichtervelde
oostende-en-middenkust | Oostende en Middenkust | oostende bredene de-haan middelkerke oudenburg gistel ichtegem
westkust-en-ijzer | Westkust en IJzer | de-panne koksijde nieuwpoort veurne alveringem lo-reninge diksmuide koekelare houthulst
westhoek | Westhoek | ieper poperinge heuvelland mesen wervik zonnebeke langemark-poelkapelle vleteren
roeselare-en-omgeving | Roeselare en omgeving | roeselare hooglede staden kortemark moorslede ledegem izegem
kortrijk-en-omgeving | Kortrijk en omgeving | kortrijk menen wevelgem kuurne lendelede harelbeke
leie-en-schelde | Leie en Schelde | deerlijk zwevegem anzegem avelgem spiere-helkijn waregem
tielt-en-omgeving | Tielt en omgeving | tielt wielsbeke dentergem pittem ingelmunster oostrozebeke wingene ardooie
"""
EAST_FLANDERS = """
gent-en-omgeving | Gent en omgeving | gent destelbergen merelbeke-melle sint-martens-latem evergem
meetjesland | Meetjesland | eeklo maldegem kaprijke sint-laureins assenede zelzate lievegem
leiestreek | Leiestreek | deinze aalter nazareth-de-pinte zulte kruisem gavere
vlaamse-ardennen | Vlaamse Ardennen | oudenaarde ronse maarkedal kluisbergen wortegem-petegem horebeke brakel zwalm
denderstreek-zuid | Denderstreek-Zuid | geraardsbergen ninove zottegem herzele lierde
aalst-en-omgeving | Aalst en omgeving | aalst erpe-mere lede haaltert denderleeuw sint-lievens-houtem
dendermonde-en-omgeving | Dendermonde en omgeving | dendermonde lebbeke buggenhout hamme zele
wetteren-en-omgeving | Wetteren en omgeving | wetteren wichelen laarne lochristi oosterzele berlare
waasland | Waasland | beveren-kruibeke-zwijndrecht sint-niklaas temse sint-gillis-waas stekene waasmunster lokeren
"""
ANTWERP = """
antwerpen-en-oostrand | Antwerpen en oostrand | antwerpen mortsel wommelgem wijnegem edegem
rupelstreek | Rupelstreek en Zuidrand | aartselaar hemiksem schelle niel boom rumst kontich hove lint
noordrand-antwerpen | Noordrand Antwerpen | brasschaat kapellen stabroek kalmthout essen wuustwezel
voorkempen | Voorkempen | schoten schilde brecht malle zoersel zandhoven ranst
mechelen-en-klein-brabant | Mechelen en Klein-Brabant | mechelen willebroek puurs-sint-amands bornem bonheiden sint-katelijne-waver
lier-en-heist | Lier en Heist | lier berlaar nijlen duffel boechout putte heist-op-den-berg
zuiderkempen | Zuiderkempen | herentals westerlo herselt hulshout olen herenthout grobbendonk vorselaar laakdal lille kasterlee
geel-en-mol | Geel en Mol | geel mol balen dessel retie meerhout
noorderkempen | Noorderkempen | turnhout oud-turnhout vosselaar beerse arendonk ravels baarle-hertog merksplas rijkevorsel hoogstraten
"""
LIMBURG = """
hasselt-en-genk | Hasselt en Genk | hasselt genk diepenbeek zonhoven zutendaal as
maasland | Maasland | maasmechelen lanaken dilsen-stokkem maaseik kinrooi
beringen-en-mijnstreek | Beringen en Mijnstreek | beringen heusden-zolder houthalen-helchteren lummen tessenderlo-ham leopoldsburg
noord-limburg | Noord-Limburg | lommel pelt hamont-achel hechtel-eksel peer bocholt bree oudsbergen
west-haspengouw | West-Haspengouw | sint-truiden gingelom nieuwerkerken heers wellen alken herk-de-stad halen
oost-haspengouw-en-voeren | Oost-Haspengouw en Voeren | tongeren-borgloon bilzen-hoeselt riemst voeren herstappe
"""
FLEMISH_BRABANT = """
leuven-en-omgeving | Leuven en omgeving | leuven herent bierbeek oud-heverlee holsbeek lubbeek
tienen-en-omgeving | Tienen en omgeving | tienen hoegaarden boutersem linter landen zoutleeuw glabbeek kortenaken geetbets
aarschot-en-diest | Aarschot en Diest | aarschot diest scherpenheuvel-zichem bekkevoort tielt-winge begijnendijk
haacht-en-zemst | Haacht en Zemst | rotselaar tremelo keerbergen haacht boortmeerbeek kampenhout zemst
druivenstreek | Druivenstreek | overijse hoeilaart tervuren huldenberg kortenberg bertem
vilvoorde-en-zaventem | Vilvoorde en Zaventem | zaventem kraainem wezembeek-oppem steenokkerzeel machelen vilvoorde
grimbergen-en-londerzeel | Grimbergen en Londerzeel | grimbergen meise wemmel londerzeel kapelle-op-den-bos merchtem opwijk
dilbeek-en-asse | Dilbeek en Asse | asse affligem ternat liedekerke roosdaal dilbeek lennik
halle-en-pajottenland | Halle en Pajottenland | halle beersel sint-pieters-leeuw drogenbos linkebeek sint-genesius-rode pepingen pajottegem bever
"""
BRUSSELS = """
brussel-west | Brussel-West | sint-jans-molenbeek jette ganshoren koekelberg sint-agatha-berchem
brussel-centrum | Brussel-Centrum | brussel schaarbeek sint-joost-ten-node evere
brussel-zuid | Brussel-Zuid | anderlecht vorst sint-gillis ukkel
brussel-oost | Brussel-Oost | elsene etterbeek oudergem watermaal-bosvoorde sint-pieters-woluwe sint-lambrechts-woluwe
"""


@dataclass(frozen=True)
class Part:
    """An area before it is drawn; `municipalities` are slugs."""

    key: str
    name: str
    province: Province
    municipalities: tuple[str, ...]


def _parts(province: Province, lines: str) -> list[Part]:
    split = [[cell.strip() for cell in line.split("|")] for line in lines.strip().splitlines()]
    return [Part(key, name, province, tuple(sorted(slugs.split()))) for key, name, slugs in split]


PARTITION = (
    *_parts(Province.WEST_FLANDERS, WEST_FLANDERS),
    *_parts(Province.EAST_FLANDERS, EAST_FLANDERS),
    *_parts(Province.ANTWERP, ANTWERP),
    *_parts(Province.LIMBURG, LIMBURG),
    *_parts(Province.FLEMISH_BRABANT, FLEMISH_BRABANT),
    *_parts(Province.BRUSSELS, BRUSSELS),
)
