using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Retention;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Configuration;

/// <summary>
/// Lets hold what was filled in on the pages of settings: in the settings that everybody else was given at the start.
/// </summary>
/// <param name="settings">As everybody holds them.</param>
/// <param name="installation">The file, the environment and the command line.</param>
public sealed class SettingsInForce(Settings settings, IConfiguration installation)
{
    private readonly Lock turn = new();
    private IReadOnlyDictionary<string, SettingChange> held = new Dictionary<string, SettingChange>();
    private long reached;

    /// <summary>What was filled in and cannot be read any more; its standard holds instead.</summary>
    public IReadOnlyList<Fault> Aside { get; private set; } = [];

    /// <summary>What a setting is, as its page shows it; empty for nothing.</summary>
    public string this[string key] =>
        held.GetValueOrDefault(key)?.Value
        ?? key switch
        {
            PageSettings.EnrolmentOpen => "true",
            PageSettings.EndedDays => new RetentionTerms().EndedDays.ToString(CultureInfo.InvariantCulture),
            _ => "",
        };

    /// <summary>The number of the newest change in a group; 0 where there is none.</summary>
    public long NewestOf(SettingGroup group) => group.Keys.Max(key => held.GetValueOrDefault(key)?.Id ?? 0);

    /// <summary>Lets hold what is in the store; nothing where that is so already.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public void Take(Database database)
    {
        lock (turn)
        {
            if (database.Read(SettingChangeTable.Newest) == reached)
                return;
            held = database.Read(SettingChangeTable.Holding).ToDictionary(change => change.Key);
            var values = held.ToDictionary(one => one.Key, one => one.Value.Value);
            if (SettingsReader.Read(installation, values, out var faults) is null)
            {
                foreach (var fault in faults)
                    values.Remove(fault.Place);
            }

            Aside = faults;
            if (SettingsReader.Read(installation, values, out _) is { } read)
                settings.Become(read);
            reached = held.Values.Max(change => change.Id);
        }
    }

    /// <summary>What the settings would be with other values, without letting them hold.</summary>
    /// <returns>Null when there are faults.</returns>
    public Settings? Try(IReadOnlyDictionary<string, string> values, out IReadOnlyList<Fault> faults) =>
        SettingsReader.Read(installation, values, out faults);
}
