"""Why the shop refuses something, each named after what happened. Views and the API choose the words (`catalogue.refusals`)."""

from trust.errors import Refusal


class ShopRefused(Refusal):
    """The base of this app's refusals."""


class OrderMoveNotAllowed(ShopRefused):
    """`catalogue.enums.ORDER_TRANSITIONS` does not let this actor move an order from that state to this one."""

    def __init__(self, old: str, new: str, actor: str):
        super().__init__(f"{actor} does not move {old} to {new}")
        self.old, self.new, self.actor = old, new, actor


class NothingOrdered(ShopRefused):
    """An order without a line."""


class ProductGone(ShopRefused):
    """A product that is not (or no longer) in the shop; `product` is its title or what was asked."""

    def __init__(self, product: str):
        super().__init__(product)
        self.product = product


class QuantityNotPossible(ShopRefused):
    """More than is allowed, or not a whole number of packs; `lines` names each product with how many it can be and why."""

    def __init__(self, lines):
        super().__init__(", ".join(f"{line.product}: {line.reason}" for line in lines))
        self.lines = lines


class OutOfStock(ShopRefused):
    """There are fewer than asked; `product` (a `Product`) and `available` (copies, a whole number of packs)."""

    def __init__(self, product, available: int):
        super().__init__(f"{product}: {available}")
        self.product, self.available = product, available


class StockNotThere(ShopRefused):
    """A movement would bring a level below zero; `available` is what there is."""

    def __init__(self, available: int):
        super().__init__(str(available))
        self.available = available


class PaymentsOff(ShopRefused):
    """Something costs money, and nothing here takes payments."""


class AmountNotPayable(ShopRefused):
    """Together it comes to less, or to more, than can be paid at once."""


class PriceChanged(ShopRefused):
    """What is ordered does not cost what its person saw when they pressed the button; `goods_cents` is what it costs now."""

    def __init__(self, goods_cents: int):
        super().__init__(str(goods_cents))
        self.goods_cents = goods_cents


class NothingReplaced(ShopRefused):
    """A product that replaces no edition, or that nobody can order yet: there is nothing to announce."""


class PaymentNotStarted(ShopRefused):
    """Stripe gives no page to pay on just now; the order stands, and can be paid later."""


class ShopClosed(ShopRefused):
    """No orders come in now; `why` in the words of staff."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class WithdrawalNotPossible(ShopRefused):
    """A sale that cannot be withdrawn (any more): nothing was paid, or the fourteen days are over."""


class NothingToPay(ShopRefused):
    """It is paid already, was cancelled, or never cost anything."""


class TooMuchGivenBack(ShopRefused):
    """More than is left; `left_cents` can still go back."""

    def __init__(self, left_cents: int):
        super().__init__(str(left_cents))
        self.left_cents = left_cents
