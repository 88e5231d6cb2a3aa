#!/usr/bin/env bash
# What a newcomer does, in an empty folder outside of the repository: the tutorial's steps and the README's example, pasted from the pages,
# with the packed file from artifacts/packages. Prints what the programs print. The last line counts the checks.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
unset CI
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export NUGET_PACKAGES=$folder/packages
passed=0
failed=0
output=''
check() {
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf -- '-- FAILED: %s\n%s\n' "$1" "$output"; fi
}
prints() { [[ $output == *"$1"* ]]; }

# block PAGE N: the N-th block of C# on a page.
block() { awk -v wanted="$2" '/^```csharp$/ { n++; inside = n == wanted; next } /^```$/ { inside = 0 } inside' "$repository/$1"; }
# block_with PAGE TEXT: the first block of C# on a page that holds a text.
block_with() { awk -v wanted="$2" '/^```csharp$/ { inside = 1; held = ""; next } /^```$/ { if (inside && index(held, wanted)) { printf "%s", held; exit } inside = 0 } inside { held = held $0 "\n" }' "$repository/$1"; }
# The tutorial's nuget.config, which every later build needs too.
sources() { awk '/^```xml$/ { n++; inside = n == 1; next } /^```$/ { inside = 0 } inside' "$repository/docs/tutorial.md" | sed "s|path/to/shapegen|$repository|" > nuget.config; }
# text PAGE N: the N-th block of plain text.
text() { awk -v wanted="$2" '/^```text$/ { n++; inside = n == wanted; next } /^```$/ { inside = 0 } inside' "$repository/$1"; }
run() { output=$(dotnet "$@" 2>&1); }

cd "$folder"
# The tutorial.
check 'dotnet new' run new console -n FirstHead
cd FirstHead
sources
check 'dotnet add package' run add package ShapeGen --prerelease
block docs/tutorial.md 1 > Head.cs
block docs/tutorial.md 2 > Program.cs
check 'the tutorial writes weights' run run
check 'and lists them' prints 'dense/kernel (64, 10)'
sed -i 's|</Project>|<PropertyGroup><Optimize>true</Optimize></PropertyGroup><ItemGroup><ShapeGenWeights Include="head.safetensors" Model="FirstHead.Head" /></ItemGroup></Project>|' FirstHead.csproj
block docs/tutorial.md 3 > Program.cs
check 'the tutorial runs' run run
check 'ten scores' test "$(grep -cE '^[0-9]: 0\.[0-9]{3}$' <<<"$output")" = 10
check 'and a table' prints 'Total params: 650 (2.54 KB)'
printf '%s\n' "$output"
sed -i 's/7, 7, 64/7, 7, 32/' Head.cs
check 'the tutorial'"'"'s mistake fails' eval '! run build'
check 'with the message that it shows' prints "$(text docs/tutorial.md 1)"
printf '%s\n' "$(grep -m 1 'error' <<<"$output")"

# The README.
cd "$folder"
check 'dotnet new' run new console -n FirstModel
cd FirstModel
sources
check 'dotnet add package' run add package ShapeGen --prerelease
block_with README.md "partial class DigitHead" > DigitHead.cs
block_with README.md "new SafeTensorsWriter()" > Program.cs
check 'the README writes weights' run run
block_with README.md "DigitHead.Load" > Program.cs
check 'the README runs' run run
check 'and prints what it shows' prints "$(text README.md 1)"
printf '%s\n' "$output"
block_with README.md "InputFeatures = 64" > Head.cs
check 'the README'"'"'s mistake fails' eval '! run build'
check 'with the message that it shows' prints "$(text README.md 2)"
printf '%s\n' "$(grep -m 1 'error' <<<"$output")"

printf 'Stranger: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
