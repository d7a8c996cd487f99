"""The measure that the site is held against: Django answering 20 kB, with no database, template or middleware of its own."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

PAGE = b"<!doctype html><title>x</title>".ljust(20 * 1024, b".")


def page(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]

settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
application = get_wsgi_application()
