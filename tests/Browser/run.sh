#!/usr/bin/env bash
# DigitsWeb in a real Chromium. Finds one (CHROMIUM=… names it), or installs Debian's where that is possible; screenshots go to
# artifacts/screenshots. The last line: "browser: N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$name" ] && command -v "$name" && return
  done
  return 1
}

chromium=$(find_chromium)
if [ -z "$chromium" ] && command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
  echo 'No Chromium here: installing the package "chromium".'
  { apt-get update -q && apt-get install -yq --no-install-recommends chromium; } > /dev/null 2>&1
  chromium=$(find_chromium)
fi
if [ -z "$chromium" ]; then
  echo 'There is no Chromium, and it could not be installed: install the package "chromium", or set CHROMIUM to the program.'
  echo 'browser: 0 passed, 1 failed'
  exit 1
fi

[ "${1:-}" = --no-build ] || dotnet build tests/Browser -c Release --nologo -v quiet -clp:NoSummary || { echo 'browser: 0 passed, 1 failed'; exit 1; }
exec dotnet tests/Browser/bin/Release/net10.0/Browser.dll "$chromium" artifacts/screenshots
