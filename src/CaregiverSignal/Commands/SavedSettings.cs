using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace CaregiverSignal.Commands;

/// <summary>The settings in a backup: those that are set, in the form of appsettings.json, without secrets.</summary>
public static class SavedSettings
{
    /// <summary>Passwords, and an address at which anybody could report that all is well.</summary>
    private static readonly string[] Secrets = [.. PageSettings.Secrets.Keys, PageSettings.Heartbeat];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static bool IsSecret(string key) => Secrets.Contains(key);

    public static IReadOnlyList<string> LeftOut(IConfiguration configuration) =>
        [.. Given(configuration).Where(key => IsSecret(key, configuration))];

    public static byte[] Of(IConfiguration configuration)
    {
        var root = new JsonObject();
        foreach (var key in Given(configuration).Where(key => !IsSecret(key, configuration)))
        {
            var (place, names) = (root, key.Split(':'));
            foreach (var name in names[..^1])
                place = (JsonObject)(place[name] ??= new JsonObject());
            place[names[^1]] = configuration[key];
        }

        return JsonSerializer.SerializeToUtf8Bytes(root, Indented);
    }

    private static IEnumerable<string> Given(IConfiguration configuration) =>
        SettingsReader.Keys.Where(key => !string.IsNullOrEmpty(configuration[key]));

    /// <summary>Includes anything supplied as a secret, and a server's connection, which may have a password.</summary>
    private static bool IsSecret(string key, IConfiguration configuration) =>
        IsSecret(key)
        || (key == "Storage:Connection" && configuration["Storage:Provider"] == "postgres")
        || (
            configuration is IConfigurationRoot root
            && root.Providers.LastOrDefault(provider => provider.TryGet(key, out _)) is KeyPerFileConfigurationProvider
        );
}
