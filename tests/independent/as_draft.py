"""Writes a random world out in the language."""
from worlds import ACTORS

SHAPES = {"withdraw": "withdraw forces from {}", "release": "release {}", "rebuild": "rebuild infrastructure in {}", "limit": "limit {} to {}"}
MODALS = ["may", "is expected to", "shall"]
HEAD = """state Averne; state Norland; state Lakeland; state Ostia;
region Sorrel in Averne { region R1; region R2; region R3; region R4; }
"""


def number(n):
    if n % 1000 == 0:
        return f"{n // 1000} thousand"
    return f"{n:_}" if n >= 1000 else str(n)


def draft(world):
    lines = [HEAD + 'framework d "D" {', f"  parties: {', '.join(ACTORS)}; dated: 2026-03-01;"]
    for t, names in enumerate(world.terms):
        lines.append(f'  ambiguous term-{"abc"[t]} "Which?" {{ {" ".join(f"reading {n};" for n in names)} }}')
    for n, body in enumerate(world.clauses, 1):
        lines.append(f'  provision {n} "P{n}" {{ {bodied(world, body)} }}')
    lines.append("}")
    for name, reads, red_lines in world.parties:
        lines.append(f"party {name} {{")
        lines += [f"  reads term-{'abc'[t]} of d as {world.terms[t][v]};" for t, v in reads.items()]
        for n, rules in enumerate(red_lines, 1):
            lines.append(f'  red line {name[0]}{n} "L" firm {{ {" ".join(ruled(r) for r in rules)} }}')
        lines.append("}")
    return "\n".join(lines) + "\n"


def labels(world, item):
    return world.labels[item[1]] if item[0] == "choose" else world.terms[item[1]]


def bodied(world, body):
    out = []
    for item in body:
        if item[0] == "say":
            out.append(sentence(world, item[1]) + ";")
        elif item[0] == "propose":
            out.append(f"{', '.join(ACTORS)} shall negotiate that {sentence(world, item[2])};")
        else:
            alternatives = [f"{label} {{ {bodied(world, b)} }}" for label, b in zip(labels(world, item), item[2])]
            out.append("either " + " or ".join(alternatives))
    return " ".join(out)


def sentence(world, said):
    actor, strength, verb, thing, amount, behind = said
    what, much = slot(world, thing, str), ""
    if amount is not None:
        much = slot(world, amount, number) + " personnel" if behind else slot(world, amount, number, " personnel")
    return f"{actor} {MODALS[strength]} " + SHAPES[verb].format(what, much)


def slot(world, value, plain, unit=""):
    if not isinstance(value, tuple):
        return plain(value) + unit
    if value[0] in ("undetermined", "unspecified"):
        return value[0] + unit
    return "[" + " | ".join(f"{label}: {slot(world, v, plain, unit)}" for label, v in zip(labels(world, value), value[2])) + "]"


def pattern(p):
    actor, strength, verb, things, matcher = p
    what = things[0] if len(things) == 1 else f"one of ({', '.join(things)})"
    said = SHAPES[verb].format(what, matched(matcher) if matcher else "")
    return f"{actor} {MODALS[strength]} " + (said if matcher or verb != "limit" else said.removesuffix(" to "))


def matched(matcher):
    return f"{matcher[0]} {number(matcher[1])} personnel"


def ruled(rule):
    if rule[0] == "count":
        return f"require at least {rule[1]} provision {{ {pattern(rule[2])}; }};"
    said = f"{rule[0]} that {pattern(rule[1])}"
    if rule[2] and rule[2][0] == "tail":
        said += f" unless to {matched(rule[2][1])}"
    elif rule[2]:
        said += " unless " + f" {rule[2][0]} ".join(pattern(p) for p in rule[2][1])
    return said + ";"
