#!/usr/bin/env bash
# Nothing stands at the root but what belongs there: output of tools is easily committed with a change.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
known='.ci .editorconfig .gitattributes .gitignore CHANGELOG.md CONTRIBUTING.md Directory.Build.props Directory.Packages.props Directory.Solution.targets LICENSE README.md ShapeGen.sln benchmarks docs eng global.json samples src tests'
ignored='.git artifacts TestResults .vs .idea'

# Without a repository the folder itself is looked at.
files=$(git ls-files 2> /dev/null) && [ -n "$files" ] || files=$(ls -A)
strays=$(cut -d/ -f1 <<< "$files" | sort -u | grep -vxF "$(tr ' ' '\n' <<< "$known $ignored")")
if [ -n "$strays" ]; then
  printf 'not known at the root: %s\n' $strays
  echo 'files: 0 passed, 1 failed'
  exit 1
fi

echo 'files: 1 passed, 0 failed'
