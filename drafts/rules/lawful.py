"""A lawful method never punishes support: a yes in place of anything else never turns adopted into something else.
This is a sufficient condition on its form (RULES, part A), so that it can be checked before anybody votes."""

from __future__ import annotations

from drafts.rules.conditions import All, Any, Chambers, Condition, Count, Fact, Mean, Share


def faults(condition: Condition, where: str) -> tuple[str, ...]:
    """A sentence for each test that could punish support; none if it is lawful."""
    match condition:
        case All(parts):
            return _of_parts(parts, f"{where}.all")
        case Any(parts):
            return _of_parts(parts, f"{where}.any")
        case Chambers(_, inner):
            return faults(inner, f"{where}.where")
        case Fact():
            return ()
        case Count():
            return _counted(condition, where)
        case Share() | Mean():
            return _counted(condition, where) + _share(condition, where)


def _of_parts(parts: tuple[Condition, ...], where: str) -> tuple[str, ...]:
    return tuple(fault for n, part in enumerate(parts) for fault in faults(part, f"{where}[{n}]"))


def _counted(test: Share | Mean | Count, where: str) -> tuple[str, ...]:
    if test.bound.is_floor and "yes" not in test.counted:
        return (f"{where}: a method may not punish support. What must reach {test.bound.words} has to count yes.",)
    if not test.bound.is_floor and "yes" in test.counted:
        return (f"{where}: a method may not punish support. What must stay at {test.bound.words} may not count yes.",)
    return ()


def _share(test: Share | Mean, where: str) -> tuple[str, ...]:
    found = (
        ()
        if "yes" in test.of
        else (f"{where}: a method may not punish support. Yes has to be among those that the share is taken of.",)
    )
    if test.bound.op == "less_than" and not test.bound.value:
        return (
            *found,
            (
                f"{where}: a method may not punish support. A share can be less than 0 only when nobody is counted; "
                "use at_most."
            ),
        )
    return found
