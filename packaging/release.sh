#!/usr/bin/env bash
# The checklist of a release: looks at what a script can look at, one line each, and names what is done by hand. It publishes
# nothing, and ends with 1 where a line fails. --quick leaves out the long suite and the packages, for a first look.
# Usage: packaging/release.sh [--quick]
set -euo pipefail
cd "$(dirname "$0")/.."
quick=
case ${1:-} in
"") ;;
--quick) quick=yes ;;
*)
    echo "Usage: packaging/release.sh [--quick]" >&2
    exit 2
    ;;
esac
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Says whether a command succeeds, and what it said last; more of that where it does not.
look() {
    if "${@:2}" >"$log" 2>&1; then
        echo "ok    $1$(tail -1 "$log" | sed 's/^/: /')"
    else
        echo "FAIL  $1"
        tail -20 "$log" | sed 's/^/      /'
        failed=1
    fi
}

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
last=$(git describe --tags --abbrev=0 2>/dev/null || true)

is_committed() { [ -z "$(git status --porcelain)" ] || { git status --short; return 1; }; }
is_new() { ! git rev-parse -q --verify "refs/tags/v$version" || { echo "v$version is a tag already"; return 1; }; }
is_written() {
    local first
    first=$(sed -n 's/^## //p' CHANGELOG.md | head -1)
    [ "$first" = "$version" ] || { echo "CHANGELOG.md begins with $first"; return 1; }
}
is_named() {
    grep -q "image: caregiversignal:$version\$" compose.yaml || { grep -n "image: caregiversignal" compose.yaml; return 1; }
}
was_looked_up() {
    local looked
    looked=$(sed -n 's/.*"looked": "\(.*\)".*/\1/p' packaging/known-vulnerabilities.json)
    [ $(($(date +%s) - $(date -d "$looked" +%s))) -lt $((31 * 86400)) ] || { echo "last on $looked: CONTRIBUTING.md says how"; return 1; }
}
# A script that a store has run is not run again: what it lacks comes in a new one.
migrations_stay() {
    [ -z "$last" ] || [ -z "$(git diff --name-only --diff-filter=MDR "$last" -- src/CaregiverSignal.Storage/Storage/Migrations)" ] ||
        { git diff --stat "$last" -- src/CaregiverSignal.Storage/Storage/Migrations; return 1; }
}
is_same_twice() {
    local one=artifacts/release other=artifacts/again
    rm -rf "$one" "$other"
    packaging/make-deb.sh "$one" amd64 && packaging/make-deb.sh "$one" arm64 && packaging/make-deb.sh "$other" amd64 || return 1
    cmp "$one/caregiversignal_${version}_amd64.deb" "$other/caregiversignal_${version}_amd64.deb" || return 1
    (cd "$one" && sha256sum caregiversignal* >SHA256SUMS)
    rm -rf "$other"
}

look "all is committed" is_committed
look "version $version was not released before" is_new
look "CHANGELOG.md begins with $version" is_written
look "compose.yaml has $version" is_named
look "known vulnerabilities were looked up within a month" was_looked_up
look "no migration of ${last:-a release} was changed" migrations_stay
if [ -z "$quick" ]; then
    look "no package has a known advisory" packaging/audit-packages.sh
    look "the long suite passes" ./test.sh --full
    look "packages for amd64 and arm64 are made, and the same twice: artifacts/release" is_same_twice
fi

cat <<HAND
By hand:
  [ ] the new entries of known-vulnerabilities.json are judged, and each new package is in docs/packages.md
  [ ] the pages that changed were looked at, 360 and 1280 wide, and the README's pictures show them
  [ ] who speaks Turkish, Polish and Arabic read the texts that are new, or docs/translating.md says that nobody did
  [ ] an upgrade from ${last:-the version before} on a copy of a real store: caregiversignal-all check
  [ ] Containerfile and compose.yaml where a container engine is (docs/operations.md, "In containers")
  [ ] the first day, from the documents alone, on a fresh Debian
  [ ] git tag -s v$version, and the files of artifacts/release with SHA256SUMS
HAND
exit "$failed"
