#!/usr/bin/env bash
# Builds and runs the tests; with --full also kill rounds, long simulations, all browser walks, real mail servers, the Debian
# package, and all of it on PostgreSQL. Needs the .NET SDK and packages of Debian: it says which lack, and asks before it installs
# them; --install is a yes beforehand.
set -euo pipefail
cd "$(dirname "$0")"
install=
while :; do
    case ${1:-} in
    --full) export CAREGIVERSIGNAL_LARGE=1 ;;
    --install) install=yes ;;
    *) break ;;
    esac
    shift
done

sudo=$([ "$(id -u)" = 0 ] || echo sudo)
need=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need+=(chromium-headless-shell fonts-dejavu-core)
command -v smtp-sink >/dev/null || [ -x /usr/sbin/smtp-sink ] || need+=(postfix)
command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ] || need+=(dovecot-imapd)
command -v strace >/dev/null || need+=(strace)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || need+=(nginx-light)
# A validator of FHIR that others wrote.
[ "${CAREGIVERSIGNAL_LARGE:-}" != 1 ] || command -v npm >/dev/null || need+=(nodejs npm)
[ "${CAREGIVERSIGNAL_LARGE:-}" != 1 ] || dpkg -s python3-openpyxl >/dev/null 2>&1 || need+=(python3-openpyxl)
[ -d /usr/lib/postgresql ] || need+=(postgresql)
if [ ${#need[@]} -gt 0 ] && [ -z "$install" ]; then
    echo "These packages of Debian lack: ${need[*]}" >&2
    if [ -t 0 ]; then
        read -rp "Install them with apt-get, the servers among them not started? Type yes: " install
    elif [ -z "$sudo" ]; then
        # Root with nobody to ask is a machine that is made for this.
        install=yes
    fi
    if [ "$install" != yes ]; then
        cat >&2 <<'ALONE'
Nothing was installed. ./test.sh --install installs them. What needs none of them:
  dotnet build && dotnet run --project tests/CaregiverSignal.Domain.Tests --no-build
ALONE
        exit 1
    fi
fi
log=$(mktemp)
memory= installing=
# What goes on beside it is done before it ends: another run must not meet it.
trap 'wait; rm -rf "$log" "$log.system" $memory' EXIT
# It comes in while packages are restored.
if [ ${#need[@]} -gt 0 ]; then
    echo "Installing ${need[*]}"
    (
        # The tests make servers of their own.
        if [ ! -d /usr/lib/postgresql ] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            $sudo mkdir -p /etc/postgresql-common
            echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
        $sudo apt-get update -qq
        # RUNLEVEL keeps the servers from being started: the tests start their own.
        $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
        # Nor by the next start of the machine, on all its addresses.
        for server in postfix dovecot nginx; do
            case " ${need[*]} " in
            *" $server"*) [ ! -d /run/systemd/system ] || $sudo systemctl disable -q "$server" || true ;;
            esac
        done
    ) &
    installing=$!
fi

dotnet tool restore >/dev/null
dotnet restore --locked-mode -v q &
restoring=$!
dotnet csharpier check .
wait "$restoring"
[ -z "$installing" ] || wait "$installing"

# The package that the tests of --full install is made of the same build, and packed quickly, as it goes nowhere.
rm -rf artifacts
export UseSharedCompilation=true
dotnet build --no-restore -c Release -v q --nologo
[ "${CAREGIVERSIGNAL_LARGE:-}" != 1 ] || PACK_QUICKLY=built packaging/make-deb.sh artifacts
dotnet build-server shutdown --vbcscompiler >/dev/null
# What a kill leaves is the same in memory, where no test waits for a disk.
if [ -w /dev/shm ]; then
    memory=$(mktemp -d -p /dev/shm)
    chmod 755 "$memory"
    export TMPDIR=$memory
fi
passed=0 failed=0 skipped=0 status=0

# Runs the tests of a project. Many wait for a browser, a relay or a server, so one more runs than there are cores.
tests() {
    dotnet run --project "tests/CaregiverSignal.$1" -c Release --no-build -- -noColor -maxThreads "$(($(nproc) + 1))" "${@:2}"
}

# Shows what a run says, and adds what came of it to the sums.
show() {
    tee "$log" | sed -u '/\[SKIP\]$/{N;/--full/d}'
}
count() {
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

run() {
    tests "$@" | show || status=$?
    count
}

number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }

# What all of them ask the store is kept, for PostgreSQL to say whether it understands that too.
CAREGIVERSIGNAL_STATEMENTS=$(mktemp -u)
export CAREGIVERSIGNAL_STATEMENTS
if [ $# -gt 0 ]; then
    for project in Domain.Tests Service.Tests Tests System.Tests; do
        run "$project" "$@"
    done
else
    # They wait for browsers and processes most of the time: the others run meanwhile. The long ones measure how long
    # somebody waits, and run alone.
    waiting=
    if [ "${CAREGIVERSIGNAL_LARGE:-}" = 1 ]; then
        run System.Tests
    else
        tests System.Tests >"$log.system" 2>&1 &
        waiting=$!
    fi
    run Domain.Tests
    run Service.Tests
    if [ -n "$waiting" ]; then
        wait "$waiting" || status=$?
        show <"$log.system"
        count
    fi
    run Tests -class- "*EveryStatementOnPostgresTests"
    # Each statement, and with --full all that a program on PostgreSQL does; tests of processes and browsers have the store that
    # they are about both times.
    echo "With the store in PostgreSQL:"
    export CAREGIVERSIGNAL_STORE=postgres
    if [ "${CAREGIVERSIGNAL_LARGE:-}" = 1 ]; then
        run Service.Tests
        run Tests
    else
        run Tests -class "*EveryStatementOnPostgresTests"
    fi
fi

[ "$skipped" = 0 ] || echo "$skipped skipped, with the reason above or left to ./test.sh --full"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$status" = 0 ] && [ "$passed" -gt 0 ]
