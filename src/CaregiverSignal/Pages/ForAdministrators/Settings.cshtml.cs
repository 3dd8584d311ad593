using CaregiverSignal.Checks;
using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Mail;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>The settings and tasks left, by group with a page each. One button tests everything testable.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class SettingsModel(
    Database database,
    Installation installation,
    CurrentSettings settings,
    ChangeSettings change,
    SetUp setUp,
    Probes probes,
    SiteTime time
) : StaffPage
{
    public static Texts Words => Texts.Of(typeof(SettingsModel));

    /// <summary>Whether to hide the list of the first week.</summary>
    [BindProperty]
    public bool Over { get; set; }

    public IReadOnlyList<Fault> Rejected => settings.Rejected;

    public Task<IReadOnlyList<ToSetUp>> ToDoAsync() => setUp.ToDoAsync();

    public Task<IReadOnlyList<ToSetUp>> FirstWeekAsync() => setUp.FirstWeekAsync();

    /// <summary>Whether the list of the first week was hidden with tasks left.</summary>
    public async Task<bool> MayBringBackAsync() =>
        settings.Now.IsFirstWeekOver && (await setUp.LeftOfFirstWeekAsync()).Count > 0;

    public Tested? Tested { get; private set; }

    public static string Name(string key) => Words["Name." + key.Replace(':', '.')];

    public Task OnGetAsync(CancellationToken stop = default) => settings.ReloadAsync(database, stop);

    [FreshSignIn]
    public async Task<IActionResult> OnPostTest()
    {
        await settings.ReloadAsync(database);
        var (to, relay) = (Staff.Coordinator.Email, settings.Mail.Relay);
        var outcome =
            settings.Mail.Mode == MailMode.Smtp
                ? await TestMail.SendAsync(settings.Now, to, ServedPaths.All, time.Provider)
                : null;
        var lines = await AllChecks.OfAsync(
            installation,
            database,
            probes,
            new(
                Addresses(),
                await CheckLine.GuardedAsync("store", () => StoreChecks.WorksAsync(database)),
                await CheckLine.GuardedAsync(
                    "mail",
                    async () =>
                        outcome is null
                            ? await MailChecks.PlaceAsync(installation, database)
                            : MailChecks.Relay(relay, outcome)
                )
            )
        );
        Tested = Tested.Of(lines, outcome, to, setUp.Address);
        return Page();
    }

    public async Task<IActionResult> OnPostFirstWeekAsync(CancellationToken stop = default)
    {
        await settings.ReloadAsync(database, stop);
        var chosen = new Dictionary<string, string> { [PageSettings.FirstWeekOver] = Over ? "true" : "false" };
        var isSaved =
            settings.Try(chosen, out _) is { } read
            && await change.SaveAsync(
                Staff,
                PageSettings.FirstWeek,
                settings.NewestOf(PageSettings.FirstWeek),
                chosen,
                read,
                stop
            );
        return isSaved
            ? Saved(T[Over ? "FirstWeek.IsAway" : "Saved"])
            : NotSaved(Texts.Of(typeof(SettingGroupModel))["News"]);
    }

    /// <summary>Whether there is anything to show: nothing about a mailbox if none is read.</summary>
    public bool IsFilled(string key) =>
        settings[key].Length > 0
        && !(key.StartsWith("Mail:Inbox:", StringComparison.Ordinal) && settings[PageSettings.InboxHost].Length == 0);

    public string Shown(string key) => Shown(key, settings[key]);

    /// <summary>A value in words: an option's text, and never a secret.</summary>
    public static string Shown(string key, string value) =>
        value.Length == 0 ? Words["Nothing"]
        : PageSettings.Secrets.ContainsKey(key) ? Words["Filled"]
        : OptionsOf(key).FirstOrDefault(option => option.Code.Equals(value, StringComparison.OrdinalIgnoreCase)).Words
            ?? DisplayText.Short(value);

    /// <summary>The options; empty for free text.</summary>
    public static IEnumerable<(string Code, string Words)> OptionsOf(string key) =>
        key switch
        {
            PageSettings.EnrolmentOpen => Options("Open.", "true", "false"),
            _ when key.StartsWith("Languages:", StringComparison.Ordinal) => Options("Checked.", "true", "false"),
            PageSettings.MailMode => Options("Mode.", "folder", "smtp"),
            PageSettings.MailSecurity => Options("Security.", "starttls", "tls", "none"),
            PageSettings.InboxSecurity => Options("Inbox.", "tls", "starttls", "none"),
            PageSettings.SendingDays => Options("Days.", "Mon-Sat", "Mon-Fri", "Mon-Sun"),
            _ => [],
        };

    /// <summary>Opening this page at the configured address proves that it leads here.</summary>
    private CheckLine Addresses()
    {
        var (here, said) = (PagesAddress.Of(Request), settings.Site.BaseUrl);
        return Uri.TryCreate(said, UriKind.Absolute, out var address) && address == here
            ? CheckLine.Ok("addresses", $"{said} leads here")
            : CheckLine.Warn("addresses", $"links begin with {said}, and this page was opened at {here}: try it there");
    }

    private static IEnumerable<(string Code, string Words)> Options(string prefix, params string[] codes) =>
        codes.Select(code => (code, Words[prefix + code]));
}
