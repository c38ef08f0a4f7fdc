"""Documents of others with many versions, replayed: `python -m tests.histories`. Nothing of them is kept here."""
