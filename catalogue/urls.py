"""Public addresses of the shop; the list itself is a page (`catalogue.pages`)."""

from django.urls import URLPattern, URLResolver, path

from catalogue import basket_views, order_views, product_views, status_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("webwinkel/mandje/", basket_views.basket, name="shop-basket"),
    path("webwinkel/bestellen/", order_views.order, name="shop-order"),
    path("webwinkel/bedankt/", order_views.thanks, name="shop-thanks"),
    path("webwinkel/<slug:slug>/", product_views.product_page, name="product"),
    path("bestelling/<str:token>/", status_views.status, name="order-status"),
    path("bestelling/<str:token>/betaalbewijs.pdf", status_views.receipt_file, name="order-receipt"),
]
