#!/usr/bin/env bash
# What editors are given, tried in them: a session in Neovim, the colours of words, the extension for VS Code as it would be packed.
# Usage: check.sh BINARY FOLDER, where FOLDER is made. Neovim is installed where that is allowed; without it its session is told to be missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")

if ! command -v nvim >/dev/null; then
  (apt-get update && apt-get install -y --no-install-recommends neovim) >/dev/null 2>&1 ||
    sudo -n apt-get install -y --no-install-recommends neovim >/dev/null 2>&1 || true
fi
if command -v nvim >/dev/null; then
  rm -rf "$work/sorrel"
  (cd "$work" && "$binary" init sorrel >/dev/null)
  ARMISTICE=$binary FOLDER=$work/sorrel timeout 120 nvim --headless -u NONE -S "$here/neovim/check.lua" 2>&1
  echo
elif [ "${CI:-}" = true ]; then
  echo "Neovim could not be installed: its session was not tried"
  exit 1
else
  echo "no Neovim here: its session was not tried"
fi

rm -rf "$work/vscode"
mkdir "$work/vscode"
cp -r "$here/vscode/." "$work/vscode"
cd "$work/vscode"
rm -rf node_modules extension.js
npm ci --silent --no-audit --no-fund
npm test --silent
npm run --silent build -- --log-level=warning
# What is packed is what is meant to be, and nothing that lies about.
packed=$(npx --no-install vsce ls --no-dependencies | LC_ALL=C sort | tr '\n' ' ')
wanted="README.md extension.js language-configuration.json package.json syntaxes/truce.tmLanguage.json "
if [ "$packed" != "$wanted" ]; then
  echo "the extension would be packed as: $packed"
  exit 1
fi
# It can be loaded: all it needs but the editor itself is in it.
node -e '
  const Module = require("node:module");
  const load = Module._load;
  const editor = new Proxy({ EventEmitter: class {} }, { get: (all, name) => all[name] ?? class {} });
  Module._load = (name, ...rest) => (name === "vscode" ? editor : load(name, ...rest));
  const { activate, deactivate } = require("./extension.js");
  if (typeof activate !== "function" || typeof deactivate !== "function") throw new Error("no extension");
'
echo "editors: all well"
