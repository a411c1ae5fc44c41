"""From clauses and phrases to bounds between moments, as the reference says."""
from network import strict, weak
from plans import DAY

ZERO = ("zero",)  # the first minute of the day on the draft: no signature before it


def always(plan):
    """The bounds that every clause brings."""
    signature, entry = ("signature",), ("entry-into-force",)
    out = [(entry, signature, 0), (signature, ZERO, 0)]
    for i in range(plan.count):
        out += [(("start", i), entry, 0), (("completion", i), ("start", i), 0)]
    if plan.entry:
        out += bounds(entry, plan.entry, False)
    return out


def bounds(moment, phrase, gated):
    """(a, b, w) for b - a <= w; without the deadlines, that is without the upper bounds by days and spans, if `gated`."""
    kind, i = moment if len(moment) == 2 else (moment[0], None)
    word, *rest = phrase
    p = {"beginning": ("start", i), "completed": ("completion", i), "act": ("completion", i)}.get(kind) or moment
    begins = p[0] == "start"
    if word == "by":
        return [] if gated else [(ZERO, p, strict((rest[0] + 1) * DAY))]  # the moment in which a day ends is the next one's
    if word == "before day":
        return [] if gated else [(ZERO, p, strict(rest[0] * DAY))]
    waits = ("start", i) if kind == "act" else p  # a wait is a wait to begin
    if word == "after day":
        return [(waits, ZERO, weak(-(rest[0] + 1) * DAY))]
    if word == "in parallel with":
        j = rest[0]
        return [(("completion", j), ("start", i), 0), (("completion", i), ("start", j), 0)]
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
        return [(m, p, 0)] + ([] if gated else [(p, m, weak(d))])  # who is late with M breaks it
    late = [] if gated else [(m, p, weak(d))]
    return late if word == "within of" and not begins else [(p, m, 0)] + late
