"""Balance of participation: who was heard, and the floors that a text needs before a ballot opens.

`scopes.py` says what a balance is about, `measuring.py` reads its sums, and `views.py` puts them into words.
`actions.py` sets floors, passes without comment and waives a floor; `floors.py` reads where floors stand, `gate.py`
hands that to the ballot, and `periods.py` ends comment periods by the clock. `desk.py` reads the moderators' balance
desk, `inviting.py` invites the silent, `tasks.py` says which floors wait for a moderator; `letters.py` holds what
organisations are told.
"""
