"""How much may be posted now: `actions.py` takes a comment from the budgets of an organisation and of its owner."""
