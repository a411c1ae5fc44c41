"""Random plans: clauses of one act each with phrases of time, orders, brackets and readings over them, and red lines about order.

A point is    ("start" | "completion", clause) | ("signature",) | ("entry-into-force",)
A phrase is   ("by" | "after day" | "before day", day) | ("after" | "before" | "upon" | "at once with", point) | ("in parallel with", clause)
              | ("within of" | "within after" | "within before" | "at least after" | "at least before", minutes, point)
A statement is (moment, phrase): the moment is a point, or ("beginning" | "completed" | "act", clause) where the phrase stands in the sentence of the act
A guard is    None | (variable, value)
A line is     ("order", mode, point, word, point or day) | ("promise", mode, clause, word, point or day), each with how its points are written; the word may
              be one of distance with its minutes: ("within of", minutes)
"""
import random

DEEDS = [
    ("Norland", "withdraw", "withdraws", "all forces from R1"), ("Averne", "withdraw", "withdraws", "all forces from R2"),
    ("Averne", "release", "releases", "all prisoners-of-war"), ("Norland", "release", "releases", "all hostages"),
    ("League", "lift", "lifts", "all sanctions on Norland"), ("Averne", "remove", "removes", "all mines from R2"),
    ("Norland", "pay", "pays", "compensation to Averne"), ("Averne", "disarm", "disarms", "all militia in R1"),
    ("Norland", "dismantle", "dismantles", "all bases in R3"), ("Lakeland", "restart", "restarts", "R3"),
]
DAY = 24 * 60
SPANS = [12 * 60, DAY, 36 * 60, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY]
DOCUMENT = [("signature",), ("entry-into-force",)]


class Plan:
    def __init__(self, seed):
        r = self.random = random.Random(f"plan {seed}")
        self.count = r.randint(3, 8)
        self.deeds = r.sample(DEEDS, self.count)
        self.variables = []  # ("bracket" | "reading", number of values)
        self.statements = []  # (guard, place, moment, phrase); the place says where it is written
        self.dense = r.choice([0.5, 0.8, 1.0, 1.3])
        self.backward = r.choice([0.0, 0.1, 0.1, 0.3])
        self.base = r.randrange(20)
        self.entry = ("within of", r.choice([DAY, 5 * DAY]), ("signature",)) if r.random() < 0.2 else None
        self.readings = self.variable("reading", 2) if r.random() < 0.3 else None
        # A clause says its act once, or once in each alternative with other times.
        self.split = {}
        for i in range(self.count):
            if self.chance(0.1):
                self.split[i] = self.variable("bracket", r.choice([2, 2, 3])) if self.readings is None or r.random() < 0.7 else self.readings
            for value in range(self.values(self.split.get(i))):
                guard = (self.split[i], value) if i in self.split else None
                self.statements += [(guard, "sentence", *self.of_act(i)) for _ in range(self.few(self.dense))]
            if self.chance(0.15):
                self.statements += [(None, "clause", *self.order(i)) for _ in range(1 + self.few(0.3))]
            if self.chance(0.08):
                x = self.variable("bracket", 2)
                self.statements += [((x, v), "clause", *self.order(i)) for v in range(2) for _ in range(1 + self.few(0.3))]
        if self.readings is not None:
            self.statements += [((self.readings, v), "reading", *self.order()) for v in range(2) for _ in range(self.few(1.0))]
        self.parties = []
        for name in ("Averne", "Norland")[: r.choice([1, 1, 2])]:
            reads = r.randrange(2) if self.readings is not None and r.random() < 0.5 else None
            self.parties.append((name, reads, [self.line() for _ in range(r.randint(2, 6))]))
        del self.random

    def variable(self, sort, values):
        self.variables.append((sort, values))
        return len(self.variables) - 1

    def chance(self, p):
        """Whether one more bracket is wanted: there are two at most."""
        return self.random.random() < p and len([v for v in self.variables if v[0] == "bracket"]) < 2

    def values(self, variable):
        return 1 if variable is None else self.variables[variable][1]

    def few(self, mean):
        return min(3, int(mean) + (self.random.random() < mean % 1) if self.random.random() < 0.8 else self.random.choice([0, 2]))

    def of_act(self, i):
        how = self.random.choice(["act"] * 6 + ["beginning", "completed"])
        return (how, i), self.phrase(i, how)

    def order(self, i=None):
        i = self.random.randrange(self.count) if i is None else i
        return (self.random.choice(["start", "completion"]), i), self.phrase(i, "order")

    def other(self, i):
        """Another clause, mostly an earlier one, so that most plans can be kept."""
        earlier = list(range(i)) if self.random.random() >= self.backward else []
        later = [j for j in range(self.count) if j != i]
        return self.random.choice(earlier or later) if earlier or self.random.random() < 0.3 else None

    def phrase(self, i, how):
        r = self.random
        kind = r.random()
        j = self.other(i)
        if kind < 0.25 or j is None:
            day = self.base + 4 * i + r.randint(-6, 14)
            return (r.choice(["by", "by", "after day", "before day"]), max(day, 0))
        point = (r.choice(["start", "completion", "completion"]), j)
        if r.random() < 0.12:
            point = r.choice(DOCUMENT)
        if kind < 0.60:
            word = r.choice(["after"] * 6 + ["upon", "at once with"] + ["before"] * (r.random() < self.backward * 2))
            return (word, point) if how in ("act", "order") or word != "upon" else ("after", point)
        if kind < 0.65 and how == "act":
            return ("in parallel with", j)
        word = r.choice(["within of", "within of", "within after", "at least after"] + ["within before", "at least before"] * (r.random() < self.backward * 3))
        return (word, r.choice(SPANS), point)

    def line(self):
        """One rule; how a point of a clause is written is drawn too: `clause 1`, or the event of its act."""
        r = self.random
        i, j = r.sample(range(self.count), 2)
        written = (r.random() < 0.5, r.random() < 0.5)
        to = (r.choice(["start", "completion", "completion"]), j)
        kind, apart = r.random(), r.random() < 0.25
        if apart:
            to = r.choice([to, to, to, ("signature",), ("entry-into-force",)])
        elif kind < 0.1:
            to = self.base + 4 * i + r.randint(-4, 14)
        distance = (r.choice(["within of", "within of", "within after", "within before", "at least after", "at least before"]), r.choice(SPANS + [5 * DAY, 20 * DAY]))
        if distance[0].endswith("before") and to in (("signature",), ("entry-into-force",)):
            to = (r.choice(["start", "completion"]), j)  # nothing promised is done before signature, not even in the same moment: the words alone say so
        if kind < 0.65:
            mode = r.choice(["require", "require", "require gated", "forbid"])
            return ("order", mode, (r.choice(["start", "completion"]), i), distance if apart else r.choice(["before", "before", "after"]), to, written)
        mode = r.choice(["require", "forbid"])
        words = ["before", "after"] if isinstance(to, tuple) else ["by", "after"] if mode == "require" else ["before"]
        return ("promise", mode, i, distance if apart else r.choice(words), to, written)
