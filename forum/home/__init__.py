"""The forum itself: whether it is well, and its colours. `routes.py` is all that there is."""
