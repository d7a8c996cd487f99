"""What staff do with the calendar in the admin; found by `bookings.wagtail_hooks`. Every move goes through `bookings.services`."""
