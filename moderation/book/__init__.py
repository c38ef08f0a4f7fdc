"""The rules of this forum on one page: `queries.py` reads the numbers of the deployment, `routes.py` shows the page."""
