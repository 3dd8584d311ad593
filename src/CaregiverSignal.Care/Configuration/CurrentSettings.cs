using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>The settings that hold now: those of the start, and what was filled in on the pages of settings since. May
/// be shared between threads: others take their place at once, and are never changed themselves.</summary>
/// <remarks>It is asked where work begins, and what belongs together is asked once: a part is what it was to who holds
/// it.</remarks>
/// <param name="start">As they were read at the start.</param>
/// <param name="installation">The file, the environment and the command line.</param>
/// <param name="needs">Which of them must be right.</param>
public sealed class CurrentSettings(Settings start, IConfiguration installation, SettingNeeds needs = SettingNeeds.All)
    : IDisposable
{
    private const string Purpose = "setting";

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile State state = new(
        start,
        new Dictionary<string, SettingChange>(),
        new Dictionary<string, string>(),
        []
    );

    public Settings Now => state.Settings;

    public IConfiguration Configuration => installation;

    public StorageSettings Storage => Now.Storage;

    public MailSettings Mail => Now.Mail;

    public SiteSettings Site => Now.Site;

    public SupportPointSettings SupportPoint => Now.SupportPoint;

    public RuleSettings Signals => Now.Signals;

    public RetentionTerms Retention => Now.Retention;

    public SafetySettings Safety => Now.Safety;

    public SecondFactorSettings SecondFactor => Now.SecondFactor;

    /// <summary>What was filled in and cannot be read any more; its standard holds instead.</summary>
    public IReadOnlyList<Fault> Rejected => state.Rejected;

    /// <summary>The support point's days by a clock, and its working days as they are now, also later.</summary>
    public SiteTime TimeBy(TimeProvider clock) => new(clock, Site.TimeZone, () => Site.WorkingDays);

    /// <summary>What a setting is; empty for nothing.</summary>
    public string this[string key] =>
        IsFixed(key)
            ? installation[key] is { Length: > 0 } given
                ? given
                : PageSettings.StandardOf(key)
            : state.Values.GetValueOrDefault(key)
                ?? (key == PageSettings.MailMode && Mail.IsSaid ? Mail.Mode.Code() : PageSettings.StandardOf(key));

    /// <inheritdoc cref="PageSettings.IsFixed"/>
    public bool IsFixed(string key) => PageSettings.IsFixed(installation, key);

    /// <summary>The number of the newest change in a group; 0 where there is none.</summary>
    public long NewestOf(SettingGroup group)
    {
        var changes = state.Changes;
        return group.Keys.Max(key => changes.GetValueOrDefault(key)?.Id ?? 0);
    }

    /// <summary>The newest change of each key that was filled in on a page, as it is stored.</summary>
    public static Task<IReadOnlyList<SettingChange>> FilledInAsync(
        Database database,
        CancellationToken stop = default
    ) => database.ReadAsync(SettingChangeTable.Holding, stop);

    /// <summary>Lets hold what is in the store; nothing where that is so already.</summary>
    /// <remarks>A server's database that was put back as it was has older changes, or none.</remarks>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public async Task ReloadAsync(Database database, CancellationToken stop = default)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (await database.ReadAsync(SettingChangeTable.Newest, stop) == state.Newest)
                return;
            var changes = (await FilledInAsync(database, stop)).ToDictionary(change => change.Key);
            var values = changes.ToDictionary(change => change.Key, change => Opened(database, change.Value));
            var rejected = new List<Fault>();
            Settings? read;
            // What is rejected may be what another needs, as the password of a relay.
            while ((read = SettingsReader.Read(installation, values, out var faults, needs)) is null)
            {
                List<Fault> removed = [.. faults.Where(fault => values.Remove(fault.Place))];
                if (removed.Count == 0)
                    break;
                rejected.AddRange(removed);
            }

            state = new State(read is null ? Now : Now.WithPages(read), changes, values, rejected);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets mail go to the folder while this program runs, where nobody said how it goes: who sets the clock
    /// tries out.</summary>
    public void MeanFolder()
    {
        turn.Wait();
        try
        {
            if (Mail.IsSaid)
                return;
            installation[PageSettings.MailMode] = MailMode.Folder.Code();
            state = state with { Settings = Now with { Mail = Mail with { IsSaid = true } } };
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>What the settings would be with some other values, without letting them hold.</summary>
    /// <returns>Null when there are faults.</returns>
    public Settings? Try(IReadOnlyDictionary<string, string> others, out IReadOnlyList<Fault> faults)
    {
        var all = new Dictionary<string, string>(state.Values);
        foreach (var (key, value) in others)
            all[key] = value;
        return SettingsReader.Read(installation, all, out faults);
    }

    /// <summary>A value as it is stored: a secret is sealed.</summary>
    public static string Sealed(Database database, string key, string value) =>
        PageSettings.Secrets.ContainsKey(key) && value.Length > 0
            ? Convert.ToBase64String(database.Engine.Keys.Seal(Purpose, key, Encoding.UTF8.GetBytes(value)))
            : value;

    /// <remarks>A secret whose key is gone is a wrong one: the relay refuses it, and whoever looks after mail is
    /// told.</remarks>
    private static string Opened(Database database, SettingChange change) =>
        PageSettings.Secrets.ContainsKey(change.Key) && change.Value.Length > 0
            ? Encoding.UTF8.GetString(
                database.Engine.Keys.Open(Purpose, change.Key, Convert.FromBase64String(change.Value))
                    ?? "?"u8.ToArray()
            )
            : change.Value;

    /// <summary>All that one reading of the store brought, so that nobody sees half of it.</summary>
    /// <param name="Changes">The newest of each key.</param>
    /// <param name="Values">What holds of them.</param>
    private sealed record State(
        Settings Settings,
        IReadOnlyDictionary<string, SettingChange> Changes,
        IReadOnlyDictionary<string, string> Values,
        IReadOnlyList<Fault> Rejected
    )
    {
        public long Newest { get; } = Changes.Values.Select(change => change.Id).DefaultIfEmpty().Max();
    }
}
