"""What the reference says of a plan: which ways of choosing can be kept, the verdict of every line, and which packages are accepted."""
import itertools

from limits import ZERO, always, bounds, whole
from network import closed, weak
from plans import DAY


class Expected:
    def __init__(self, plan, bent=frozenset()):
        self.plan, self.bent = plan, bent
        self.points = [ZERO, ("signature",), ("entry-into-force",)] + [(k, i) for i in range(plan.count) for k in ("start", "completion")]
        self.points += [(k, (i,)) for i in range(plan.count) for k in ("start", "completion") if bent & {"clause-point", "event-point"}]
        self.assignments = list(itertools.product(*(range(n) for _, n in plan.variables)))
        self.kept = {a: self.network(a) for a in self.assignments}
        self.used = dict(self.kept)
        self.contradictory = set()
        if plan.readings is not None:
            values = range(plan.variables[plan.readings][1])
            under = {v: [a for a in self.assignments if a[plan.readings] == v] for v in values}
            self.contradictory = {v for v in values if not any(self.kept[a] for a in under[v])}
            if len(self.contradictory) < len(values):
                # A reading under which nobody can keep any plan: judged without its bounds.
                self.used.update({a: self.network(a, reading=False) for v in self.contradictory for a in under[v]})
        self.legal = [a for a in self.assignments if self.used[a]]
        self.loose = bool(self.contradictory) and "contradictory" in bent  # then what nobody can keep is not left out
        self.gated = {a: self.network(a, a[plan.readings] not in self.contradictory if plan.readings is not None else True, True) for a in self.legal}

    def network(self, assignment, reading=True, gated=False):
        of = always(self.plan, self.bent)
        for guard, _, moment, phrase in self.plan.statements:
            if guard is None or assignment[guard[0]] == guard[1] and (reading or guard[0] != self.plan.readings):
                of += bounds(self.plan, self.bent, moment, phrase, gated)
        return closed(self.points, of)

    def judged(self, assignment, line):
        """The verdict of a line where everything is chosen."""
        if not self.used[assignment]:
            return "open"
        sort, mode, what, word, to, written = line
        p = what if sort == "order" else (("start" if word == "after" else "completion"), what)
        event = ["event-point" in self.bent and w for w in written]
        if sort == "order" and not (event[0] or written[0] and p[1] in self.plan.split):
            p = whole(self.plan, self.bent, p)
        if isinstance(to, tuple) and not (event[1] or written[1] and to[1] in self.plan.split):
            to = whole(self.plan, self.bent, to)
        found = self.order(self.used[assignment], p, word, to)
        if mode == "forbid":
            return {"certain": "crossed", "impossible": "respected"}.get(found, "open")
        if mode == "require gated" and (found == "certain" or "gated" in self.bent):
            found = self.order(self.gated[assignment], p, word, to)
            if "gated" not in self.bent:
                return "respected" if found == "certain" else "open"
        return {"certain": "respected", "impossible": "crossed"}.get(found, "open")

    def order(self, network, p, word, to):
        if isinstance(to, tuple):
            return network.before(p, to) if word == "before" else network.before(to, p)
        late, early = network.between(ZERO, p), network.between(p, ZERO)  # p is at most `late`, at least -`early`
        if word == "before":
            day = weak(to * DAY) + ("midnight" in self.bent)
            return network.distance(late - day, early + day)
        end = weak((to + 1) * DAY)
        if word == "after":
            return network.distance(early + end - ("midnight" in self.bent), late - end + ("midnight" in self.bent))
        return "certain" if late <= end else "impossible" if early + end < 0 else "possible"

    def verdicts(self):
        out = {}
        for name, reads, lines in self.plan.parties:
            own = [a for a in (self.assignments if self.loose else self.legal) if reads is None or a[self.plan.readings] == reads]
            for n, line in enumerate(lines, 1):
                seen = {self.judged(a, line) for a in own}
                out[(name, f"{name[0]}{n}")] = seen.pop() if len(seen) == 1 else "open" if seen else None
        return out

    def package(self, a):
        return tuple(v for v, (sort, _) in zip(a, self.plan.variables) if sort == "bracket")

    def accepted(self, parties, declared):
        """Packages in which something can be kept and no line can be crossed, as the parties read or under every reading."""
        out = set()
        for package in {self.package(a) for a in self.legal}:
            fine = True
            for _, reads, lines in parties:
                rest = [a for a in (self.assignments if self.loose else self.legal)
                        if self.package(a) == package and (not declared or reads is None or a[self.plan.readings] == reads)]
                fine &= bool(rest) and all(self.judged(a, line) == "respected" for a in rest for line in lines)
            if fine:
                out.add(package)
        return out
