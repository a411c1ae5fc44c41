"""What `timeline` prints of a plan, against the network that keeps it."""
import datetime
import json

from as_plan import LABELS, READINGS, SIGNED
from limits import ZERO
from network import FREE, MINUTE


def timeline(expected, assignment, names, binary):
    """Whether the plan can be kept where everything is chosen, and the earliest and latest moment of each step."""
    plan, words, brackets = expected.plan, [], iter(names)
    for value, (sort, _) in zip(assignment, plan.variables):
        words += ["--choose", f"sequence={READINGS[value]}" if sort == "reading" else f"{next(brackets)}={LABELS[value]}"]
    code, said, err = binary.run("timeline", "d", *words)
    network = expected.kept[assignment]
    if (code == 0) != bool(network):
        return [("timeline", f"{assignment}: exit {code}, reference {'can' if network else 'cannot'} be kept")], 1
    if not network:
        return ([] if "clause" in said + err else [("circle", f"{assignment}: no clause is named of a plan that cannot be kept")]), 1
    return windows(network, read_steps(said), assignment)


def read_steps(said):
    moments = {"begins": "start", "is complete": "completion", "signature": "signature", "entry into force": "entry-into-force"}
    return {(moments[s["moment"]], int(s["clause"]) - 1) if s["clause"] else (moments[s["moment"]],): s for s in json.loads(said)["steps"]}


def windows(network, steps, assignment):
    out = []
    for p, step in steps.items():
        late, early = network.between(ZERO, p), network.between(p, ZERO)
        latest = None if late == FREE else moment(-(-late // MINUTE))
        earliest = None if early == FREE else moment(-early // MINUTE)
        if step["latest"] is not None:
            step["latest"] = until(step["latest"])
        if step["latest"] != latest:
            out.append(("latest", f"{assignment} {p}: checker {step['latest']}, reference {latest}"))
        # An earliest date that is only that of the entry into force is not told.
        told, entry = step["earliest"], -network.between(("entry-into-force",), ZERO)
        if told not in (None, earliest) or told is None and -early // MINUTE > entry // MINUTE:
            kind = "earliest-too-early" if told and earliest and told < earliest else "earliest"
            out.append((kind, f"{assignment} {p}: checker {told}, reference {earliest}"))
    return out, 2 * len(steps)


def until(told):
    """The moment a latest date ends with: 24:00 is the next day's 00:00."""
    day, time = told.removeprefix("before ").split()
    return f"{datetime.date.fromisoformat(day) + datetime.timedelta(days=1)} 00:00" if time == "24:00" else f"{day} {time}"


def moment(minutes):
    return (datetime.datetime.combine(SIGNED, datetime.time()) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
