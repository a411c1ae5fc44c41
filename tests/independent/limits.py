"""From clauses and phrases to bounds between moments, as the reference says. `bent` names ways in which the checker is known to differ."""
from network import strict, weak
from plans import DAY

ZERO = ("zero",)  # the first minute of the day on the draft: no signature before it


def always(plan, bent):
    """The bounds that every clause brings."""
    signature, entry = ("signature",), ("entry-into-force",)
    out = [(entry, signature, 0)]
    if not ("dated" in bent and (plan.entry or any(place == "reading" for _, place, _, _ in plan.statements))):
        out.append((signature, ZERO, 0))
    for i in range(plan.count):
        out += [(("start", i), entry, 0), (("completion", i), ("start", i), 0)]
        if whole(plan, bent, ("start", i))[1] != i:
            start, completion = ("start", (i,)), ("completion", (i,))
            out += [(("start", i), start, 0), (completion, ("completion", i), 0)]
    if plan.entry:
        out += bounds(plan, bent, entry, plan.entry, False)
    return out


def whole(plan, bent, p):
    """The point of a clause as such. It is that of its one act, unless the checker's looser bounds are imitated."""
    return (p[0], (p[1],)) if len(p) == 2 and bent & {"clause-point", "event-point"} else p


def bounds(plan, bent, moment, phrase, gated):
    """(a, b, w) for b - a <= w; without the deadlines, that is without the upper bounds by days and spans, if `gated`."""
    kind, i = moment if len(moment) == 2 else (moment[0], None)
    word, *rest = phrase
    p = {"beginning": ("start", i), "completed": ("completion", i), "act": ("completion", i)}.get(kind) or whole(plan, bent, moment)
    begins = p[0] == "start"
    rest = [whole(plan, bent, x) if isinstance(x, tuple) else x for x in rest]
    if word == "by":
        return [] if gated else [(ZERO, p, weak((rest[0] + 1) * DAY))]
    if word == "before day":
        return [] if gated else [(ZERO, p, (weak if "midnight" in bent else strict)(rest[0] * DAY))]
    waits = ("start", i) if kind == "act" else p  # a wait is a wait to begin
    if word == "after day":
        return [(waits, ZERO, (weak if "midnight" in bent else strict)(-(rest[0] + 1) * DAY))]
    if word == "in parallel with":
        j = rest[0]
        return [(whole(plan, bent, ("completion", j)), ("start", i), 0), (("completion", i), whole(plan, bent, ("start", j)), 0)]
    *span, m = rest
    if word == "after":
        return [(waits, m, strict(0))]
    if word == "before":
        return [(m, p, strict(0))]
    if word == "upon":
        return [(waits, m, 0)] if kind == "act" else [(p, m, 0), (m, p, 0)]
    if word == "at once with":
        return [(p, m, 0), (m, p, 0)]
    d = span[0]
    if word == "at least after":
        return [(p, m, weak(-d))]
    if word == "at least before":
        return [(m, p, weak(-d))]
    if word == "within before":
        return [(m, p, 0), (p, m, weak(d))]
    late = [] if gated else [(m, p, weak(d))]
    return late if word == "within of" and not begins else [(p, m, 0)] + late
