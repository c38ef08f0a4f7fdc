"""Moderation stands on the forum and on drafts: balance of participation, reports, panels, measures, appeals, alarms.

Its rooms, from the roof down: `front/` gathers what several rooms know, `simulation/` attacks, `demonstration/` tells a
story; `book/` and `transparency/` publish; `alarms/`, `appeals/`, `balance/` and `confidential/` bring questions to
`cases/`, which panels decide; `measures/` does what was decided, `panels/` draws who decides; `budgets/` and
`campaigns/` stand at the door of comments; `rules/` is pure. A contract in `pyproject.toml` keeps this order.
"""
