"""Formats in and out, without a database: Markdown, Akoma Ntoso, Word, PDF.

In: a document becomes an `outline.py`. `markdown.py` reads Markdown (`markdown_walking.py`, `blocks.py`, `spans.py`),
`akn` reads Akoma Ntoso, and `word` reads tracked changes back. `printed.py` knows the labels of law books.
Out: an `edition.py` is what every format writes from. `markdown_out.py` and `markdown_writing.py` write Markdown, `akn`
and `word` their own, `pdf.py` sets paper with `sheet.py`; `compared.py` lays two editions side by side and
`applied.py` reads an edition with an amendment.
`render.py` makes safe HTML of one provision, and the plain words that comments are anchored to. `text_commands.py` is
`comity diff`, `comity merge` and `comity carry`.
"""
