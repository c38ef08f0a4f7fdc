"""The toolkit of pages. It knows nothing of people and record; what does stands in `forum/serving/`.

`pages.py` renders, `forms.py` parses what was typed, `guards.py` says who may, `params.py` and `attachments.py` bound
what comes in by an address and what leaves as a file, `errors.py` makes a page of each error, `visit.py` is what is
known of one request, and `assets.py` holds the stylesheets and scripts.
"""
