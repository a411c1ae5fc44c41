"""Writes a random world out for clingo and enumerates it: one stable model for each completion, with concrete numbers in the blanks."""
import clingo

OPERATORS = {"at least": ">=", "at most": "<=", "more than": ">", "less than": "<"}


class Program:
    def __init__(self, world):
        self.world, self.lines, self.facts, self.helpers = world, [], 0, 0
        for t, names in enumerate(world.terms):
            self.lines.append(f"1 {{ val(r({t}),0..{len(names) - 1}) }} 1.")
        for h, values in world.domains.items():
            self.lines.append(f"1 {{ hval({h},({';'.join(map(str, values))})) }} 1.")
        for n, body in enumerate(world.clauses, 1):
            self.body(n, body, [])
        for p, (_, _, red_lines) in enumerate(world.parties):
            for n, rules in enumerate(red_lines):
                for rule in rules:
                    self.rule(f"crossed({p},{n})", rule)
        self.lines += ["#show val/2.", "#show hval/2.", "#show crossed/2."]

    def text(self):
        return "\n".join(self.lines) + "\n"

    def add(self, head, body):
        self.lines.append(f"{head} :- {', '.join(body)}." if body else f"{head}.")

    def alternatives(self, item, guard):
        """The guards of the alternatives of a bracket. One that is not active has no value at all, so that texts are counted once."""
        if item[0] == "choose":
            var = f"c({item[1]})"
            self.add(f"1 {{ val({var},0..{len(item[2]) - 1}) }} 1", guard)
        else:
            var = f"r({item[1]})"
        return [(guard + [f"val({var},{i})"], inner) for i, inner in enumerate(item[2])]

    def body(self, clause, body, guard):
        for item in body:
            if item[0] == "say":
                self.sentence(clause, item[1], guard)
            elif item[0] == "propose":
                self.sentence(clause, item[2], guard + [f"hval({item[1]},yes)"])
            else:
                for inner_guard, inner in self.alternatives(item, guard):
                    self.body(clause, inner, inner_guard)

    def sentence(self, clause, said, guard):
        f, (actor, strength, verb, thing, amount, _) = self.facts, said
        self.facts += 1
        self.add(f"in({f})", guard)
        self.lines.append(f'fact({f},{clause},"{actor}",{strength},{verb}).')
        self.field(f, "thing", thing, guard)
        self.field(f, "amount", amount, guard)

    def field(self, f, name, value, guard):
        if value is None:
            return
        if not isinstance(value, tuple):
            self.add(f"fv({f},{name},{value if isinstance(value, int) else chr(34) + value + chr(34)})", guard)
        elif value[0] in ("undetermined", "unspecified"):
            self.add(f"fv({f},{name},V)", guard + [f"hval({value[1]},V)", "V != none"])
        else:
            for inner_guard, inner in self.alternatives(value, guard):
                self.field(f, name, inner, inner_guard)

    def meets(self, pattern, matcher=None):
        """The name of a helper: meets(N,F,C) where fact F of clause C matches."""
        n, (actor, strength, verb, things, own) = self.helpers, pattern
        self.helpers += 1
        for thing in things:
            body = ["in(F)", f'fact(F,C,"{actor}",S,{verb})', f"S >= {strength}", f'fv(F,thing,"{thing}")']
            for k, (operator, number) in enumerate(m for m in (own, matcher) if m):
                body += [f"fv(F,amount,V{k})", f"V{k} {OPERATORS[operator]} {number}"]
            self.add(f"meets({n},F,C)", body)
        return n

    def excuse(self, excuse):
        n, self.helpers = self.helpers, self.helpers + 1
        if excuse:
            each = [f"meets({self.meets(p)},_,_)" for p in excuse[1]]
            for body in [each] if excuse[0] == "and" else [[e] for e in each]:
                self.add(f"excused({n})", body)
        return f"not excused({n})"

    def rule(self, head, rule):
        if rule[0] == "count":
            self.add(head, [f"#count {{ C : meets({self.meets(rule[2])},F,C) }} < {rule[1]}"])
        elif rule[0] == "require":
            self.add(head, [f"not meets({self.meets(rule[1])},_,_)", self.excuse(rule[2])])
        elif rule[2] and rule[2][0] == "tail":
            # The exception is of the deed that is judged.
            self.add(head, [f"meets({self.meets(rule[1])},F,C)", f"not meets({self.meets(rule[1], rule[2][1])},F,C)"])
        else:
            self.add(head, [f"meets({self.meets(rule[1])},_,_)", self.excuse(rule[2])])


def completions(world):
    """Every completion as (package, blanks, rest, readings, crossed): tuples of pairs, and the set of (party, line) it crosses."""
    control = clingo.Control(["0", "--project=show", "--warn=none"])
    control.add("base", [], Program(world).text())
    control.ground([("base", [])])
    out = []
    control.solve(on_model=lambda model: out.append(sorted_out(world, model.symbols(shown=True))))
    return out


def sorted_out(world, symbols):
    package, blanks, rest, readings, crossed = {}, {}, {}, {}, set()
    for s in symbols:
        a, b = s.arguments
        if s.name == "crossed":
            crossed.add((a.number, b.number))
        elif s.name == "hval":
            (rest if world.holes[a.number][0] == "unspecified" else blanks)[a.number] = str(b)
        else:
            (package if a.name == "c" else readings)[a.arguments[0].number] = b.number
    pairs = lambda d: tuple(sorted(d.items()))
    return pairs(package), pairs(blanks), pairs(rest), readings, crossed
