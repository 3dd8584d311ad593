using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaregiverSignal.Commands;

/// <summary>
/// The settings as a backup keeps them: those that are set, in the form of appsettings.json, without secrets.
/// </summary>
public static class SavedSettings
{
    /// <summary>The password of the relay, and an address by which anybody could say that all is well.</summary>
    private static readonly string[] Secrets = ["Mail:Password", "Mail:Inbox:Password", "Mail:Heartbeat"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static IEnumerable<string> Keys => SettingsReader.Keys.Except(Secrets);

    public static bool IsSecret(string key) => Secrets.Contains(key);

    public static IReadOnlyList<string> LeftOut(IConfiguration configuration) =>
        [.. Secrets.Where(key => !string.IsNullOrEmpty(configuration[key]))];

    public static byte[] Of(IConfiguration configuration)
    {
        var root = new JsonObject();
        foreach (var key in Keys.Where(key => !string.IsNullOrEmpty(configuration[key])))
        {
            var (place, names) = (root, key.Split(':'));
            foreach (var name in names[..^1])
                place = (JsonObject)(place[name] ??= new JsonObject());
            place[names[^1]] = configuration[key];
        }

        return JsonSerializer.SerializeToUtf8Bytes(root, Indented);
    }
}
