using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Mail;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;

namespace CaregiverSignal.Configuration;

/// <summary>The settings in force: those of the start, and later values from the settings pages. May be shared between
/// threads: a change replaces the whole, which itself never changes.</summary>
/// <remarks>Ask it when work begins, once for values that belong together: a part you hold never changes.</remarks>
/// <param name="installation">The file, the environment and the command line.</param>
/// <param name="needs">Which of them must be valid.</param>
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

    /// <summary>Stored values that can no longer be read; their defaults apply.</summary>
    public IReadOnlyList<Fault> Rejected => state.Rejected;

    /// <summary>The support point's days by a clock, with its working days as they are now and later.</summary>
    public SiteTime TimeBy(TimeProvider clock) => new(clock, Site.TimeZone, () => Site.WorkingDays);

    /// <summary>A setting's value; empty for none.</summary>
    public string this[string key] =>
        IsFixed(key)
            ? installation[key] is { Length: > 0 } given
                ? given
                : PageSettings.StandardOf(key)
            : state.Values.GetValueOrDefault(key)
                ?? (key == PageSettings.MailMode && Mail.IsSaid ? Mail.Mode.Code() : PageSettings.StandardOf(key));

    /// <inheritdoc cref="PageSettings.IsFixed"/>
    public bool IsFixed(string key) => PageSettings.IsFixed(installation, key);

    /// <summary>The id of the newest change in a group; 0 if there is none.</summary>
    public long NewestOf(SettingGroup group)
    {
        var changes = state.Changes;
        return group.Keys.Max(key => changes.GetValueOrDefault(key)?.Id ?? 0);
    }

    /// <summary>The newest change of each key filled in on a page, as stored.</summary>
    public static Task<IReadOnlyList<SettingChange>> FilledInAsync(
        Database database,
        CancellationToken stop = default
    ) => database.ReadAsync(SettingChangeTable.Holding, stop);

    /// <summary>Applies what is in the store; does nothing if it is in force already.</summary>
    /// <remarks>A restored server database has older changes, or none.</remarks>
    /// <exception cref="StorageException">The database cannot be read.</exception>
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
            // A rejected value may be needed by another, such as a relay's password.
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

    /// <summary>Sends mail to the folder while this program runs, unless somebody has configured mail: whoever sets the
    /// clock is trying things out.</summary>
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

    /// <summary>The settings with some other values, without applying them.</summary>
    /// <returns>Null if there are faults.</returns>
    public Settings? Try(IReadOnlyDictionary<string, string> others, out IReadOnlyList<Fault> faults)
    {
        var all = new Dictionary<string, string>(state.Values);
        foreach (var (key, value) in others)
            all[key] = value;
        return SettingsReader.Read(installation, all, out faults);
    }

    /// <summary>A value in its stored form, in which secrets are sealed.</summary>
    public static string Sealed(Database database, string key, string value) =>
        PageSettings.Secrets.ContainsKey(key) && value.Length > 0
            ? Convert.ToBase64String(database.Engine.Keys.Seal(Purpose, key, Encoding.UTF8.GetBytes(value)))
            : value;

    /// <remarks>A secret whose key is gone counts as wrong: the relay refuses it, and whoever manages mail is
    /// told.</remarks>
    private static string Opened(Database database, SettingChange change) =>
        PageSettings.Secrets.ContainsKey(change.Key) && change.Value.Length > 0
            ? Encoding.UTF8.GetString(
                database.Engine.Keys.Open(Purpose, change.Key, Convert.FromBase64String(change.Value))
                    ?? "?"u8.ToArray()
            )
            : change.Value;

    /// <summary>Everything from one reading of the store, so that nobody sees half of it.</summary>
    /// <param name="Changes">The newest of each key.</param>
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
