#!/usr/bin/env bash
# Makes the program as a single file with what belongs to it, caregiversignal-VERSION-linux-x64.tar.gz, and as a Debian
# package, caregiversignal_VERSION_amd64.deb, in the folder OUT. Needs the .NET SDK and dpkg-deb; no root.
# PACK_QUICKLY=1 makes them larger in a fifth of the time, for who throws them away, of what a build in Release compiles:
# it builds first, and PACK_QUICKLY=built takes what the caller has just built.
# Usage: packaging/make-deb.sh [OUT] [amd64|arm64]
set -euo pipefail
out=$(realpath -m "${1:-artifacts}")
architecture=${2:-$(dpkg --print-architecture)}
cd "$(dirname "$0")/.."
case $architecture in
amd64) machine=linux-x64 ;;
arm64) machine=linux-arm64 ;;
*)
    echo "It is made for amd64 and arm64, not for $architecture." >&2
    exit 2
    ;;
esac
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
# Files get the time of the commit, so that the same source gives the same package.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

kind=xz level=6 compiled=()
if [ -n "${PACK_QUICKLY:-}" ]; then
    kind=gzip level=1
    [ "$PACK_QUICKLY" = built ] || dotnet build -c Release -v q --nologo src/CaregiverSignal
    compiled=(-p:GenerateDocumentationFile=false -p:ProduceReferenceAssembly=false
        "-p:CustomAfterMicrosoftCommonTargets=$PWD/packaging/compiled.targets")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$work/caregiversignal-$version-$machine
echo "Publishing for $machine"
# In a folder of its own, so that what a build left in obj is neither used nor changed; the build has run the analyzers.
dotnet publish src/CaregiverSignal -c Release -r "$machine" --artifacts-path "$work/build" -o "$program" -v q --nologo -p:RunAnalyzers=false "${compiled[@]}"
rm -f "$program"/*.pdb "$program"/*.xml "$program"/*.staticwebassets.endpoints.json
cp LICENSE "$program"
chmod -R u=rwX,go=rX "$program"
chmod 644 "$program"/*.so
if [ "$architecture" = "$(dpkg --print-architecture)" ]; then
    "$program/caregiversignal" check --components >"$work/sbom.cdx.json"
else
    # Another machine's program does not run here.
    dotnet run --project src/CaregiverSignal -c Release --artifacts-path "$work/here" -p:RunAnalyzers=false -- \
        check --components "$program" >"$work/sbom.cdx.json"
fi
install -m 644 "$work/sbom.cdx.json" "$program"
mkdir -p "$out"

echo "Packing $out"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -I "gzip -$level" -cf "$out/${program##*/}.tar.gz" "${program##*/}"

tree=$work/tree
lib=$tree/usr/lib/caregiversignal doc=$tree/usr/share/doc/caregiversignal
install -d "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/sbin" "$tree/usr/lib/systemd/system" "$tree/usr/share/caregiversignal" \
    "$tree/etc/caregiversignal" "$tree/etc/nginx/conf.d" "$doc"
cp -r "$program" "$lib"
rm "$lib/LICENSE"
ln -s ../lib/caregiversignal/caregiversignal "$tree/usr/bin/caregiversignal"
install -m 755 packaging/commands/caregiversignal-* "$tree/usr/sbin"
install -m 755 packaging/commands/backup "$lib"
install -m 644 packaging/systemd/* "$tree/usr/lib/systemd/system"
install -m 644 packaging/nginx/caregiversignal.conf "$tree/etc/nginx/conf.d"
install -m 644 packaging/nginx/site.conf "$tree/usr/share/caregiversignal"
install -m 644 docs/operations.md docs/mail.md docs/files.md docs/signals.md docs/security.md "$doc"
install -m 644 packaging/debian/copyright packaging/prometheus/caregiversignal.rules.yml "$doc"
printf 'caregiversignal (%s) stable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- CaregiverSignal <caregiversignal@example.org>  %s\n' \
    "$version" "$(date -R -u -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.gz"
install -m 644 CHANGELOG.md "$doc"
install -m 755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$tree/DEBIAN"
# The schemas that it reads, as `check` names them: the number of each script, and the hash of it with those before it.
known=() scripts=()
for script in src/CaregiverSignal.Storage/Storage/Migrations/*.sql; do
    scripts+=("$script")
    known+=("$(basename "$script" | sed 's/^0*\([0-9]*\)_.*/\1/')-$(cat "${scripts[@]}" | sha256sum | cut -c -12)")
done
sed "s/VERSION/$version/g; s/KNOWN/${known[*]}/g" packaging/debian/preinst >"$tree/DEBIAN/preinst"
chmod 755 "$tree/DEBIAN/preinst"
echo /etc/nginx/conf.d/caregiversignal.conf >"$tree/DEBIAN/conffiles"
sed -e "s/VERSION/$version/; s/ARCHITECTURE/$architecture/; s/SIZE/$(du -sk --exclude=DEBIAN "$tree" | cut -f1)/" \
    packaging/debian/control >"$tree/DEBIAN/control"
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
chmod 644 "$tree"/DEBIAN/{control,conffiles,md5sums}
chmod -R go-w "$tree"
dpkg-deb --root-owner-group "-Z$kind" "-z$level" --build "$tree" "$out/caregiversignal_${version}_$architecture.deb" >/dev/null
ls -lh "$out"/caregiversignal[-_]"$version"*
