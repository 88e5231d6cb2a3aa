#!/usr/bin/env bash
# Makes a service of the packed ShapeGen.Extensions.Hosting and the code of docs/serving.md, and asks it. artifacts/packages must hold
# both packages (eng/pack.sh). The last line counts the checks.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
unset CI
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
folder=$(mktemp -d)
service=''
trap '[ -n "$service" ] && kill "$service"; rm -rf "$folder"' EXIT
export NUGET_PACKAGES="$folder/packages"
package=("$repository"/artifacts/packages/ShapeGen.Extensions.Hosting.*.nupkg)
version=${package[0]##*/ShapeGen.Extensions.Hosting.}
version=${version%.nupkg}
passed=0
failed=0
output=''
check() {
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf -- '-- FAILED: %s\n%s\n' "$1" "$output"; fi
}
prints() { [[ $output == *"$1"* ]]; }
run() { output=$(dotnet "$@" 2>&1); }
# The address that the service listens at, once it says so.
listens() {
  for _ in $(seq 100); do
    output=$(cat service.log)
    url=$(grep -oE 'http://127.0.0.1:[0-9]+' service.log | head -1)
    [ -n "$url" ] && return 0
    kill -0 "$service" || return 1
    sleep 0.2
  done
  return 1
}
ask() { output=$(curl -sS -w ' status %{http_code}' "$@" 2>&1); }

mkdir "$folder/app"
cd "$folder/app"
sed "s|../../artifacts/packages|$repository/artifacts/packages|; s|<package pattern=\"ShapeGen\" />|<package pattern=\"ShapeGen\" /><package pattern=\"ShapeGen.Extensions.Hosting\" />|; s|obj/packages|$folder/packages|" \
  "$repository/tests/Consumer/nuget.config" > nuget.config
check 'new web application' run new web --force -n App -o .
check 'ShapeGen installs' run add package ShapeGen --version "$version"
check 'the hosting package installs' run add package ShapeGen.Extensions.Hosting --version "$version"

# The page's program, and then its class, which a file of statements has at its end.
blocks() { awk -v wanted="$1" '/^```/ { if (inside) { inside = 0 } else { number++; inside = 1; next } } inside && number == wanted' "$repository/docs/serving.md"; }
{ printf 'using ShapeGen;\nusing ShapeGen.Extensions.Hosting;\n\n'; blocks 2; blocks 1; } > Program.cs
cp "$repository/samples/DigitsWeb/Models/pooling.safetensors" digits.safetensors
sed -i 's|</Project>|<ItemGroup><None Update="digits.safetensors" CopyToOutputDirectory="PreserveNewest" /></ItemGroup></Project>|' App.csproj
check 'it builds' run build -c Release
check 'without a warning' prints '0 Warning(s)'
dotnet bin/Release/net10.0/App.dll --urls http://127.0.0.1:0 > service.log 2>&1 &
service=$!
check 'it starts' listens
ask "$url/health"
check 'it is healthy' prints 'Healthy status 200'
ask -H 'Content-Type: application/json' -d "[$(seq -s, 784 | sed -E 's/[0-9]+/0/g')]" "$url/classify"
check 'it answers' prints 'status 200'
check 'with ten probabilities' test "$(tr -cd , <<<"$output" | wc -c)" -eq 9
ask -H 'Content-Type: application/json' -d '[1,2]' "$url/classify"
check 'it refuses another length' prints 'An image has 784 values.'

printf 'Hosting: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
