#!/usr/bin/env bash
# Runs the self-check on arm64, under qemu, and compares its bits with those of this machine: NEON against AVX.
# arm64.sh [--every n]: every n-th model of each group of the sweep (100) and each golden one. Installs Debian's qemu and cross libraries
# where it may; where it cannot have them it says so and checks nothing. The last line counts the comparisons.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
every=100
[[ ${1:-} == --every ]] && every=$2
folder=artifacts/self-check
libraries=/usr/aarch64-linux-gnu
passed=0
failed=0

skip() {
  printf 'arm64: skipped: %s\narm64: 0 passed, 0 failed\n' "$1"
  exit 0
}

[[ $(uname -sm) == 'Linux x86_64' ]] || skip "made for Linux on x86-64, this is $(uname -sm)"
if ! command -v qemu-aarch64-static > /dev/null || [[ ! -e $libraries/lib/libstdc++.so.6 ]]; then
  command -v apt-get > /dev/null && [[ $(id -u) == 0 ]] || skip 'needs the Debian packages qemu-user-static, libc6-, libstdc++6- and libgcc-s1-arm64-cross'
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross || { echo 'arm64: 0 passed, 1 failed'; exit 1; }
fi

rm -rf "$folder"
mkdir -p "$folder"
set -e
dotnet build tests/SelfCheck.Models -c Release --nologo -v quiet > "$folder/build.log"
dotnet build tests/SelfCheck -c Release --nologo -v quiet >> "$folder/build.log"
# A lock file is for one set of platforms; this restore is of another.
dotnet publish tests/SelfCheck -c Release --nologo -v quiet -r linux-arm64 --self-contained -p:InvariantGlobalization=true \
  -p:NuGetLockFilePath=obj/arm64.lock.json -p:RestoreLockedMode=false -o "$folder/arm64"
dotnet tests/SelfCheck.Models/bin/Release/net10.0/SelfCheck.Models.dll "$folder/sweep" --every "$every" > "$folder/sweep.log"
dotnet tests/SelfCheck.Models/bin/Release/net10.0/SelfCheck.Models.dll "$folder/golden" --golden tests/Models.Tests/Data/keras-golden.json > "$folder/golden.log"
set +e

# Without write-xor-execute the runtime maps each code page once: code that is written by one mapping and run by another has
# confused qemu 7.2.
# compare NAME SelfCheck's arguments…
compare() {
  local name=$1 here there
  shift
  here=$(dotnet tests/SelfCheck/bin/Release/net10.0/SelfCheck.dll "$@" | tail -n 1)
  there=$(DOTNET_EnableWriteXorExecute=0 qemu-aarch64-static -L "$libraries" "$folder/arm64/SelfCheck" "$@" | tail -n 1)
  printf '%s\n  x64:   %s\n  arm64: %s\n' "$name" "$here" "$there"
  # Everything up to the hash of all bits must be the same text; the width of the registers and the time differ.
  if [[ $here == models*', failures 0, hash '* && ${here%, *-bit vectors*} == "${there%, *-bit vectors*}" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

compare "one model of $every of each group of the sweep" "$folder"/sweep/*.dll
compare 'the golden models' "$folder/golden/golden.dll"
printf 'arm64: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
