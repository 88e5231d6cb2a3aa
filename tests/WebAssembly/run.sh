#!/usr/bin/env bash
# Models under .NET's interpreter for WebAssembly, in Node 18 or later: run.sh [--measure]. The publish needs the packages of the SDK for
# browser-wasm, which NuGet has. The last line counts the checks, or says why there are none.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
output="$PWD/artifacts/webassembly"

if ! command -v node > /dev/null; then
  echo 'WebAssembly: 0 passed, 0 failed. Not run, because there is no Node here (Debian: apt-get install nodejs)'
  exit 0
fi
rm -rf "$output"
if ! dotnet publish tests/WebAssembly -c Release --nologo -v quiet -o "$output"; then
  echo 'WebAssembly: 0 passed, 1 failed'
  exit 1
fi
cd "$output/wwwroot" && exec node main.mjs "$@"
