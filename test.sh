#!/usr/bin/env bash
# Installs what the tests need, builds, and runs all of them. Needs the .NET SDK and Debian's packages.
set -euo pipefail
cd "$(dirname "$0")"

need=()
command -v chromium >/dev/null || need+=(chromium fonts-dejavu-core)
command -v smtp-sink >/dev/null || [ -x /usr/sbin/smtp-sink ] || need+=(postfix)
command -v strace >/dev/null || need+=(strace)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || need+=(nginx-light)
if [ ${#need[@]} -gt 0 ]; then
    echo "Installing ${need[*]}"
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    # RUNLEVEL keeps the servers from being started: the tests start their own.
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

dotnet tool restore >/dev/null
dotnet csharpier check .
dotnet restore --locked-mode -v q
dotnet build --no-restore -c Release -v q --nologo
# The package that the tests install; packed quickly, as it goes nowhere.
rm -rf artifacts
PACK_LEVEL=0 packaging/make-deb.sh artifacts

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet run --project tests/CaregiverSignal.Tests -c Release --no-build -- -noColor "$@" | tee "$log" || status=$?

summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -1)
if [ -z "$summary" ]; then
    echo "The test program ended without a summary." >&2
    exit 1
fi

number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
failed=$(($(number Failed) + $(number Errors)))
passed=$(($(number Total) - $(number Failed) - $(number Skipped)))
skipped=$(number Skipped)
[ "$skipped" = 0 ] || echo "$skipped skipped, with the reason above"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$status" = 0 ] && [ "$passed" -gt 0 ]
