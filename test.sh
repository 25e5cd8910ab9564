#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs every test. The last line is "N passed, N failed[, N skipped]".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

needed=()
[ -x /usr/bin/chromium ] || needed+=(chromium)
command -v npm >/dev/null || needed+=(npm) # fetches Elsa Studio, which a browser test tries against the server
{ ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q libgomp.so.1 || needed+=(libgomp1)
fc-list 2>/dev/null | grep -qi "noto sans cjk" || needed+=(fonts-noto-cjk fontconfig)
if [ ${#needed[@]} -gt 0 ]; then
  echo "Installing ${needed[*]}"
  root=(); [ "$(id -u)" -eq 0 ] || root=(sudo)
  { "${root[@]}" apt-get update -qq && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null; } ||
    { echo "Could not install ${needed[*]}."; echo "0 passed, 1 failed"; exit 1; }
fi

dotnet build WorkflowDesigner.sln -v q || { echo "The build failed."; echo "0 passed, 1 failed"; exit 1; }

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# One project; a runner that hangs is ended after 15 minutes, and its exit code tells.
run() {
  timeout --kill-after=10 900 "tests/$1/bin/Debug/net10.0/$1" --progress off --ansi off >"$logs/$1.log" 2>&1
  echo $? >"$logs/$1.code"
}

# These share nothing but the processor. The others start servers and a browser, so each has the machine to itself.
together=() alone=()
for project in tests/*.Tests; do
  case "$(basename "$project")" in
    Server.Tests | Browser.Tests | Chaos.Tests) alone+=("$(basename "$project")") ;;
    *) together+=("$(basename "$project")") ;;
  esac
done
# Two at a time.
for name in "${together[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
  run "$name" &
done
wait
for name in "${alone[@]}"; do run "$name"; done

passed=0 failed=0 skipped=0
sums=()
for name in "${together[@]}" "${alone[@]}"; do
  echo "== $name"
  cat "$logs/$name.log"
  code=$(cat "$logs/$name.code")
  count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$logs/$name.log" | tail -1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  p=${p:-0} f=${f:-0} s=${s:-0}
  # A runner that died, hung or counted nothing is a failure too, whatever it had counted before.
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; echo "$name ended with exit code $code."; fi
  if [ "$p" -eq 0 ] && [ "$f" -eq 0 ]; then f=1; echo "$name ran no test."; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  sums+=("$(printf '%-20s %5d passed, %3d failed, %3d skipped' "$name" "$p" "$f" "$s")")
done
echo
printf '%s\n' "${sums[@]}"
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
