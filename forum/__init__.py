"""The ground floor: who is here, what they say, and the public record.

The list of rooms, from the roof down, stands in `pyproject.toml` as a contract; verbs and reads point down it.
What every room stands on lies here: `database.py` (acts and readings), `errors.py`, `columns.py`, `clock.py`,
`settings.py`; `opening.py` opens the forum for a command, and `handed.py` holds what the roof hands over.
"""
