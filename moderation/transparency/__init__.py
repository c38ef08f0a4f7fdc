"""The figures of moderation in one year: `queries.py` reads them, `formats.py` writes them as JSON and CSV."""
