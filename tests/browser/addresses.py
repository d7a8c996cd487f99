"""What a browser looks at: every fixed address, and what stands beside them."""

from tests.addresses import PAGES

ADDRESSES = [
    *PAGES,
    "/zoeken/",
    "/zoeken/?q=lusgroep",
    "/zoeken/?q=lusgreop",
    "/woordenlijst/",
    "/meedoen/",
    "/meedoen/lusgroep/",
    "/meedoen/linkgroep/",
    "/meedoen/vrijwilliger/",
    "/meedoen/bezoek/",
    "/meedoen/ouder/",
    "/meedoen/hulpverlener/",
    "/meedoen/vertrouwenspersoon/",
    "/meedoen/afgemeld/",
    "/bel-mij/",
    "/bel-mij/weg/",
    "/aanmelden/",
    "/blijf-op-de-hoogte/",
    "/nieuwe-link/",
    "/mijn-gegevens/",
    "/kalender/?wanneer=voorbij",
    "/kalender/?weergave=maand",
    "/kalender/?q=niets-te-vinden",
    "/kalender/abonneren/",
    "/webwinkel/?categorie=folders",
    "/webwinkel/?q=niets-te-vinden",
    "/webwinkel/flyer-wat-doet-lus/",
    "/webwinkel/folder-une-chaise-pour-toi/",
    "/webwinkel/mandje/",
]
# Not ours to draw: Wagtail's own sign-in page is looked at for accessibility, not for the validity of its HTML.
OURS = [address for address in ADDRESSES if not address.startswith("/admin/")]
EXTRA = ["/stijl/", "/bestaat-niet/"]
# Lists whose first entry is looked at too.
LISTS = ["/kalender/", "/nieuws/", "/verhalen/", "/podcast/goed-omringd/", "/inspiratie/"]
