"""Holds reports against what reads them: JUnit against the two common schemas, workflow commands against the runner's own rules.

Each check is first shown something that is wrong, and has to say so. Usage: python check.py REPORTS
"""

import json
import pathlib
import re
import sys

from lxml import etree

HERE = pathlib.Path(__file__).parent
SCHEMAS = {n: etree.XMLSchema(etree.parse(HERE / f"junit-{n}.xsd")) for n in ("ant", "jenkins")}
COMMAND = re.compile(r"^::(error|warning|notice) ([^\r\n]*?)::(.*)$")
PROPERTIES = ["file", "line", "endLine", "col", "endColumn", "title"]


def junit(text):
    """What either schema refuses, and counts that are not those of the cases."""
    tree = etree.fromstring(text)
    out = [f"{name}: {s.error_log.last_error}" for name, s in SCHEMAS.items() if not s.validate(tree)]
    for suite in tree.iter("testsuite"):
        for counted, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"), ("tests", "testcase")):
            if int(suite.get(counted, -1)) != len(list(suite.iter(element))):
                out.append(f"{suite.get('name')}: {counted} is {suite.get(counted)}")
    return out


def unescape(text, names):
    """As the runner does it, and nothing else is left that looks like an escape it does not know."""
    for sign, code in names:
        text = text.replace(code, sign)
    return text.replace("%25", "%")


def github(text, issues):
    """Reads the commands back and finds each of GitLab's issues among them: the same places, the same words."""
    out, found, kinds = [], [], {}
    for line in text.splitlines():
        if not line.startswith("::"):
            if "##[" in line:
                out.append(f"this could be taken for a command: {line}")
            continue
        match = COMMAND.match(line)
        if not match:
            out.append(f"this is no command: {line}")
            continue
        kind, head, message = match.groups()
        pairs = [p.split("=", 1) for p in head.split(",")]
        names = [p[0] for p in pairs]
        if names != PROPERTIES and names != [p for p in PROPERTIES if p not in ("col", "endColumn")]:
            out.append(f"other properties than there are: {names}")
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        values = {k: unescape(v, [("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")]) for k, v in pairs}
        found.append((values["file"], int(values["line"]), unescape(message, [("\r", "%0D"), ("\n", "%0A")])))
    out += [f"{n} of {kind}" for kind, n in kinds.items() if n > 10]
    places = {(i["location"]["path"], i["location"]["lines"]["begin"]) for i in issues}
    words = " ".join(i["description"] for i in issues)
    for file, line, message in found:
        if (file, line) not in places or message.split("\n")[0] not in words:
            out.append(f"{file}:{line} is not among the issues: {message}")
    if not out and len(found) < len(issues) and "Not annotated" not in text:
        out.append(f"{len(issues) - len(found)} are left out, and it is not said")
    return out


def main(folder):
    failures = []
    reports = sorted(folder.glob("*.xml"))
    for f in reports:
        failures += [f"{f.name}: {w}" for w in junit(f.read_bytes())]
    commands = sorted(folder.glob("*.github"))
    for f in commands:
        failures += [f"{f.name}: {w}" for w in github(f.read_text("utf-8"), json.loads(f.with_suffix(".gitlab").read_text("utf-8")))]
    if not reports or not commands:
        failures.append("there is nothing to check")
    sample = (folder / "pipeline.xml").read_bytes()
    for old, new in ((b' hostname="localhost"', b""), (b' errors="0"', b' disabled="0" errors="0"'), (b"<properties/>", b""), (b' tests="', b' tests="1')):
        if not junit(sample.replace(old, new)):
            failures.append(f"a wrong JUnit file passes: without {old!r}")
    said = (folder / "pipeline.github").read_text("utf-8")
    issues = json.loads((folder / "pipeline.gitlab").read_text("utf-8"))
    for old, new in (("file=", "path="), ("line=", "line=9"), ("::error ", "::eror "), ("%0A", "\n::")):
        if not github(said.replace(old, new), issues):
            failures.append(f"wrong commands pass: {new!r} for {old!r}")
    print(*failures, sep="\n", end="\n" if failures else "")
    print(f"{len(reports)} .xml, {len(commands)} .github", f"with {len(failures)} failures" if failures else "hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
