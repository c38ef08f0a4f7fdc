"""Casting: `actions` has the verb, `choices` seals what was chosen and opens it again, `forms` is what is typed."""
