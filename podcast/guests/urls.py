"""`/toestemming/`: see what you agreed to, take it back."""

from django.urls import URLPattern, URLResolver, path

from podcast.guests import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("toestemming/ingetrokken/", views.taken_back, name="podcast-consent-ended"),
    path("toestemming/<str:token>/", views.consent, name="podcast-consent"),
]
