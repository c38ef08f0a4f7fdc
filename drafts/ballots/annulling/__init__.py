"""Annulling a ballot in which nobody has voted: `actions` proposes and confirms, `queries` says how far it has come,
`letters` tells those who are asked to confirm it, and those who would have voted."""
