#!/usr/bin/env bash
# Publishes the sample as a native program and compares it with the managed one: no warning, right digits, equal bits.
# Needs gcc or clang. The last line counts the checks.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
published=../../artifacts/native-digits
passed=0
failed=0
check() {
  if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf -- '-- FAILED: %s\n%s\n' "$1" "$output"; fi
}

rm -rf "$published"
check 'it builds' eval 'output=$(dotnet build -c Release --nologo -v minimal 2>&1)'
check 'it publishes' eval 'output=$(dotnet publish -c Release --nologo -v minimal -o "$published" 2>&1)'
check 'without a warning' eval '! grep -iE "warning|error" <<<"$output"'

output=$("$published/NativeDigits" 2>&1)
check 'it tells the ten digits' test "$(grep -cE '^([0-9])\.png: \1 ' <<<"$output")" = 10
check 'and draws them' test "$(grep -cE '^    .*[█▀▄]' <<<"$output")" -ge 60
printf '%s\n' "$output"

# x86-64-v3 has no AVX-512: the managed program runs without it, too.
output=$(diff <("$published/NativeDigits" --bits) <(DOTNET_EnableAVX512=0 dotnet bin/Release/net10.0/NativeDigits.dll --bits) 2>&1)
check 'its scores are those of the managed program, bit for bit' test -z "$output"
output=$(diff <("$published/NativeDigits" --bits) <(dotnet bin/Release/net10.0/NativeDigits.dll --bits) 2>&1)
check 'whatever the width of the registers' test -z "$output"

output=$("$published/NativeDigits" digits.safetensors 2>&1)
check 'it refuses what is no picture' test $? = 2
output=$("$published/NativeDigits" none.png 2>&1)
check 'and what is not there' test $? = 2
head -c 784 /dev/zero | tr '\0' '\377' > "$published/paper.raw"
output=$("$published/NativeDigits" "$published/paper.raw" Digits/7.png 2>&1)
check 'it reads raw files and PNG files' test "$(grep -cE '^.*: [0-9] \(' <<<"$output")" = 2

# For people, not for a check: the best of 20 starts, to the end of the process.
best=999999
for _ in {1..20}; do
  start=${EPOCHREALTIME/./}
  "$published/NativeDigits" Digits/7.png > "$published/output.txt"
  took=$((${EPOCHREALTIME/./} - start))
  ((took < best)) && best=$took
done
printf 'size %s bytes, start to result %d.%d ms (best of 20)\n' "$(stat -c %s "$published/NativeDigits")" $((best / 1000)) $((best % 1000 / 100))
printf 'NativeDigits: %d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
