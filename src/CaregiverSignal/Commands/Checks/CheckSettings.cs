using System.CommandLine;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace CaregiverSignal.Commands.Checks;

/// <summary>What each setting is, and where it came from: <c>check --settings</c>.</summary>
public static class CheckSettings
{
    private const string SecretFile = "a file of secrets";

    public static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        return Verbs.WithPlace(
            parsed,
            (_, configuration, engine) =>
            {
                var changes = (engine.Exists ? OnPages(engine) : [])
                    .Where(change => !PageSettings.IsFixed(configuration, change.Key))
                    .ToDictionary(change => change.Key, change => change.Value);
                foreach (var (key, standard) in SettingsReader.Standards(configuration, changes))
                {
                    var (value, source) =
                        changes.GetValueOrDefault(key) is { Length: > 0 } filledIn ? (filledIn, PageSettings.Home)
                        : configuration[key] is { Length: > 0 } given ? (given, SourceOf(configuration, key))
                        : (standard, "default");
                    output.WriteLine($"{key} = {OneLine.Shown(Shown(key, value, source, engine))} ({source})");
                }

                return CommandLine.Success;
            },
            SettingNeeds.AllButMail
        );
    }

    /// <summary>No secret: also not the one that a connection to a server has in it.</summary>
    private static string Shown(string key, string value, string source, StoreEngine engine) =>
        value.Length == 0 ? "nothing"
        : key == "Storage:Connection" ? engine.Name
        : source == SecretFile || SavedSettings.IsSecret(key) ? "(secret)"
        : value;

    private static string SourceOf(IConfiguration configuration, string key) =>
        ((IConfigurationRoot)configuration).Providers.LastOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            CommandLineConfigurationProvider => "command line",
            EnvironmentVariablesConfigurationProvider => "environment",
            KeyPerFileConfigurationProvider => SecretFile,
            _ => "appsettings.json",
        };

    private static IReadOnlyList<SettingChange> OnPages(StoreEngine engine)
    {
        using var database = Database.OpenToRead(engine);
        return CurrentSettings.FilledIn(database);
    }
}
