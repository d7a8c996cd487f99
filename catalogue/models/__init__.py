"""Everything Django must find under the label `catalogue`."""

from catalogue.models.orders import Batch, Customer, CustomerKey, Order, OrderLine, OrderMove, ReachTally
from catalogue.models.payments import Payment, PaymentCase, Refund, StripeEvent
from catalogue.models.products import Category, Product, ProductPicture, StockMovement
from catalogue.models.settings import ShopSettings, shop_settings
from catalogue.pages import ShopPage

__all__ = [
    "Batch",
    "Category",
    "Customer",
    "CustomerKey",
    "Order",
    "OrderLine",
    "OrderMove",
    "Payment",
    "PaymentCase",
    "Product",
    "ProductPicture",
    "ReachTally",
    "Refund",
    "ShopPage",
    "ShopSettings",
    "StockMovement",
    "StripeEvent",
    "shop_settings",
]
