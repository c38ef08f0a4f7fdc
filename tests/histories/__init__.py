"""Documents of others with many versions, replayed through Comity: `python -m tests.histories`. Nothing of them is kept here."""
