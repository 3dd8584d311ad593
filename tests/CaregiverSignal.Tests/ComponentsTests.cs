using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaregiverSignal.Tests;

/// <summary>
/// What the program and its tests are made of is looked up in packaging/known-vulnerabilities.json; CONTRIBUTING.md
/// says when that list is brought up to date.
/// </summary>
public sealed class ComponentsTests : IDisposable
{
    private static readonly VulnerabilityList Known = JsonSerializer.Deserialize<VulnerabilityList>(
        File.ReadAllText(Path.Combine(Some.Root, "packaging", "known-vulnerabilities.json")),
        JsonSerializerOptions.Web
    )!;

    private readonly TemporaryFolder folder = new();

    static ComponentsTests() => SQLitePCL.Batteries_V2.Init();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_component_is_looked_up_among_known_vulnerabilities()
    {
        var components = Components();
        Assert.Contains(components, component => component.Name == "Npgsql");
        Assert.Contains(components, component => component.Name == "JsonSchema.Net");

        Assert.DoesNotContain(Found(components), vulnerability => vulnerability.Judged != "not affected");
    }

    [Theory]
    [InlineData("Npgsql", "8.0.2", "CVE-2024-32655")]
    [InlineData("npgsql", "4.0.1", "CVE-2024-32655")]
    [InlineData("SQLitePCLRaw.lib.e_sqlite3", "2.0.6", "GHSA-2m69-gcr7-jv3q")]
    [InlineData("Microsoft.AspNetCore.App", "10.0.6", "CVE-2026-40372")]
    [InlineData("Npgsql", "8.0.3", null)]
    [InlineData("Microsoft.AspNetCore.App", "10.0.12", null)]
    public void A_vulnerable_version_is_found(string name, string version, string? id)
    {
        var found = Found([.. Components().Where(component => component.Name != name), (name, Version.Parse(version))]);

        var bad = found
            .Where(vulnerability => vulnerability.Judged == "affected" && vulnerability.IsAbout(name))
            .Select(vulnerability => vulnerability.Id);

        Assert.Equal(id is not null, bad.Contains(id));
    }

    [Fact]
    public void The_list_says_when_and_where_was_looked_and_judges_each()
    {
        Assert.True(
            DateOnly.TryParseExact(Known.Looked, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        );
        Assert.True(day > new DateOnly(2026, 1, 1));
        Assert.NotEmpty(Known.Sources);
        Assert.Each(
            Known.Vulnerabilities,
            vulnerability =>
                Assert.True(
                    vulnerability.Judged is "affected" or "not affected" && vulnerability.Why.Length > 20,
                    vulnerability.Id
                )
        );
        Assert.Equal(
            Known.Vulnerabilities.Count,
            Known.Vulnerabilities.Select(vulnerability => vulnerability.Id).Distinct().Count()
        );

        // A list grows old while nobody changes anything, so it is told and fails nothing.
        var age = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber - day.DayNumber;
        if (age > 60)
            TestContext.Current.AddWarning(
                $"packaging/known-vulnerabilities.json is {age} days old: CONTRIBUTING.md says how to look again."
            );
    }

    [Fact]
    public async Task The_list_of_components_has_each_package_the_runtime_and_the_native_libraries()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Name, "libe_sqlite3.so"), "x", Some.Stop);
        using var script = Process.Start(
            new ProcessStartInfo(Path.Combine(Some.Root, "packaging", "make-sbom"), [folder.Name])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var list = JsonNode.Parse(await script.StandardOutput.ReadToEndAsync(Some.Stop))!;
        await script.WaitForExitAsync(Some.Stop);

        Assert.Equal(0, script.ExitCode);
        Assert.Equal(("CycloneDX", "1.5"), ((string?)list["bomFormat"], (string?)list["specVersion"]));
        Assert.Equal("caregiversignal", (string?)list["metadata"]!["component"]!["name"]);
        var components = list["components"]!.AsArray().ToDictionary(node => (string)node!["name"]!, node => node!);
        Assert.Each(
            Locked("src", "CaregiverSignal"),
            pair => Assert.Equal($"pkg:nuget/{pair.Name}@{pair.Version}", (string?)components[pair.Name]["purl"])
        );
        Assert.Each(
            components.Values.Where(node => node["purl"] is not null),
            node => Assert.Matches("^[0-9a-f]{128}$", (string?)node["hashes"]![0]!["content"])
        );
        Assert.Equal(RuntimeVersion().ToString(), (string?)components["Microsoft.AspNetCore.App"]["version"]);
        Assert.Equal("2.1.13", (string?)components["libe_sqlite3.so"]["version"]);
        Assert.Equal("excluded", (string?)components["Microsoft.CodeAnalysis.BannedApiAnalyzers"]["scope"]);
    }

    /// <summary>The packages of all lock files, the engine of the store and the runtime.</summary>
    private static List<(string Name, Version Version)> Components() =>
        [
            .. Locked("src", "CaregiverSignal"),
            .. Locked("tests", "CaregiverSignal.Tests"),
            .. Locked("bench", "CaregiverSignal.Bench"),
            ("sqlite", Version.Parse(SQLitePCL.raw.sqlite3_libversion().utf8_to_string())),
            ("Microsoft.NETCore.App", RuntimeVersion()),
            ("Microsoft.AspNetCore.App", RuntimeVersion()),
        ];

    private static Version RuntimeVersion() => Environment.Version;

    private static IEnumerable<(string Name, Version Version)> Locked(params string[] project)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine([Some.Root, .. project, "packages.lock.json"])))!;
        return from framework in file["dependencies"]!.AsObject()
            from package in framework.Value!.AsObject()
            where package.Value!["resolved"] is not null
            select (package.Key, Version.Parse((string)package.Value["resolved"]!));
    }

    private static List<Vulnerability> Found(IReadOnlyList<(string Name, Version Version)> components) =>
        [
            .. Known.Vulnerabilities.Where(known =>
                components.Any(component => known.IsAbout(component.Name) && known.Includes(component.Version))
            ),
        ];

    private sealed record VulnerabilityList(
        string Looked,
        IReadOnlyList<string> Sources,
        IReadOnlyList<Vulnerability> Vulnerabilities
    );

    private sealed record Vulnerability(
        string Id,
        string Component,
        string? From,
        string Before,
        string Judged,
        string Why
    )
    {
        public bool IsAbout(string component) => Component.Equals(component, StringComparison.OrdinalIgnoreCase);

        public bool Includes(Version version) =>
            version < Version.Parse(Before) && (From is null || version >= Version.Parse(From));
    }
}
