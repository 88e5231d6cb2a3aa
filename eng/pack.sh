#!/usr/bin/env bash
# Packs ShapeGen.nupkg, ShapeGen.Extensions.Hosting.nupkg and the import tool, ShapeGen.Tool.nupkg, into artifacts/packages, the same bytes from every fresh clone of a commit, and prints their sha256.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf artifacts/packages
# CI=true replaces the clone's own path in what is compiled; times in the package are those of the commit.
export CI=true SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"
dotnet pack src/Runtime -c Release --nologo -v quiet "$@"
dotnet pack src/Hosting -c Release --nologo -v quiet "$@"
dotnet pack src/Tool -c Release --nologo -v quiet "$@"
cd artifacts/packages
sha256sum ShapeGen.*
