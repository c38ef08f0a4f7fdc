"""Methods on the web: composing one, which becomes a motion, and explaining each to the public.

- `beginnings.py`: what a composed method begins with; `forms.py` what is typed; `composition.py` makes a method of it,
  with every fault beside its field.
- `checking.py`: what a method can do on the present roll, with worked examples.
- `explained.py`: a method explained to everybody, whether it comes with Comity or was composed here.
- `pages.py` and `views.py`: how rows, examples and the rule stand on a page.

The rules themselves are in `drafts/rules/`, the vote on a new method in `drafts/motions/`.
"""
