"""The home page, navigation, search, the staff's to-do dashboard and the demo site."""
