"""Differences that are known, each with why: they are counted and told, and do not fail a run. A difference is (kind, words).

The names were given after the differences were seen, and some are broad: `blank-before-unit` and `comma-at-least` take in whatever else differs in such a
world, `contradictory` any open verdict once a reading cannot be kept, `clause-point` any later date in a plan with an order on a start. That no world is
left over is therefore no proof that the two agree. When a fault is mended, its name goes."""
from worlds import hollow

KNOWN = {
    # Bracketed drafts.
    "hollow-bracket": "a bracket of which no alternative says anything is not counted; by the reference its alternatives are alternatives",
    "inner-of-never-accepted": "of an alternative that is never accepted, the alternatives inside are not named",
    "blank-before-unit": "`[… | undetermined] personnel`: the blank is taken for one question, not for a number",
    # Orders.
    "clause-point": "a clause's point and that of its one act are not tied to a fixed point: what bounds one of them does not always bound the other",
    "event-point": "the same, where a line names the event of the act",
    "midnight": "of `by`, `before` and `after` two days that touch, whether midnight belongs to both",
    "dated": "orders in a reading, or on the entry into force, switch off that no signature comes before the day on the draft",
    "gated": "a gated demand that the deadlines make impossible is open, not crossed",
    "gated-by-a-day": "a gated demand whose limit is a day: met by a deadline of the same words, though a gate stands without deadlines",
    "contradictory": "where one reading cannot be kept, packages that nobody can keep are no longer left out",
    "other-point": "`completed after …` or `beginning by …` in a clause is taken for the same words of a line about the other point of the act",
    "comma-at-least": "`in parallel with clause 1, at least 3 days after …` loses its three days",
    "circle": "where strict and counted limits contradict each other, no clause is named",
    "earliest-not-told": "an earliest date that a reading or the entry into force brings about is not told",
    "earliest-too-early": "of `within 2 days after M`, that M is at most two days earlier is not counted in its earliest date",
    "kept-as-read": "where a reading cannot be kept, and is judged without its limits, a package that cannot be kept even so is still counted",
    "several": "gone when all of these are taken together",
}
# What is left once orders.py has tried all it can imitate.
RESIDUAL = {
    "verdict of a contradiction": "contradictory",
    "verdict beside the point": "other-point",
    "count with what cannot be kept": "kept-as-read",
}


def known(world, difference):
    """The name under which a difference is known, or nothing."""
    kind, words = difference
    if kind in KNOWN:
        return kind
    if kind in RESIDUAL:
        return RESIDUAL[kind]
    if kind == "error":
        return None
    if kind == "brackets" and any(map(hollow, world.clauses)):
        return "hollow-bracket"
    if getattr(world, "blank_before_unit", False):
        return "blank-before-unit"
    return order_name(world, kind, words) if hasattr(world, "statements") else None


def order_name(plan, kind, words):
    if eaten(plan):
        return "comma-at-least"
    if kind in ("latest", "latest-of-entry") and any(moment[0] == "start" for _, _, moment, _ in plan.statements):
        # The exact reach of that looseness is not imitated; the checker's limit is looser, never tighter.
        checker, reference = words.partition(": checker ")[2].split(", reference ")
        return "clause-point" if "None" in checker or checker > reference else None
    if kind == "count" and any(line[1] == "require gated" and isinstance(line[4], int) for _, _, lines in plan.parties for line in lines):
        return "gated-by-a-day"
    return None


def eaten(plan):
    """Whether `in parallel with clause 1` stands before `at least …` in a sentence."""
    sentences = [s for s in plan.statements if s[1] == "sentence"]
    return any(a[0] == b[0] and a[2][1] == b[2][1] and a[3][0] == "in parallel with" and b[2][0] == "act" and b[3][0].startswith("at least")
               for a, b in zip(sentences, sentences[1:]))
