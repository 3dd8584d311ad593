#!/usr/bin/env bash
# Says which packages have a known advisory. Asks first about one that has had one for years: a source that does not know that one knows
# of none, and then what was last looked up by hand is all there is. Ends with 1 where an advisory stands, with 0 otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
known=$(mktemp -d)
trap 'rm -rf "$known"' EXIT
cat >"$known/known.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>true</NuGetAudit></PropertyGroup>
  <!-- GHSA-5crp-9r3c-p9vr -->
  <ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.1" /></ItemGroup>
</Project>
PROJECT
if ! dotnet restore "$known/known.csproj" 2>&1 | grep -q NU1903; then
    looked=$(sed -n 's/.*"looked": "\(.*\)".*/\1/p' packaging/known-vulnerabilities.json)
    echo "No source of packages here knows advisories. packaging/known-vulnerabilities.json was looked up on $looked."
    exit 0
fi
found=$(dotnet restore --locked-mode --force --verbosity quiet 2>&1 | grep -oE 'NU190[1-4].*' | sort -u || true)
if [ -n "$found" ]; then
    echo "$found"
    exit 1
fi
echo "No package has a known advisory."
