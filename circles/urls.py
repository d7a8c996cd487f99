"""Public addresses of circles; the map itself is a page (`circles.pages`)."""

from django.urls import URLPattern, URLResolver, path

from circles import forms, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("meedoen/", views.ways_in, name="circles-ways-in"),
    path("meedoen/lusgroep/", views.way_in(forms.LusgroepForm), name="circles-lusgroep"),
    path("meedoen/linkgroep/", views.way_in(forms.LinkgroepForm), name="circles-linkgroep"),
    path("meedoen/vrijwilliger/", views.way_in(forms.VolunteerForm), name="circles-volunteer"),
    path("meedoen/bezoek/", views.way_in(forms.VisitForm), name="circles-visit"),
    path("meedoen/ouder/", views.way_in(forms.ParentForm), name="circles-parent"),
    path("meedoen/hulpverlener/", views.way_in(forms.CareWorkerForm), name="circles-care-worker"),
    path("meedoen/vertrouwenspersoon/", views.way_in(forms.SupportForm), name="circles-support"),
    path("meedoen/bedankt/", views.thanks, name="circles-thanks"),
    path("meedoen/afgemeld/", views.gone, name="circles-gone"),
    # A neutral address: a history of visited pages tells nothing (spec G9).
    path("bel-mij/", views.way_in(forms.YoungForm), name="circles-young"),
    path("bel-mij/bedankt/", views.young_thanks, name="circles-young-thanks"),
    path("bel-mij/weg/", views.young_gone, name="circles-young-gone"),
    path("mijn-plek/<str:token>/", views.mine, name="circles-mine"),
]
