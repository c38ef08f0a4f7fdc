"""The second storey: norms, what is proposed to them, how it is decided, and why. It stands on `forum`.

From the ground up: `text` and `rules` are pure; `exchange` reads and writes formats; `instruments` holds the norms;
`amendments` what is proposed to them, `carrying` what becomes of comments when words change, `motions` what is moved
about procedure, `sealing` the trustees of secret ballots; `ballots` decides; `rationales` says why, `methods` explains
how, `workbench` and `brackets` consolidate proposals; `front` shows pages that gather what several rooms know.
"""
