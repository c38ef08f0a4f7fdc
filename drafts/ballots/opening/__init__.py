"""Opening a ballot: `actions` has a verb for each kind of question; `freezing` writes what does not change any more.

`subjects`: what can be voted on, and under which method; `courses`: how an earlier ballot is continued; `foresight`:
the capture report, made before the act; `outlook`: the same on the page;
`letters`: what heads of delegation and the secretariat are written;
`reviews`: ballots that the calendar opens.
"""
