"""Products, stock, basket, orders, payments, packing."""
