#!/usr/bin/env bash
# Installs the packed ShapeGen.nupkg into projects like a user's and checks what they print: builds, runs, errors, messages.
# artifacts/packages must hold the package (eng/pack.sh). The last line counts the checks.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# A user's machine is no build server, and MSBuild's nodes would keep the package's task loaded.
unset CI
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
package=(../../artifacts/packages/ShapeGen.[0-9]*.nupkg)
version=${package[0]##*/ShapeGen.}
version=${version%.nupkg}
rm -rf obj
passed=0
failed=0
output=''

check() {
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf -- '-- FAILED: %s\n%s\n' "$1" "$output"
  fi
}

# dotnet VERB PROJECT VARIANT ARGUMENTS…; leaves all that was printed in $output.
run_dotnet() {
  output=$(dotnet "$1" "$2" -nologo -v minimal --tl:off "-p:ShapeGenVersion=$version" "-p:Variant=$3" "${@:4}" 2>&1)
}
builds() { run_dotnet build App/App.csproj "$@"; }
fails() { ! builds "$@"; }
prints() { [[ $output == *"$1"* ]]; }
silent_on() { [[ $output != *"$1"* ]]; }

# The text of every distinct error: a build prints each twice, while it goes and at its end.
errors() { grep -oE '(error|: error) [A-Z]*[0-9]*:? ?.*' <<<"$output" | sed -E 's/ \[[^]]*\]$//' | sort -u; }
one_error() { [[ $(errors | wc -l) -eq 1 && $(errors) == *"$1"* ]]; }
times() { [[ $(grep -cF "$1" <<<"$output") -eq $2 ]]; }

contents=$(unzip -Z1 "${package[0]}" | sort)
output=$contents
for file in lib/net10.0/ShapeGen.{dll,xml} analyzers/dotnet/cs/ShapeGen.{Generator,CodeFixes}.dll tasks/netstandard2.0/ShapeGen.Build.dll \
  build/net10.0/ShapeGen.{props,targets} buildTransitive/net10.0/ShapeGen.{props,targets} README.md icon.png; do
  check "the package holds $file" prints "$file"
done
output=$(unzip -p "${package[0]}" ShapeGen.nuspec)
check 'the package depends on nothing' silent_on '<dependency '
check 'the package names its commit' prints 'commit="'
check 'symbols lie beside it' test -f "../../artifacts/packages/ShapeGen.$version.snupkg"

check 'it builds' builds plain -c Release
check 'without a warning' prints '0 Warning(s)'
check 'and without advice' silent_on 'ShapeGen:'
output=$(dotnet obj/bin/App/plain/Release/net10.0/App.dll App/digit-head.safetensors 2>&1)
check 'it runs' test "$output" = $'allocated 0\nsum 1\nsame bits True\nTrue'
check 'a second build' builds plain -c Release
check 'a project behind it builds' run_dotnet build Library/Library.csproj plain -c Debug -p:Optimize=
check 'and hears the advice for the models alone' times 'ShapeGen: App.csproj' 1
check 'and none for itself' silent_on 'ShapeGen: Library.csproj'

check 'a project behind it with a model of its own' run_dotnet build Library/Library.csproj own -c Debug -p:OwnModel=../Variants/OwnModel.cs
check 'hears the advice too' times 'ShapeGen: Library.csproj is compiled without optimisation' 1
for project in FSharp/FSharp.fsproj VisualBasic/VisualBasic.vbproj; do
  check "$project builds" run_dotnet build "$project" plain
  check 'with one message' times "ShapeGen: ${project#*/} is no C# project, so no models are generated in it. Declare them in a C# class library and refer to that project from here." 1
done

# The same tensors with one number changed, older than all that was built; the program compares what it holds with the file.
replaced=$PWD/obj/replaced.safetensors
cp App/digit-head.safetensors "$replaced"
program() { output=$(dotnet obj/bin/App/replaced/Release/net10.0/App.dll "$replaced" 2>&1); }
check 'weights from elsewhere' builds replaced -c Release "-p:WeightsFile=$replaced"
check 'are embedded' eval 'program && prints "same bits True"'
printf '\1' | dd of="$replaced" bs=1 seek=$(($(stat -c %s "$replaced") - 2)) conv=notrunc status=none
touch -d 2001-01-01 "$replaced"
check 'the program notices other weights' eval 'program && prints "same bits False"'
check 'a build with older weights' builds replaced -c Release --no-restore "-p:WeightsFile=$replaced"
check 'embeds them' eval 'program && prints "same bits True"'

# dotnet run builds in silence.
run_debug() { output=$(dotnet run --project App/App.csproj -p:Variant=debug "-p:ShapeGenVersion=$version" "$@" -- App/digit-head.safetensors 2>&1); }
check 'dotnet run' run_debug -p:TreatWarningsAsErrors=false
check 'says it before the program starts' times 'warning : ShapeGen: App.csproj is compiled without optimisation' 1
check 'dotnet run, told to be silent' run_debug -p:TreatWarningsAsErrors=false -p:ShapeGenAdvice=false
check 'is' silent_on 'ShapeGen:'
check 'dotnet run where warnings are errors' run_debug
check 'runs' prints 'same bits True'

# watched TEXT ARGUMENTS…: reads what dotnet watch prints until TEXT comes, and ends it.
watched() {
  local text=$1 line pid
  output=''
  exec {watch}< <(cd App && exec setsid timeout 300 dotnet watch --non-interactive "${@:2}" --property:Variant=watch "--property:ShapeGenVersion=$version" -- digit-head.safetensors 2>&1)
  pid=$!
  while read -r line <&"$watch"; do
    output+=$line$'\n'
    [[ $line == *"$text"* ]] && break
  done
  kill -- "-$pid" 2>/dev/null
  exec {watch}<&-
  prints "$text"
}
check 'dotnet watch says how weights get in' watched 'ShapeGen: Hot Reload does not embed weights again when digit-head.safetensors changes. Press Ctrl+R then, or use dotnet watch --no-hot-reload, which builds again by itself.' run

check 'a Debug build' builds debug -c Debug
check 'has one message with the cure' times 'ShapeGen: App.csproj is compiled without optimisation, which makes its models some 40 times slower. <Optimize>true</Optimize> in the project cures this in Debug builds too, but ends Hot Reload for it: keep models in a class library of their own.' 1
check 'a Debug build with Optimize' builds debug -c Debug -p:Optimize=true
check 'has none' silent_on 'ShapeGen:'
check 'PublishAot' builds plain -c Release --no-restore -p:PublishAot=true
check 'has one message with the instruction set' times '<IlcInstructionSet>x86-64-v3</IlcInstructionSet>' 1
check 'PublishAot with a set' builds plain -c Release --no-restore -p:PublishAot=true -p:IlcInstructionSet=x86-64-v3
check 'has none' silent_on 'ShapeGen:'

wrong='-p:ExtraSource=../Variants/WrongDimension.cs'
check 'a wrong dimension fails' fails plain -c Release --no-restore "$wrong"
check 'with its message alone' one_error 'error SHAPE0104: Dense is declared for 64 features but receives (3136) from Flatten of (7, 7, 64); with GlobalAveragePooling2D in its place it would receive (64) (https://github.com/shapegen/shapegen/blob/main/docs/diagnostics/SHAPE0104.md)'
check 'in its place' prints 'WrongDimension.cs(7,12): error SHAPE0104'
check 'also where analyzers are off' fails plain -c Release --no-restore "$wrong" -p:RunAnalyzers=false
check 'with the same words' one_error 'SHAPE0104 MyApp.WrongHead: Dense is declared for 64 features'
check 'also where they are off in builds' fails plain -c Release --no-restore "$wrong" -p:RunAnalyzersDuringBuild=false
check 'with the same words' one_error 'SHAPE0104 MyApp.WrongHead: Dense is declared for 64 features'

for framework in net9.0 net8.0 netstandard2.0; do
  check "$framework fails" fails "$framework" -c Release "-p:ConsumerFramework=$framework"
  check "$framework: one message" one_error "error NU1202: Package ShapeGen $version is not compatible with"
done
check 'an old compiler fails' fails plain -c Release --no-restore -p:CompilerApiVersion=roslyn4.14
check 'with one message' one_error 'ShapeGen needs the C# compiler of the .NET SDK 10.0.100 or later (Roslyn 5.0), but this build uses Roslyn 4.14.'
check 'C# 11 fails' fails plain -c Release --no-restore -p:LangVersion=11
check 'with one message' one_error 'ShapeGen generates C# 12, but this project sets LangVersion to 11.'
check 'C# 12 builds' builds plain -c Release --no-restore -p:LangVersion=12

damaged=$PWD/obj/damaged
mkdir -p "$damaged"
head -c 1000 App/digit-head.safetensors > "$damaged/cut.safetensors"
printf 'version https://git-lfs.github.com/spec/v1\n' > "$damaged/pointer.safetensors"
printf '\211HDF\r\n\032\n\0\0\0\0' > "$damaged/model.h5"
weights() { fails plain -c Release --no-restore "-p:WeightsFile=$1" "${@:2}"; }
check 'missing weights fail' weights none.safetensors
check 'with one message' one_error 'error SHAPE0402: There is no such file. Expected a whole safetensors file with the weights of MyApp.DigitHead.'
check 'truncated weights fail' weights "$damaged/cut.safetensors"
check 'with one message' one_error 'error SHAPE0402: The file is cut off: tensor "dense/kernel" takes the bytes'
check 'a Git LFS pointer fails' weights "$damaged/pointer.safetensors"
check 'with one message' one_error "error SHAPE0402: This is a Git LFS pointer, not the file itself: 'git lfs pull' fetches the file. Expected a whole safetensors file with the weights of MyApp.DigitHead."
check 'HDF5 fails' weights "$damaged/model.h5"
check 'with one message' one_error 'error SHAPE0402: This is an HDF5 file, as Keras writes it (.h5), not a safetensors file: convert it as https://github.com/shapegen/shapegen/blob/main/docs/weights.md#from-keras shows. Expected a whole safetensors file with the weights of MyApp.DigitHead.'
check 'weights of another model fail' weights ../../../samples/FlattenVsPooling/Data/flatten.safetensors
check 'with one message' one_error 'flatten.safetensors: "dense/kernel" is (1152, 10), but the layer takes (32, 10), (in, units) as Keras stores it'
check 'on the layer' prints 'DigitHead.cs(7,2): error SHAPE0401'
check 'weights for no model fail' fails plain -c Release --no-restore -p:WeightsModel=MyApp.Nobody "-p:DefineConstants=X"
check 'on the project' prints 'App.csproj(1,1): error SHAPE0401: digit-head.safetensors: the project has no class MyApp.Nobody'

printf 'Consumer: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
