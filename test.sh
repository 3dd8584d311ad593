#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them; with --full also kill rounds, long simulations, all browser walks and
# PostgreSQL at full size. Needs the .NET SDK and Debian's packages.
set -euo pipefail
cd "$(dirname "$0")"
if [ "${1:-}" = --full ]; then
    shift
    export CAREGIVERSIGNAL_LARGE=1
fi

need=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need+=(chromium-headless-shell fonts-dejavu-core)
command -v smtp-sink >/dev/null || [ -x /usr/sbin/smtp-sink ] || need+=(postfix)
command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ] || need+=(dovecot-imapd)
command -v jq >/dev/null || need+=(jq)
command -v strace >/dev/null || need+=(strace)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || need+=(nginx-light)
if [ ! -d /usr/lib/postgresql ]; then
    need+=(postgresql)
    # The tests make servers of their own.
    mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
fi
log=$(mktemp)
memory= packaged= installing=
# What goes on beside it is done before it ends: another run must not meet it.
trap 'wait; rm -rf "$log" $memory $packaged' EXIT
# It comes in while packages are restored.
if [ ${#need[@]} -gt 0 ]; then
    echo "Installing ${need[*]}"
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    (
        $sudo apt-get update -qq
        # RUNLEVEL keeps the servers from being started: the tests start their own.
        $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
    ) &
    installing=$!
fi

dotnet tool restore >/dev/null
dotnet restore --locked-mode -v q &
restoring=$!
dotnet csharpier check .
wait "$restoring"
[ -z "$installing" ] || wait "$installing"

# One compiler serves all that is built. The package that the tests install is made of it, beside the build of the tests,
# and packed quickly, as it goes nowhere.
rm -rf artifacts
export UseSharedCompilation=true
dotnet build --no-restore -c Release -v q --nologo src/CaregiverSignal
PACK_QUICKLY=built packaging/make-deb.sh artifacts >"$log" 2>&1 &
package=$!
dotnet build --no-restore -c Release -v q --nologo
wait "$package" || { cat "$log" && exit 1; }
dotnet build-server shutdown --vbcscompiler >/dev/null
# What a kill leaves is the same in memory, where no test waits for a disk.
if [ -w /dev/shm ]; then
    memory=$(mktemp -d -p /dev/shm)
    chmod 755 "$memory"
    export TMPDIR=$memory
fi
# The programs that tests start are the packaged one, which starts sooner; without what lies beside it, as tests have
# questionnaires and settings of their own.
packaged=$(mktemp -d)
chmod 755 "$packaged"
tar -xzf artifacts/caregiversignal-*.tar.gz -C "$packaged" --strip-components 1 --wildcards '*/caregiversignal' '*.so'
export CAREGIVERSIGNAL_PROGRAM=$packaged/caregiversignal

passed=0 failed=0 skipped=0 status=0

# Runs the tests and adds what came of them to the sums. Many wait for a browser, a relay or a server, so one more runs
# than there are cores.
run() {
    dotnet run --project tests/CaregiverSignal.Tests -c Release --no-build -- -noColor -maxThreads "$(($(nproc) + 1))" "$@" | tee "$log" || status=$?
    summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -1)
    if [ -z "$summary" ]; then
        echo "The test program ended without a summary." >&2
        exit 1
    fi
    local wrong=$(($(number Failed) + $(number Errors)))
    failed=$((failed + wrong))
    skipped=$((skipped + $(number Skipped)))
    passed=$((passed + $(number Total) - wrong - $(number Skipped)))
}

number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }

# Whole lives, worlds and months run by the switch; each room looks at the same in small.
long=()
if [ $# = 0 ] && [ "${CAREGIVERSIGNAL_LARGE:-}" != 1 ]; then
    for class in "CaregiverSignal.Tests.Long.*" "*ReplayAndServiceTests" "*WithAndWithoutTests" "*CasesAfreshTests" \
        "*NobodyUnreadLawTests" "*KilledMailTests" "*KilledConnectionsTests" "*KilledTickTests" "*FloodedServiceTests" \
        "*KilledLookTests" "*ByKeyboardTests"; do
        long+=(-class- "$class")
    done
fi
# What all of them ask the store is kept, for PostgreSQL to say whether it understands that too.
CAREGIVERSIGNAL_STATEMENTS=$(mktemp -u)
export CAREGIVERSIGNAL_STATEMENTS
[ $# != 0 ] || long+=(-class- "*EveryStatementOnPostgresTests")
run "$@" "${long[@]}"
if [ $# = 0 ]; then
    # What is about PostgreSQL itself ran above; here each statement, what the store matters most to, and by the switch
    # all that it does.
    echo "The same with the store in PostgreSQL:"
    parts=("*EveryStatementOnPostgresTests" "*.SendMailTests")
    rooms=(People)
    [ "${CAREGIVERSIGNAL_LARGE:-}" != 1 ] || rooms+=(Scores CheckIns Invitations Answers Signals Alerts Mail Storage)
    for room in "${rooms[@]}"; do parts+=("CaregiverSignal.Tests.$room.*"); done
    export CAREGIVERSIGNAL_STORE=postgres
    classes=()
    for part in "${parts[@]}"; do classes+=(-class "$part"); done
    # Half a minute by itself.
    [ "${CAREGIVERSIGNAL_LARGE:-}" = 1 ] || classes+=(-method- "*.The_order_in_which_the_steps_run_does_not_matter")
    run "${classes[@]}"
fi

[ "$skipped" = 0 ] || echo "$skipped skipped, with the reason above"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$status" = 0 ] && [ "$passed" -gt 0 ]
