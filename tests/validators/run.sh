#!/usr/bin/env bash
# Writes reports of the examples, of a small draft, of broken texts and of files with odd names, in every format that other programs read, and holds each
# against its validators; then what runs the tool elsewhere. Usage: run.sh BINARY FOLDER, where FOLDER is made, and PYTHON has what requirements.txt names.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/tests/validators
binary=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
python=${PYTHON:-python3}

cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work/"
(cd "$work" && npm ci --silent)

reports=$work/reports
rm -rf "$reports" "$work/odd"
mkdir -p "$reports" "$work/odd/d,e"
# check REPORT ARGUMENTS…: every format by the ending of the file, or by name; whatever the verdict.
check() {
  local name=$1
  shift
  for format in json jsonl sarif xml; do "$binary" check "$@" -o "$reports/$name.$format" || [ $? -eq 1 ]; done
  for format in github gitlab; do "$binary" check "$@" --format $format -o "$reports/$name.$format" || [ $? -eq 1 ]; done
  "$binary" check "$@" --format sarif-alerts -o "$reports/$name-alerts.sarif" || [ $? -eq 1 ]
  "$binary" check "$@" --format junit --fail-on warning -o "$reports/$name-strict.xml" || [ $? -eq 1 ]
}

cd "$root"
check pipeline tests/reports/pipeline.truce
for folder in examples/*-[0-9]* examples/minsk; do
  check "$(basename "$folder")" "$folder"
  "$binary" test "$folder" --format junit -o "$reports/$(basename "$folder")-tests.xml" 2>/dev/null || [ $? -le 2 ]
done
check broken tests/trials/mistakes
cd "$work/odd"
n=0
for name in "a b" "a#b" "a%20b" "a?b" "a:b" "é" "停" "-a" "d,e/::x" "@me \`x\` |" "[0]" "''\"&<"; do
  n=$((n + 1))
  cp "$root/tests/reports/pipeline.truce" "./$name.truce"
  check "odd-$n" "./$name.truce"
done
for format in json jsonl sarif xml github gitlab; do "$binary" check - --format "${format/#xml/junit}" -o "$reports/stdin.$format" < "$root/tests/reports/pipeline.truce" || [ $? -eq 1 ]; done
cd "$root"
node "$here/check.mjs" "$work" "$reports"
PYTHONDONTWRITEBYTECODE=1 "$python" "$here/check.py" "$reports"
# Word files: changes accepted and refused, styles, scripts.
PYTHONDONTWRITEBYTECODE=1 "$python" "$here/word.py" "$binary" "$work/word"
# What runs the tool elsewhere: the action, workflows, the GitLab snippet, hooks.
PYTHONDONTWRITEBYTECODE=1 "$python" "$here/places.py" "$binary" "$work"
