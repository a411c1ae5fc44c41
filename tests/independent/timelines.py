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
            step["latest"] = step["latest"].removeprefix("before ")
        if step["latest"] != latest:
            kind = "latest-of-entry" if len(p) == 1 and (step["latest"] or "9") > (latest or "9") else "latest"
            out.append((kind, f"{assignment} {p}: checker {step['latest']}, reference {latest}"))
        if step["earliest"] not in (None, earliest) or step["earliest"] is None and -early >= MINUTE:
            told = step["earliest"]
            kind = "earliest-not-told" if told is None else "earliest-too-early" if earliest and told < earliest else "earliest"
            out.append((kind, f"{assignment} {p}: checker {step['earliest']}, reference {earliest}"))
    return out, 2 * len(steps)


def moment(minutes):
    return (datetime.datetime.combine(SIGNED, datetime.time()) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
