using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaregiverSignal.Commands.Checks;

/// <summary>The program's components with their licences, as CycloneDX 1.5 in JSON: <c>check --components</c>. The same
/// program gives the same list.</summary>
public static class CheckComponents
{
    private const string NativeFiles = "*.so";

    private static readonly JsonSerializerOptions indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The package of each native library; all others belong to .NET.</summary>
    private static readonly (string File, string Package, string Licence)[] natives =
    [
        ("libe_sqlite3.so", "SQLitePCLRaw.lib.e_sqlite3", "blessing"),
        ("libHarfBuzzSharp.so", "HarfBuzzSharp.NativeAssets.Linux", "MIT"),
        ("libSkiaSharp.so", "SkiaSharp.NativeAssets.Linux.NoDependencies", "MIT"),
    ];

    /// <param name="folder">The folder of the program and its native libraries; null for the running one.</param>
    public static int Run(string? folder, TextWriter output)
    {
        output.WriteLine(Of(folder ?? AppContext.BaseDirectory).ToJsonString(indented));
        return CommandLine.Success;
    }

    private static JsonObject Of(string folder)
    {
        var packages = Packages();
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.5",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = Component("application", "caregiversignal", ProgramVersion.Full, "EUPL-1.2"),
            },
            ["components"] = new JsonArray([
                .. packages.Select(package => package.Value.Component),
                // The fonts embedded in the program (docs/packages.md).
                Component("file", "Inter-Regular.ttf", "3.019", "OFL-1.1"),
                Component("file", "Inter-SemiBold.ttf", "3.019", "OFL-1.1"),
                Component("file", "inter.woff2", "4", "OFL-1.1"),
                Component("framework", "Microsoft.NETCore.App", Environment.Version.ToString(), "MIT"),
                Component("framework", "Microsoft.AspNetCore.App", Environment.Version.ToString(), "MIT"),
                .. Directory
                    .EnumerateFiles(folder, NativeFiles)
                    .Order(StringComparer.Ordinal)
                    .Select(file => Native(file, packages)),
            ]),
        };
    }

    /// <summary>The published ones; versions and hashes come from the lock file.</summary>
    private static SortedDictionary<string, (string Version, JsonObject Component)> Packages()
    {
        var packages = new SortedDictionary<string, (string, JsonObject)>(StringComparer.OrdinalIgnoreCase);
        var locked = Embedded("packages.lock.json")["dependencies"]!.AsObject().Single().Value!.AsObject();
        foreach (var (name, licence) in Embedded("licences.json").AsObject())
        {
            var version = (string)locked[name]!["resolved"]!;
            var component = Component("library", name, version, (string)licence!);
            component["purl"] = $"pkg:nuget/{name}@{version}";
            component["hashes"] = Hash("SHA-512", Convert.FromBase64String((string)locked[name]!["contentHash"]!));
            packages[name] = (version, component);
        }

        return packages;
    }

    private static JsonObject Native(
        string path,
        SortedDictionary<string, (string Version, JsonObject Component)> packages
    )
    {
        var file = Path.GetFileName(path);
        var (_, package, licence) = natives.FirstOrDefault(native => native.File == file);
        var component = Component(
            "file",
            file,
            package is null ? Environment.Version.ToString() : packages[package].Version,
            licence ?? "MIT"
        );
        using var content = File.OpenRead(path);
        component["hashes"] = Hash("SHA-256", SHA256.HashData(content));
        return component;
    }

    private static JsonObject Component(string type, string name, string version, string licence) =>
        new()
        {
            ["type"] = type,
            ["name"] = name,
            ["version"] = version,
            ["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["id"] = licence } }),
        };

    private static JsonArray Hash(string algorithm, byte[] hash) =>
        new(new JsonObject { ["alg"] = algorithm, ["content"] = Convert.ToHexStringLower(hash) });

    private static JsonNode Embedded(string name)
    {
        using var file = typeof(CheckComponents).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(file)!;
    }
}
