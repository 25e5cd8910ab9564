#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs every test. The last line is "N passed, N failed[, N skipped]".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

needed=()
[ -x /usr/bin/chromium ] || needed+=(chromium chromium-driver)
ldconfig -p | grep -q libgomp.so.1 || needed+=(libgomp1)
fc-list 2>/dev/null | grep -qi "noto sans cjk" || needed+=(fonts-noto-cjk fontconfig)
if [ ${#needed[@]} -gt 0 ]; then
  echo "Installing ${needed[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null || { echo "Could not install ${needed[*]}"; echo "0 passed, 1 failed"; exit 1; }
fi

dotnet build WorkflowDesigner.sln -v q || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }

passed=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  log=$(mktemp)
  "$project/bin/Debug/net10.0/$name" --progress off 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -1; }
  p=$(count succeeded); f=$(count failed); s=$(count skipped)
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
  # A runner that died without counting, or failed for another reason than a counted test, is a failure too.
  if [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then echo "$name ended with exit code $code."; broken=$((broken + 1)); fi
  rm -f "$log"
done
failed=$((failed + broken))
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
