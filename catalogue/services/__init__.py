"""Every write of the shop: one function a verb."""

from catalogue.services.customers import merge_customers
from catalogue.services.ordering import Ordered, cancel_order, change_order, place_order, release_unpaid
from catalogue.services.packing import (
    Parcel,
    gather_batch,
    hand_over_order,
    pack_order,
    send_batch,
    send_order,
    unpack_order,
)
from catalogue.services.stock import count_stock, hand_out_stock, prove_stock, receive_stock, return_stock
from catalogue.services.withdrawing import may_withdraw, withdraw_sale, withdraw_until

__all__ = [
    "Ordered",
    "Parcel",
    "cancel_order",
    "change_order",
    "count_stock",
    "gather_batch",
    "hand_out_stock",
    "hand_over_order",
    "may_withdraw",
    "merge_customers",
    "pack_order",
    "place_order",
    "prove_stock",
    "receive_stock",
    "release_unpaid",
    "return_stock",
    "send_batch",
    "send_order",
    "unpack_order",
    "withdraw_sale",
    "withdraw_until",
]
