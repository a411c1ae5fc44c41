"""Writes a random plan out in the language."""
import datetime

SIGNED = datetime.date(2026, 5, 1)
LABELS = ["Averne", "Norland", "Lakeland"]
READINGS = ["early-one", "late-one"]
HEAD = """state Averne; state Norland; state Lakeland; organisation League { members: Norland, Lakeland; }
region Sorrel in Averne { region R1; region R2; region R3; }
"""


def day(n):
    return (SIGNED + datetime.timedelta(days=n)).isoformat()


def span(minutes):
    if minutes % 1440 == 0:
        return f"{minutes // 1440} day" + "s" * (minutes != 1440)
    return f"{minutes // 60} hours"


def point(p, event=None):
    if len(p) == 1:
        return p[0]
    return f"{p[0]} of " + (f"({event})" if event else f"clause {p[1] + 1}")


def phrase(said):
    word, *rest = said
    if word in ("by", "after day", "before day"):
        return f"{word.removesuffix(' day')} {day(rest[0])}"
    if word == "in parallel with":
        return f"in parallel with clause {rest[0] + 1}"
    if len(rest) == 1:
        return f"{word} {point(rest[0])}"
    lead, _, preposition = word.rpartition(" ")
    return f"{lead} {span(rest[0])} {preposition} {point(rest[1])}"


def act(plan, i):
    who, verb, _, what = plan.deeds[i]
    return f"{who} shall {verb} {what}"


def event(plan, i):
    who, _, verbs, what = plan.deeds[i]
    return f"{who} {verbs} {what}"


def sentence(plan, i, guard):
    phrases = [f"{how[0]} {phrase(said)}" if how[0] != "act" else phrase(said)
               for g, place, how, said in plan.statements if place == "sentence" and how[1] == i and g == guard]
    return ", ".join([act(plan, i), *phrases]) + ";"


def orders(plan, place, guard, i=None):
    return [f"{point(moment)} {phrase(said)};" for g, where, moment, said in plan.statements if where == place and g == guard and (i is None or moment[1] == i)]


def either(plan, variable, bodies):
    labels = READINGS if plan.variables[variable][0] == "reading" else LABELS
    return "either " + " or ".join(f"{label} {{ {body} }}" for label, body in zip(labels, bodies))


def draft(plan):
    lines = [HEAD + 'framework d "D" {', "  parties: Averne, Norland; dated: 2026-05-01;"]
    if plan.entry:
        lines.append(f"  entry-into-force {phrase(plan.entry)};")
    if plan.readings is not None:
        blocks = [f"reading {name} {{ {' '.join(orders(plan, 'reading', (plan.readings, v)))} }}" for v, name in enumerate(READINGS)]
        lines.append(f'  ambiguous sequence "Which?" {{ {" ".join(blocks)} }}')
    for i in range(plan.count):
        if i in plan.split:
            x = plan.split[i]
            body = [either(plan, x, [sentence(plan, i, (x, v)) for v in range(plan.variables[x][1])])]
        else:
            body = [sentence(plan, i, None)]
        body += orders(plan, "clause", None, i)
        for x in sorted({g[0] for g, place, moment, _ in plan.statements if g and place == "clause" and moment[1] == i}):
            body.append(either(plan, x, [" ".join(orders(plan, "clause", (x, v), i)) for v in range(2)]))
        lines.append(f'  provision {i + 1} "P{i + 1}" {{ {" ".join(body)} }}')
    lines.append("}")
    for name, reads, red_lines in plan.parties:
        lines.append(f"party {name} {{")
        if reads is not None:
            lines.append(f"  reads sequence of d as {READINGS[reads]};")
        lines += [f'  red line {name[0]}{n} "L" firm {{ {ruled(plan, line)} }}' for n, line in enumerate(red_lines, 1)]
        lines.append("}")
    return "\n".join(lines) + "\n"


def ruled(plan, line):
    sort, mode, what, word, to, written = line
    until = day(to) if isinstance(to, int) else point(to, event(plan, to[1]) if written[1] and len(to) == 2 else None)
    if isinstance(word, tuple):
        lead, _, preposition = word[0].rpartition(" ")
        word = f"{lead} {span(word[1])} {preposition}"
    if sort == "promise":
        return f"{mode} that {act(plan, what)} {word} {until};"
    return f"{mode} {point(what, event(plan, what[1]) if written[0] else None)} {word} {until};"
