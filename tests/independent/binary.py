"""Runs the checker from outside and reads what it prints: nothing of it is imported, only its command line is known."""
import json
import os
import subprocess
import tempfile


class Binary:
    """One checker, and a file of its own to hand it drafts in."""

    def __init__(self, path):
        self.path = path
        handle, self.file = tempfile.mkstemp(suffix=".truce")
        os.close(handle)

    def close(self):
        os.unlink(self.file)

    def write(self, text):
        self.said = {}  # nothing is asked twice of one text
        with open(self.file, "w", encoding="utf-8") as out:
            out.write(text)

    def run(self, *words):
        if words not in self.said:
            done = subprocess.run([self.path, *words, self.file, "--format", "json"], capture_output=True, text=True)
            self.said[words] = done.returncode, done.stdout, done.stderr
        return self.said[words]

    def json(self, *words):
        code, out, err = self.run(*words)
        try:
            return json.loads(out)
        except ValueError:
            raise RuntimeError(f"{' '.join(words)}: exit {code}\n{out}{err}") from None

    def verdicts(self, *words):
        """(party, line) -> verdict; a source error is a fault of the generator and stops the run."""
        found = self.json("check", *words)
        # A plan nobody can keep is a finding, not a fault of the text.
        errors = [d for d in found["diagnostics"] if d["severity"] == "error" and d["code"] != "infeasible"]
        if errors:
            raise RuntimeError(f"source error: {errors[0]['message']} (line {errors[0]['at']['start']['line']})")
        return {(v["party"], v["red_line"]): v["verdict"] for v in found["verdicts"]}
