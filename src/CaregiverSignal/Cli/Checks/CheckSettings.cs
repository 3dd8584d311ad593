using System.CommandLine;
using CaregiverSignal.Configuration;
using CaregiverSignal.Storage;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace CaregiverSignal.Cli.Checks;

/// <summary>What each setting is, and where it came from: <c>check --settings</c>.</summary>
public static class CheckSettings
{
    public static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        return Verbs.WithPlace(
            parsed,
            alone: false,
            (_, configuration, engine) =>
            {
                List<SettingChange> changes =
                [
                    .. (engine.Exists ? OnPages(engine) : []).Where(one =>
                        !PageSettings.IsFixed(configuration, one.Key)
                    ),
                ];
                foreach (var key in KnownSettings.Keys.Prepend("Urls").Except(changes.Select(one => one.Key)))
                    output.WriteLine(Line(key, Shown(key, configuration[key], engine), SourceOf(configuration, key)));
                foreach (var change in changes)
                    output.WriteLine(Line(change.Key, Shown(change.Key, change.Value, engine), PageSettings.Home));
                return CommandLine.Success;
            }
        );
    }

    private static string Line(string key, string value, string source) =>
        value.Length == 0 ? $"{key} is not set" : $"{key} = {OneLine.Shown(value)} ({source})";

    /// <summary>No secret: also not the one that a connection to a server has in it.</summary>
    private static string Shown(string key, string? value, StoreEngine engine) =>
        string.IsNullOrEmpty(value) ? ""
        : key == "Storage:Connection" ? engine.Name
        : SavedSettings.IsSecret(key) ? "(secret)"
        : value;

    private static string SourceOf(IConfiguration configuration, string key) =>
        ((IConfigurationRoot)configuration).Providers.LastOrDefault(one => one.TryGet(key, out _)) switch
        {
            CommandLineConfigurationProvider => "command line",
            EnvironmentVariablesConfigurationProvider => "environment",
            _ => "appsettings.json",
        };

    private static IReadOnlyList<SettingChange> OnPages(StoreEngine engine)
    {
        using var database = Database.OpenToRead(engine);
        return database.Read(SettingChangeTable.Holding);
    }
}
