#!/usr/bin/env bash
# Puts armistice on the path of a job: the binary of a release, if one is asked for and there; else one built from the checkout this script lies in.
# A binary whose sum is wrong is no reason to build: it ends the job.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)
place=$RUNNER_TEMP/armistice
mkdir -p "$place/bin"

# Fetches the binary of the release; 1 if there is none for this machine.
released() {
  local target name=armistice
  case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc name=armistice.exe ;;
    *) return 1 ;;
  esac
  local asset=armistice-$target.tar.gz
  rm -rf "$place/release"
  mkdir -p "$place/release"
  gh release download "v$VERSION" --repo "$ACTION_REPOSITORY" --pattern "$asset" --pattern "$asset.sha256" --dir "$place/release" || return 1
  [ -f "$place/release/$asset" ] || return 1
  if ! (cd "$place/release" && shasum -a 256 --check "$asset.sha256"); then
    echo "::error::$asset of v$VERSION is not what its sum says"
    exit 2
  fi
  tar -xzf "$place/release/$asset" -C "$place/bin" "$name"
}

if [ -n "${VERSION:-}" ]; then
  if ! printf '%s' "$VERSION" | LC_ALL=C grep -Eqx '[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?' || [ "$(printf '%s' "$VERSION" | wc -l)" -ne 0 ]; then
    echo "::error::version is a number such as 0.1.0"
    exit 2
  fi
fi
if [ -n "${VERSION:-}" ] && [ -n "${ACTION_REPOSITORY:-}" ] && released; then
  echo "armistice $VERSION from its release"
else
  cargo install --locked --path "$checkout" --root "$place"
  built=$("$place/bin/armistice" --version)
  echo "$built, built from the checkout of the action"
  if [ -n "${VERSION:-}" ] && [ "$built" != "armistice $VERSION" ]; then
    echo "::warning::there is no binary of armistice $VERSION for this machine; this is $built, built from the checkout of the action"
  fi
fi
echo "$place/bin" >> "$GITHUB_PATH"
