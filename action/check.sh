#!/usr/bin/env bash
# One check, told three times: annotations, a summary, alerts. Its exit code is handed on, and ends the job in a later step, when all of it is told.
set -euo pipefail

# PATHS and ARGS hold one a line. Bash 3, which macOS has, knows neither `mapfile` nor empty lists under `set -u`.
paths=()
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then paths+=("$line"); fi
done <<< "${PATHS:-}"
args=()
while IFS= read -r line; do
  line=${line%$'\r'}
  if [ -n "$line" ]; then args+=("$line"); fi
done <<< "${ARGS:-}"

judge() {
  armistice check ${args[@]+"${args[@]}"} "$@" -- ${paths[@]+"${paths[@]}"}
}

code=0
judge --format github || code=$?
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
# What could not be done once cannot be done again; why was said.
if [ "$code" -eq 2 ]; then exit 0; fi
# The same exit code, whatever the format: another one is a mistake and ends the step.
if [ "${SUMMARY:-true}" = true ]; then
  judge --format comment >> "$GITHUB_STEP_SUMMARY" || [ $? -eq "$code" ]
fi
if [ "${SARIF:-false}" = true ]; then
  judge --format sarif-alerts -o "$RUNNER_TEMP/armistice.sarif" || [ $? -eq "$code" ]
  echo "sarif=$RUNNER_TEMP/armistice.sarif" >> "$GITHUB_OUTPUT"
fi
