"""Differences that are known, each with why: they are counted and told, and do not fail a run. A difference is (kind, words).

The names were given after the differences were seen. When a fault is mended, its name goes."""
from worlds import hollow

KNOWN = {
    "hollow-bracket": "a bracket of which no alternative says anything is not counted; by the reference its alternatives are alternatives",
    "inner-of-never-accepted": "of an alternative that is never accepted, the alternatives inside are not named",
    "words-of-a-reading": "in an alternative of a reading nobody can keep, the words of a sentence still decide, though as a limit they are left out",
    "free-alternative": "a promise in an alternative without any limit has no place in the schedule: that it is not before entry into force is not seen",
}


def known(world, difference):
    """The name under which a difference is known, or nothing."""
    kind, words = difference
    if kind in KNOWN:
        return kind
    if kind == "brackets" and any(map(hollow, world.clauses)):
        return "hollow-bracket"
    return None
