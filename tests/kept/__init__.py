"""What each release left behind: the demonstration in its tables, on both engines, and the checksums of its migrations.

`keeping.py` says what is kept and reads it; `python -m tests.kept` keeps the release that pyproject.toml names."""
