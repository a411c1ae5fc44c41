"""Differences that are known, each with why: they are counted and told, and do not fail a run. A difference is (kind, words)."""
from worlds import hollow

KNOWN = {
    "hollow-bracket": "a bracket of which no alternative says anything is not counted by the checker; by the reference its alternatives are alternatives",
    "inner-of-never-accepted": "of an alternative that is never accepted, the checker does not name the alternatives inside",
    "blank-before-unit": "`[… | undetermined] personnel`: the checker takes the blank for one question, not for a number",
}


def known(world, difference):
    """The name under which a difference is known, or nothing."""
    kind, _ = difference
    if kind == "brackets" and any(map(hollow, getattr(world, "clauses", []))):
        return "hollow-bracket"
    if kind == "inner-of-never-accepted":
        return kind
    if kind != "error" and getattr(world, "blank_before_unit", False):
        return "blank-before-unit"
    return None
