// Holds reports against what reads them: SARIF against the OASIS schema and Microsoft's validator, the others against their JSON Schemas. Each validator is
// first shown a file that is wrong, and has to say so. Usage: node check.mjs MODULES REPORTS, where MODULES holds what package.json names.

import { createRequire } from "node:module";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, reports] = process.argv.slice(2).map((p) => resolve(p));
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(modules, "package.json"));
const Ajv = require("ajv/dist/2020.js").default;
const addFormats = require("ajv-formats").default;
const tool = join(modules, "node_modules/@microsoft", `sarif-multitool-${process.platform}`);

let failures = 0;
function wrong(what) {
  failures += 1;
  console.error(what);
}

function json(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function validator(schema, options = {}) {
  const ajv = new Ajv({ strict: false, allErrors: false, ...options });
  addFormats(ajv);
  return ajv.compile(schema);
}

/// Says what is wrong with a value; `expected`: something has to be.
function hold(validate, value, name, expected = false) {
  const good = validate(value);
  if (good === expected) wrong(expected ? `${name}: a wrong file passes` : `${name}: ${JSON.stringify(validate.errors?.[0])}`);
}

// No object of ours has a field that the published schema does not name, though readers have to bear such fields.
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== "object") return schema;
  const out = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, closed(v)]));
  if (out.type === "object" && out.properties) out.unevaluatedProperties = false;
  return out;
}

// ---- the JSON contract, whole and in lines

const contract = json(join(here, "../../docs/schema/check-1.json"));
const whole = validator(closed(contract));
// An object in a line has `type` and `version` besides its own fields: there the line is closed, and not the object.
const opened = structuredClone(contract.$defs);
for (const [name, d] of Object.entries(opened)) if (!["draft", "verdict", "diagnostic", "summary", "line"].includes(name)) opened[name] = closed(d);
const line = validator({ $defs: opened, $ref: "#/$defs/line", unevaluatedProperties: false });
const gitlab = validator(json(join(here, "gitlab.schema.json")));
const sarif = validator(json(join(tool, "sarif-2.1.0.json")));

const files = readdirSync(reports).sort().map((f) => join(reports, f));
const ending = (e) => files.filter((f) => f.endsWith(e));
const counts = {};
function each(e, f) {
  const found = ending(e);
  counts[e] = found.length;
  if (found.length === 0) wrong(`no report ends with ${e}`);
  found.forEach(f);
}

each(".json", (f) => hold(whole, json(f), f));
each(".jsonl", (f) => readFileSync(f, "utf8").trimEnd().split("\n").forEach((l, n) => hold(line, JSON.parse(l), `${f}:${n + 1}`)));
each(".gitlab", (f) => hold(gitlab, json(f), f));
each(".sarif", (f) => hold(sarif, json(f), f));

/// A report with something changed that its validator has to see.
function spoilt(path, change) {
  const value = json(path);
  change(value);
  return value;
}

const sample = (e) => join(reports, `pipeline${e}`);
hold(whole, spoilt(sample(".json"), (v) => delete v.verdicts[0].verdict), "JSON", true);
hold(whole, spoilt(sample(".json"), (v) => (v.verdicts[0].novel = 1)), "JSON with a field nobody described", true);
const record = JSON.parse(readFileSync(sample(".jsonl"), "utf8").split("\n")[1]);
hold(line, { ...record, verdict: "broken" }, "JSON lines", true);
hold(line, { ...record, type: "draft" }, "JSON lines of another type", true);
hold(line, { ...record, novel: 1 }, "JSON lines with a field nobody described", true);
hold(gitlab, spoilt(sample(".gitlab"), (v) => (v[0].severity = "bad")), "GitLab", true);
hold(sarif, spoilt(sample(".sarif"), (v) => (v.runs[0].results[0].level = "bad")), "SARIF", true);
hold(sarif, spoilt(sample(".sarif"), (v) => (v.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b%")), "SARIF with a URI that is none", true);

// GitLab hides issues that share a fingerprint.
const prints = (f) => new Set(json(f).map((i) => i.fingerprint)).size === json(f).length;
each(".gitlab", (f) => prints(f) || wrong(`${f}: two issues share a fingerprint`));

// ---- Microsoft's validator. It ends with 0 whatever it finds: its log is read.

// What it remarks on and we leave as it is.
const left = {
  SARIF2002: "messages are sentences of their own, not templates",
  SARIF2003: "the tool asks no version control",
  SARIF2006: "it wants to reach the address of the schema over the network",
  SARIF2009: "codes are words and not numbers",
  SARIF2010: "the text stands in the repository",
  SARIF2011: "the same",
  SARIF2012: "there is no address for help yet; the help itself stands in the log",
  SARIF2005: "there is no address of the project yet",
};

function multitool(paths) {
  const binary = join(tool, process.platform === "win32" ? "Sarif.Multitool.exe" : "Sarif.Multitool");
  if (existsSync(binary)) chmodSync(binary, 0o755);
  const log = join(reports, "multitool.log");
  const done = spawnSync(binary, ["validate", ...paths, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--output", log, "--log", "ForceOverwrite"], {
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0 || !existsSync(log)) throw new Error(`the validator did not run: ${done.error ?? done.stderr}`);
  const [run] = json(log).runs;
  const notes = (run.invocations ?? []).flatMap((i) => [...(i.toolExecutionNotifications ?? []), ...(i.toolConfigurationNotifications ?? [])]);
  const bad = notes.filter((n) => (n.level ?? "warning") !== "note" && n.level !== "none").map((n) => n.message.text ?? n.descriptor?.id);
  for (const r of run.results ?? []) {
    const about = JSON.stringify(r.message.arguments ?? r.message.text);
    const uri = r.ruleId === "SARIF2005" && r.message.id !== "Warning_ProvideToolnformationUri";
    if (!(r.ruleId in left) || uri) bad.push(`${r.ruleId} ${r.message.id}: ${about}`);
  }
  return bad;
}

multitool(ending(".sarif")).forEach(wrong);
const broken = join(dirname(reports), "broken.sarif");
writeFileSync(broken, JSON.stringify(spoilt(sample(".sarif"), (v) => {
  v.runs[0].results[0].locations[0].physicalLocation.region.endLine = 1;
  delete v.runs[0].tool.driver.rules[2].help;
})));
const seen = multitool([broken]);
for (const rule of ["SARIF1007", "GH2012"]) if (!seen.some((s) => s.startsWith(rule))) wrong(`the validator passes a file that is wrong: no ${rule} in ${seen}`);

console.log(Object.entries(counts).map(([e, n]) => `${n} ${e}`).join(", "), failures === 0 ? "hold" : `with ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
