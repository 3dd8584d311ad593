using System.CommandLine;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace CaregiverSignal.Commands.Checks;

/// <summary>The value and origin of each setting: <c>check --settings</c>.</summary>
public static class CheckSettings
{
    private const string SecretFile = "a file of secrets";

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop = default)
    {
        var output = parsed.InvocationConfiguration.Output;
        return await Verbs.WithPlaceAsync(
            parsed,
            async (_, configuration, engine) =>
            {
                var changes = (engine.Exists ? await OnPagesAsync(engine, stop) : [])
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
            SettingNeeds.AllButMail,
            stop: stop
        );
    }

    /// <summary>Hides secrets, including one in the connection to a server.</summary>
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

    private static async Task<IReadOnlyList<SettingChange>> OnPagesAsync(
        StoreEngine engine,
        CancellationToken stop = default
    )
    {
        using var database = await Database.OpenToReadAsync(engine, stop);
        return await CurrentSettings.FilledInAsync(database, stop);
    }
}
