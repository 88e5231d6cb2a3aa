#!/usr/bin/env bash
# Compiles FirstModels.dll against the packed ShapeGen. Run it until the first release, whenever what generated code calls has
# changed; from then on never again, because what that release compiled has to run on every later runtime.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
../../eng/pack.sh
package=(../../artifacts/packages/ShapeGen.*.nupkg)
version=${package[0]##*/ShapeGen.}
rm -rf obj bin
dotnet build FirstModels.csproj -c Release --nologo -v quiet "-p:ShapeGenVersion=${version%.nupkg}"
cp bin/Release/net10.0/FirstModels.dll .
sed -i "s/^Compiled against .*/Compiled against ShapeGen ${version%.nupkg} by \`make.sh\`./" README.md
