using System.Text;
using CaregiverSignal.Files;

namespace CaregiverSignal.Configuration;

/// <summary>
/// Lets hold what was filled in on the pages of settings: in the settings that everybody else was given at the start.
/// </summary>
/// <param name="settings">As everybody holds them.</param>
/// <param name="installation">The file, the environment and the command line.</param>
public sealed class SettingsInForce(Settings settings, IConfiguration installation)
{
    private const string Purpose = "setting";

    private readonly Lock turn = new();
    private IReadOnlyDictionary<string, SettingChange> held = new Dictionary<string, SettingChange>();
    private IReadOnlyDictionary<string, string> values = new Dictionary<string, string>();
    private long reached;

    /// <summary>What was filled in and cannot be read any more; its standard holds instead.</summary>
    public IReadOnlyList<Fault> Aside { get; private set; } = [];

    /// <summary>What a setting is; empty for nothing.</summary>
    public string this[string key] =>
        IsFixed(key)
            ? installation[key] is { Length: > 0 } given
                ? given
                : PageSettings.StandardOf(key)
            : values.GetValueOrDefault(key) ?? PageSettings.StandardOf(key);

    /// <inheritdoc cref="PageSettings.IsFixed"/>
    public bool IsFixed(string key) => PageSettings.IsFixed(installation, key);

    /// <summary>The number of the newest change in a group; 0 where there is none.</summary>
    public long NewestOf(SettingGroup group) => group.Keys.Max(key => held.GetValueOrDefault(key)?.Id ?? 0);

    /// <summary>The newest change of each key that was filled in on a page, as it is stored.</summary>
    public static IReadOnlyList<SettingChange> FilledIn(Database database) => database.Read(SettingChangeTable.Holding);

    /// <summary>Lets hold what is in the store; nothing where that is so already.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public void Take(Database database)
    {
        lock (turn)
        {
            if (database.Read(SettingChangeTable.Newest) == reached)
                return;
            held = database.Read(SettingChangeTable.Holding).ToDictionary(change => change.Key);
            var read = held.ToDictionary(one => one.Key, one => Opened(database, one.Value));
            var aside = new List<Fault>();
            Settings? holding;
            // What is set aside may be what another needs, as the password of a relay.
            while ((holding = SettingsReader.Read(installation, read, out var faults)) is null)
            {
                List<Fault> removed = [.. faults.Where(fault => read.Remove(fault.Place))];
                if (removed.Count == 0)
                    break;
                aside.AddRange(removed);
            }

            (Aside, values) = (aside, read);
            if (holding is not null)
                settings.Become(holding);
            // None at all where a server's database was put back as it was before the first.
            reached = held.Values.Select(change => change.Id).DefaultIfEmpty().Max();
        }
    }

    /// <summary>What the settings would be with some other values, without letting them hold.</summary>
    /// <returns>Null when there are faults.</returns>
    public Settings? Try(IReadOnlyDictionary<string, string> others, out IReadOnlyList<Fault> faults)
    {
        var all = new Dictionary<string, string>(values);
        foreach (var (key, value) in others)
            all[key] = value;
        return SettingsReader.Read(installation, all, out faults);
    }

    /// <summary>A value as it is stored: the password is sealed.</summary>
    public static string Sealed(Database database, string key, string value) =>
        key == PageSettings.MailPassword && value.Length > 0
            ? Convert.ToBase64String(database.Engine.Keys.Seal(Purpose, key, Encoding.UTF8.GetBytes(value)))
            : value;

    /// <remarks>
    /// A password whose key is gone is a wrong one: the relay refuses it, and whoever looks after mail is told.
    /// </remarks>
    private static string Opened(Database database, SettingChange change) =>
        change.Key == PageSettings.MailPassword && change.Value.Length > 0
            ? Encoding.UTF8.GetString(
                database.Engine.Keys.Open(Purpose, change.Key, Convert.FromBase64String(change.Value))
                    ?? "?"u8.ToArray()
            )
            : change.Value;
}
