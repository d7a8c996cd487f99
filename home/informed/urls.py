"""`/blijf-op-de-hoogte/`: sign up, confirm, go on, end."""

from django.urls import URLPattern, URLResolver, path

from home.informed import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("blijf-op-de-hoogte/", views.ask, name="informed"),
    path("blijf-op-de-hoogte/bijna/", views.asked, name="informed-asked"),
    path("blijf-op-de-hoogte/bevestigd/", views.confirmed, name="informed-confirmed"),
    path("blijf-op-de-hoogte/gestopt/", views.ended, name="informed-ended"),
    path("blijf-op-de-hoogte/bevestigen/<str:token>/", views.confirm, name="informed-confirm"),
    path("blijf-op-de-hoogte/verlengen/<str:token>/", views.renew, name="informed-renew"),
    path("blijf-op-de-hoogte/stoppen/<str:token>/", views.end, name="informed-end"),
]
