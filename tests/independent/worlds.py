"""Random bracketed drafts and red lines over them, as plain tuples that know neither the language nor clingo.

A body is a list of items:  ("say", sentence) | ("choose", c, bodies) | ("read", term, bodies) | ("propose", h, sentence)
A sentence is               (actor, strength, verb, object, amount, whether the unit stands behind the bracket)
An object or an amount is   a constant | ("choose", c, values) | ("read", term, values); an amount also ("undetermined", h) | ("unspecified", h) | None
A pattern is                (actor, strength, verb, objects, matcher) with a matcher ("at least" | "at most" | "more than" | "less than", number) or None
A rule is                   ("forbid", pattern, excuse) | ("require", pattern, excuse) | ("count", k, pattern)
An excuse is                None | ("tail", matcher) | ("or" | "and", patterns)
"""
import random

ACTORS = ["Averne", "Norland", "Lakeland", "Ostia"]
OBJECTS = {
    "withdraw": ["R1", "R2", "R3", "R4"],
    "release": ["hostages", "prisoners-of-war", "civilian-detainees"],
    "rebuild": ["R1", "R2", "R3"],
    "limit": ["armed-forces", "artillery"],
}
AMOUNTS = {"armed-forces": [20_000, 30_000, 40_000, 50_000, 60_000], "artillery": [2, 3, 5, 8]}
BLANKS = ("undetermined", "unspecified")
MOST = 1_500  # completions of a world
CANDIDATES = 10  # red lines of a party, of which wishes.py leaves 2 to 6


def blanks(value):
    """Whether there is a blank in an amount."""
    return isinstance(value, tuple) and (value[0] in BLANKS or any(blanks(v) for v in value[2]))


def hollow(body):
    """Whether a bracket stands in the body of which no alternative says anything."""
    return any(item[0] == "choose" and not any(map(says, item[2])) or item[0] in ("choose", "read") and any(map(hollow, item[2])) for item in body)


def says(body):
    return any(item[0] in ("say", "propose") or any(map(says, item[2])) for item in body)


class World:
    """What one seed makes; `domains` holds the values of every blank, `choices` the number of alternatives of every bracket."""

    def __init__(self, seed):
        attempt = 0
        while True:
            self.random = random.Random(f"{seed}/{attempt}")
            self.make()
            if self.completions <= MOST:
                break
            attempt += 1
        del self.random

    def make(self):
        r = self.random
        self.terms = [[f"reading-{'abc'[t]}{'klm'[i]}" for i in range(r.choice([2, 2, 3]))] for t in range(r.choice([0, 0, 1, 1, 2]))]
        self.choices, self.holes, self.labels = [], [], []
        # The same few deeds again and again, so that lines and clauses meet.
        actors = ACTORS[: r.choice([1, 2, 2, 3])]
        self.deeds = [(a, v, o) for a in actors for v in OBJECTS for o in OBJECTS[v]]
        limits = [d for d in self.deeds if d[1] == "limit"]
        self.deeds = r.sample(self.deeds, r.choice([2, 3, 4, 5])) + r.choices(limits, k=r.choice([0, 1, 1, 2]))
        self.thresholds = {k: r.sample(v, r.choice([1, 2, 2])) for k, v in AMOUNTS.items()}
        self.clauses = [self.body(0, True) for _ in range(r.choice([2, 3, 3, 4, 5]))]
        self.parties = []
        for name in ACTORS[: r.choice([1, 2, 2, 3])]:
            reads = {t: r.randrange(len(names)) for t, names in enumerate(self.terms) if r.random() < 0.5}
            self.parties.append((name, reads, [[self.rule() for _ in range(r.choice([1, 1, 1, 2]))] for _ in range(CANDIDATES)]))
        self.domains = {}
        for h, (sort, of) in enumerate(self.holes):
            near = sorted({c + d for c in self.thresholds.get(of, []) for d in (-1, 0, 1)})
            self.domains[h] = {"propose": ["no", "yes"], "undetermined": near, "unspecified": near + ["none"]}[sort]
        self.completions = 1
        for n in self.choices + [len(d) for d in self.domains.values()] + [len(t) for t in self.terms]:
            self.completions *= n

    def bracket(self, make):
        """A bracket of the negotiators; its number is taken before those of the brackets inside it."""
        r = self.random
        c = len(self.choices)
        self.choices.append(r.choice([2, 2, 2, 3, 4]))
        self.labels.append(r.sample(ACTORS, self.choices[c]))
        return ("choose", c, [make() for _ in range(self.choices[c])])

    def body(self, depth, brackets, reads=True):
        out = []
        for _ in range(self.random.choice([1, 1, 1, 2]) if depth == 0 else self.random.choice([0, 1, 1, 1, 2])):
            kind = self.random.random()
            if kind < 0.40 and depth < 2 and brackets:
                out.append(self.bracket(lambda: self.body(depth + 1, True, reads)))
            elif kind < 0.52 and depth < 2 and self.terms and reads:
                # What stands under a reading holds no bracket: which package takes an alternative that one reading does not have is nobody's to say.
                t = self.random.randrange(len(self.terms))
                out.append(("read", t, [self.body(depth + 1, False, False) for _ in self.terms[t]]))
            elif kind < 0.62:
                self.holes.append(("propose", None))
                h = len(self.holes) - 1
                out.append(("propose", h, self.sentence(False, False, False)))
            else:
                out.append(("say", self.sentence(brackets, reads, True)))
        return out

    def sentence(self, brackets, reads, holes):
        r = self.random
        actor, verb, thing = r.choice(self.deeds)
        amount = None
        if verb == "limit":
            amount = self.slot(lambda: self.amount(thing, holes), brackets, reads)
        else:
            others = [o for a, v, o in self.deeds if (a, v) == (actor, verb)] + OBJECTS[verb]
            thing = self.slot(lambda: r.choice(others), brackets, reads, thing)
        behind = isinstance(amount, tuple) and amount[0] not in BLANKS and r.random() < (0.1 if blanks(amount) else 0.5)
        return (actor, r.choice([0, 1, 2, 2, 2, 2]), verb, thing, amount, behind)

    def slot(self, make, brackets, reads, plain=None):
        kind = self.random.random()
        if kind < 0.30 and brackets:
            return self.bracket(lambda: self.slot(make, self.random.random() < 0.3, False))
        if kind < 0.42 and self.terms and reads:
            t = self.random.randrange(len(self.terms))
            return ("read", t, [make() for _ in self.terms[t]])
        return make() if plain is None else plain

    def amount(self, thing, holes):
        r = self.random
        if holes and r.random() < 0.4:
            self.holes.append((r.choice(BLANKS), thing))
            return (self.holes[-1][0], len(self.holes) - 1)
        return r.choice(AMOUNTS[thing] + self.thresholds[thing])

    def pattern(self, amounts=True):
        r = self.random
        actor, verb, thing = r.choice(self.deeds)
        things, matcher = [thing], None
        if verb == "limit":
            matcher = self.matcher(thing) if amounts and r.random() < 0.6 else None
        elif r.random() < 0.2:
            things = r.sample(OBJECTS[verb], r.choice([2, 3]))
        return (actor, r.choice([0, 1, 2, 2, 2]), verb, things, matcher)

    def matcher(self, thing):
        return (self.random.choice(["at least", "at most", "more than", "less than"]), self.random.choice(self.thresholds[thing]))

    def rule(self):
        r = self.random
        kind = r.random()
        if kind < 0.15:
            return ("count", r.choice([1, 2, 2, 3]), self.pattern())
        pattern = self.pattern()
        excuse = None
        if r.random() < 0.55:
            excuse = (r.choice(["or", "and"]), [self.pattern() for _ in range(r.choice([1, 1, 2, 3]))])
        if kind < 0.65:
            limits = [(a, v, t) for a, v, t in self.deeds if v == "limit"]
            if limits and r.random() < 0.4:
                actor, verb, thing = r.choice(limits)
                pattern, excuse = (actor, 2, verb, [thing], None), ("tail", self.matcher(thing))
            return ("forbid", pattern, excuse)
        return ("require", pattern, excuse)
