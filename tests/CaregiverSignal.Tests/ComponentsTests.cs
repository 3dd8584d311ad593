using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

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
    public async Task Check_lists_what_is_shipped_with_versions_licences_and_hashes()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Name, "libe_sqlite3.so"), "x", Some.Stop);

        var (code, output, _) = VerbRun.Of("check", "--components", folder.Name);

        var list = JsonNode.Parse(output)!;
        Assert.Equal(0, code);
        Assert.Equal(("CycloneDX", "1.5"), ((string?)list["bomFormat"], (string?)list["specVersion"]));
        Assert.Equal("caregiversignal", (string?)list["metadata"]!["component"]!["name"]);
        var components = list["components"]!.AsArray().ToDictionary(node => (string)node!["name"]!, node => node!);
        var packages = components.Values.Where(node => node["purl"] is not null).ToList();
        Assert.Equal(
            Shipped().Order(StringComparer.Ordinal),
            packages.Select(node => (string)node["purl"]!).Order(StringComparer.Ordinal)
        );
        Assert.Each(packages, node => Assert.Matches("^[0-9a-f]{128}$", (string?)node["hashes"]![0]!["content"]));
        Assert.Each(components.Values, node => Assert.Matches("^[A-Za-z0-9.-]+$", LicenceIn(node)));
        Assert.Equal(RuntimeVersion().ToString(), (string?)components["Microsoft.AspNetCore.App"]["version"]);
        Assert.Equal("2.1.13", (string?)components["libe_sqlite3.so"]["version"]);
        Assert.Equal(
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            (string?)components["libe_sqlite3.so"]["hashes"]![0]!["content"]
        );
    }

    /// <summary>Where the package is on this machine; one that says it in a file was read by somebody.</summary>
    [Fact]
    public void A_licence_is_the_one_that_the_package_says()
    {
        var said = 0;
        foreach (var (name, licence) in Licences())
        {
            var (_, version) = Locked("src", "CaregiverSignal").Single(package => package.Name == name);
            var about = Path.Combine(
                Packages,
                name.ToLowerInvariant(),
                version.ToString(),
                $"{name.ToLowerInvariant()}.nuspec"
            );
            if (!File.Exists(about))
                continue;
            var element = XDocument
                .Load(about)
                .Descendants()
                .FirstOrDefault(part =>
                    part.Name.LocalName == "license" && (string?)part.Attribute("type") == "expression"
                );
            if (element is null)
                continue;
            Assert.Equal((name, element.Value), (name, licence));
            said++;
        }

        Assert.True(said > 20 || !Directory.Exists(Packages), $"Only {said} packages say their licence.");
    }

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string? LicenceIn(JsonNode component) => (string?)component["licenses"]![0]!["license"]!["id"];

    private static Dictionary<string, string> Licences() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(
            File.ReadAllText(Path.Combine(Some.Root, "src", "CaregiverSignal", "Commands", "Checks", "licences.json"))
        )!;

    /// <summary>The packages of which the program that was built has something for Linux.</summary>
    private static IEnumerable<string> Shipped()
    {
        var built = JsonNode.Parse(
            File.ReadAllText(Path.ChangeExtension(typeof(ServiceHost).Assembly.Location, ".deps.json"))
        )!;
        return from package in built["targets"]!.AsObject().Single().Value!.AsObject()
            where (string?)built["libraries"]![package.Key]!["type"] == "package"
            where package.Value!["runtime"] is not null || IsForLinux(package.Value["runtimeTargets"])
            select "pkg:nuget/" + package.Key.Replace('/', '@');

        static bool IsForLinux(JsonNode? files) =>
            files?.AsObject().Any(file => ((string)file.Value!["rid"]!).StartsWith("linux", StringComparison.Ordinal))
            == true;
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
