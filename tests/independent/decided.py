"""What the reference says of a plan: which ways of choosing can be kept, the verdict of every line, and which packages are accepted."""
import itertools

from limits import ZERO, always, bounds
from network import closed, weak
from plans import DAY


class Expected:
    def __init__(self, plan):
        self.plan = plan
        self.points = [ZERO, ("signature",), ("entry-into-force",)] + [(k, i) for i in range(plan.count) for k in ("start", "completion")]
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
        self.gated = {a: self.network(a, a[plan.readings] not in self.contradictory if plan.readings is not None else True, True) for a in self.legal}

    def network(self, assignment, reading=True, gated=False):
        of = always(self.plan)
        for guard, _, moment, phrase in self.plan.statements:
            if guard is None or assignment[guard[0]] == guard[1] and (reading or guard[0] != self.plan.readings):
                of += bounds(moment, phrase, gated)
        return closed(self.points, of)

    def judged(self, assignment, line):
        """The verdict of a line where everything is chosen."""
        if not self.used[assignment]:
            return "open"
        sort, mode, what, word, to, written = line
        p = what if sort == "order" else (("start" if word == "after" else "completion"), what)
        found = self.order(self.used[assignment], p, word, to)
        if mode == "forbid":
            return {"certain": "crossed", "impossible": "respected"}.get(found, "open")
        if mode == "require gated" and found == "certain":
            return "respected" if self.order(self.gated[assignment], p, word, to) == "certain" else "open"
        return {"certain": "respected", "impossible": "crossed"}.get(found, "open")

    def order(self, network, p, word, to):
        if isinstance(word, tuple):
            return self.apart(network, p, *word, to)
        if isinstance(to, tuple):
            return network.before(p, to) if word == "before" else network.before(to, p)
        late, early = network.between(ZERO, p), network.between(p, ZERO)  # p is at most `late`, at least -`early`
        if word == "before":
            return network.distance(late - weak(to * DAY), early + weak(to * DAY))
        # By the end of a day, or after it.
        by = network.distance(late - weak((to + 1) * DAY), early + weak((to + 1) * DAY))
        return {"certain": "impossible", "impossible": "certain"}.get(by, by) if word == "after" else by

    def apart(self, network, p, word, minutes, to):
        """Whether p is so far from `to`: every bound that is asked must hold in all schedules, and one that holds in none is enough."""
        late, early, span = network.between(to, p), network.between(p, to), weak(minutes)
        most = {"within of": span, "within after": span, "within before": 0, "at least before": -span}.get(word)
        least = {"within of": 0 if p[0] == "start" else None, "within after": 0, "within before": -span, "at least after": span}.get(word)
        found = [] if most is None else ["certain" if late <= most else "impossible" if -early > most else "possible"]
        found += [] if least is None else ["certain" if -early >= least else "impossible" if late < least else "possible"]
        return "impossible" if "impossible" in found else "certain" if set(found) == {"certain"} else "possible"

    def verdicts(self):
        out = {}
        for name, reads, lines in self.plan.parties:
            own = [a for a in self.legal if reads is None or a[self.plan.readings] == reads]
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
                rest = [a for a in self.legal
                        if self.package(a) == package and (not declared or reads is None or a[self.plan.readings] == reads)]
                fine &= bool(rest) and all(self.judged(a, line) == "respected" for a in rest for line in lines)
            if fine:
                out.add(package)
        return out
