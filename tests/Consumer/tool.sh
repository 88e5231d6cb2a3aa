#!/usr/bin/env bash
# Installs the packed tool as a local tool in a folder with spaces, imports a Keras model under Turkish and invariant culture,
# builds the class in a project and runs it. artifacts/packages must hold both packages (eng/pack.sh). The last line counts the checks.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
unset CI
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export NUGET_PACKAGES="$folder/packages"
tool=("$repository"/artifacts/packages/ShapeGen.Tool.*.nupkg)
version=${tool[0]##*/ShapeGen.Tool.}
version=${version%.nupkg}
passed=0
failed=0
output=''
check() {
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf -- '-- FAILED: %s\n%s\n' "$1" "$output"; fi
}
prints() { [[ $output == *"$1"* ]]; }
run() { output=$(dotnet "$@" 2>&1); }

mkdir -p "$folder/my app/a model"
cd "$folder/my app"
sed "s|../../artifacts/packages|$repository/artifacts/packages|; s|<package pattern=\"ShapeGen\" />|<package pattern=\"ShapeGen\" /><package pattern=\"ShapeGen.Tool\" />|; s|obj/packages|$folder/packages|" \
  "$repository/tests/Consumer/nuget.config" > nuget.config
cp "$repository/tests/Tool.Tests/Data/autoencoder_dense.keras" "a model/auto encoder.keras"
check 'a manifest' run new tool-manifest
check 'the tool installs' run tool install ShapeGen.Tool --version "$version"
check 'it says what it is' run shapegen --help
check 'with its commands' prints 'inspect'
check 'inspect' run shapegen inspect 'a model/auto encoder.keras'
check 'counts layers' prints '8 layers, 2,012 parameters'
check 'new console' run new console --force -n App -o .
check 'the package installs' run add package ShapeGen --version "$version"
LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 check 'import under Turkish culture' run shapegen import 'a model/auto encoder.keras' --class Auto
check 'is checked' prints 'largest difference'
cp Auto.cs Turkish.txt
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 check 'import under invariant culture' run shapegen import 'a model/auto encoder.keras' --class Auto
check 'gives the same class' cmp -s Auto.cs Turkish.txt
check 'verify' run shapegen verify Auto
cat > Program.cs <<'CS'
Auto model = Auto.Load("Auto.safetensors");
float[] output = new float[Auto.OutputLength];
model.Forward(new float[Auto.InputLength], output);
Console.WriteLine($"finite {output.All(float.IsFinite)}");
CS
check 'the class builds and runs' run run -c Release
check 'with numbers' prints 'finite True'
# A name from the file, whose small i would have a dot on its capital in Turkish.
cp 'a model/auto encoder.keras' 'a model/iris input.keras'
LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 check 'a class named by its file' run shapegen import 'a model/iris input.keras' --output 'imported models' --dry-run
check 'in letters of C#' prints 'public sealed partial class IrisInput;'
LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 check 'new weights' run shapegen weights 'a model/auto encoder.keras' --class Auto
check 'a plot' run shapegen plot 'a model/auto encoder.keras' -o 'a model/picture.svg'
check 'is a picture' grep -q '</svg>' 'a model/picture.svg'
printf 'not a model' > broken.keras
check 'a broken file fails' eval '! run shapegen import broken.keras'
check 'with one error' prints 'error: broken.keras: '

printf 'Tool: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
