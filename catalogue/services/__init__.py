"""Every write of the shop: one function a verb."""

from catalogue.services.customers import merge_customers
from catalogue.services.editions import announce_edition, stop_editions
from catalogue.services.ordering import (
    Ordered,
    cancel_order,
    change_order,
    keep_notes,
    place_order,
    release_unpaid,
    resend_link,
)
from catalogue.services.packing import (
    Parcel,
    gather_batch,
    hand_over_order,
    leave_batch,
    pack_order,
    send_batch,
    send_order,
    unpack_order,
)
from catalogue.services.stock import (
    count_stock,
    hand_out_stock,
    prove_stock,
    receive_stock,
    return_stock,
    tell_discrepancies,
)
from catalogue.services.withdrawing import may_withdraw, withdraw_sale, withdraw_until

__all__ = [
    "Ordered",
    "Parcel",
    "announce_edition",
    "cancel_order",
    "change_order",
    "count_stock",
    "gather_batch",
    "hand_out_stock",
    "hand_over_order",
    "keep_notes",
    "leave_batch",
    "may_withdraw",
    "merge_customers",
    "pack_order",
    "place_order",
    "prove_stock",
    "receive_stock",
    "release_unpaid",
    "resend_link",
    "return_stock",
    "send_batch",
    "send_order",
    "stop_editions",
    "tell_discrepancies",
    "unpack_order",
    "withdraw_sale",
    "withdraw_until",
]
