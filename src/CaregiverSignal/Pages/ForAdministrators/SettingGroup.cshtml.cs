using System.Globalization;
using CaregiverSignal.Health;
using CaregiverSignal.Mail;
using CaregiverSignal.Mail.Senders;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>A group's settings, which apply as soon as they are saved.</summary>
/// <remarks>A fresh sign-in is required before anything is typed, which would otherwise be lost.</remarks>
[Authorize(StaffPolicies.Accounts)]
public sealed class SettingGroupModel(
    Database database,
    CurrentSettings settings,
    ChangeSettings change,
    SettingsNews news,
    SetUp setUp,
    PagesAddress address,
    SiteTime time
) : StaffPage
{
    /// <summary>By key.</summary>
    [BindProperty]
    public Dictionary<string, string> Values { get; set; } = [];

    /// <summary>The group's newest change when the form was shown: two administrators may have it open.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>The retention term that was confirmed.</summary>
    [BindProperty]
    public string Sure { get; set; } = "";

    public SettingGroup Group { get; private set; } = null!;

    public bool IsOvertaken { get; private set; }

    /// <summary>The pages' new address; null if unchanged.</summary>
    public string? MovedTo { get; private set; }

    /// <summary>Whether to ask for confirmation, because it cannot be undone.</summary>
    public bool AsksSure { get; private set; }

    /// <summary>What to do before emails can go to people, shown before typing; refusals also show it.</summary>
    public IReadOnlyList<ToSetUp> First =>
        IsOfMail && settings.Mail.Mode == MailMode.Folder && ModelState.IsValid ? setUp.BeforeMail : [];

    public string Starts => T["Starts." + Group.Name];

    /// <summary>Whether a folded part is open: something in it is filled in or wrong.</summary>
    public bool IsOpen(SettingPart part) =>
        part.Keys.Any(key =>
            Values[key] != PageSettings.StandardOf(key)
            || ModelState.GetFieldValidationState(Field(key)) == ModelValidationState.Invalid
        );

    public bool IsFixed(string key) => settings.IsFixed(key);

    public string? HintOf(string key) =>
        key == PageSettings.Address ? AddressHint
        : T.Has("Hint." + InWords(key)) ? T["Hint." + InWords(key)]
        : null;

    /// <summary>How to find the pages' address: the reader may be at it, or at the machine itself.</summary>
    private string AddressHint =>
        PagesAddress.Of(Request) is var here && here.IsLoopback
            ? T["Address.OnMachine", ("adres", Written(here))]
            : T[
                settings[PageSettings.Address] == Written(here) ? "Address.Here"
                : settings[PageSettings.Address].Length == 0 ? "Address.Proposed"
                : "Address.Elsewhere"
            ];

    /// <summary>The setting's own text, or that for options, its name on any page, or its section.</summary>
    private string ErrorOf(string key)
    {
        var parts = key.Split(':');
        string[] names = SettingsModel.OptionsOf(key).Any()
            ? [InWords(key), parts[^1], "Options"]
            : [InWords(key), parts[^1], parts[0]];
        return T["Error." + names.First(name => T.Has("Error." + name))];
    }

    public static bool IsLong(string key) =>
        key == PageSettings.ClosedDays || key.StartsWith("Privacy:", StringComparison.Ordinal);

    public static string TypeOf(string key) =>
        key switch
        {
            PageSettings.CheckedOn => "date",
            _ when PageSettings.Secrets.ContainsKey(key) => "password",
            _ => "text",
        };

    [FreshSignIn]
    public async Task<IActionResult> OnGetAsync(string group, CancellationToken stop = default) =>
        await FindsAsync(group, stop) ? Show() : Missing();

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(string group)
    {
        if (!await FindsAsync(group))
            return Missing();
        Complete();
        if (Seen != settings.NewestOf(Group))
            return await OvertakenAsync();
        var read = settings.Try(Values, out var faults);
        foreach (var key in Group.Keys.Where(key => faults.Any(fault => fault.Place == key)))
            ModelState.AddModelError(Field(key), ErrorOf(key));
        var samples = read is null ? [] : SettingWarning.OfMail(read).Select(warning => warning.Key).ToList();
        foreach (
            var key in samples.Where(key => SetUp.IsOfSupportPoint(key) && Values.GetValueOrDefault(key, "") != "")
        )
            ModelState.Require(false, Field(key), T["Error.Sample"]);
        if (Values.TryGetValue(PageSettings.CheckedOn, out var day))
            ModelState.Require(
                string.CompareOrdinal(day, Written(time.Today)) <= 0,
                Field(PageSettings.CheckedOn),
                ErrorOf(PageSettings.CheckedOn)
            );
        if (read?.Mail.Mode == MailMode.Smtp && IsOfMail)
            RequireReal(read);
        if (
            read is not null
            && Values.TryGetValue(PageSettings.Address, out var typed)
            && typed != settings[PageSettings.Address]
            && !IsFixed(PageSettings.Address)
        )
            RequireReached(typed, read);
        if (!ModelState.IsValid || read is null)
            return Invalid();
        AsksSure = ErasesSooner() && Sure != Values[PageSettings.EndedDays];
        if (AsksSure)
            return Page();

        var changed = Changed();
        var tell = await news.OfAsync(Staff, Places(changed));
        if (!await change.SaveAsync(Staff, Group, Seen, changed, read))
            return await OvertakenAsync();
        await tell();
        if (address.IsNew)
            return Move();
        var said =
            !IsOfMail ? SettingsModel.Words["Saved"]
            : !settings.Mail.IsSaid ? $"{SettingsModel.Words["Saved"]} {SettingsModel.Words["ToDo.Mail"]}"
            : T["Saved." + settings.Mail.Mode.Code(), ("plaats", settings.Mail.Place)];
        return Saved(said, PageSettings.Home);
    }

    private bool IsOfMail => Group.Keys.Contains(PageSettings.MailMode);

    private static IReadOnlyList<string> Places(IReadOnlyDictionary<string, string> changed) =>
        [
            .. changed
                .Where(place => PageSettings.Places.Contains(place.Key))
                .Select(place => $"{SettingsModel.Name(place.Key)}: {SettingsModel.Shown(place.Key, place.Value)}"),
        ];

    private async Task<bool> FindsAsync(string name, CancellationToken stop = default)
    {
        await settings.ReloadAsync(database, stop);
        Group = PageSettings.Groups.FirstOrDefault(group => group.Name == name)!;
        return Group is not null;
    }

    private PageResult Show()
    {
        ModelState.Clear();
        Values = Group.Keys.ToDictionary(key => key, key => settings[key]);
        if (
            Values.GetValueOrDefault(PageSettings.Address) == ""
            && PagesAddress.Of(Request) is { IsLoopback: false } here
        )
            Values[PageSettings.Address] = Written(here);
        // Somebody who opens it for the first time, with a fresh sign-in, is about to enter the relay.
        if (
            IsOfMail
            && !IsFixed(PageSettings.MailMode)
            && settings.NewestOf(Group) == 0
            && First.All(step => step == setUp.Address)
        )
            Values[PageSettings.MailMode] = MailMode.Smtp.Code();
        Seen = settings.NewestOf(Group);
        return Page();
    }

    private async Task<PageResult> OvertakenAsync(CancellationToken stop = default)
    {
        await settings.ReloadAsync(database, stop);
        Show();
        IsOvertaken = true;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    /// <summary>Keeps fixed settings, and secrets not retyped for the same use; no password without a user.</summary>
    private void Complete()
    {
        var typed = Values;
        Values = Group.Keys.ToDictionary(
            key => key,
            key => IsFixed(key) ? settings[key] : typed.GetValueOrDefault(key, "").ReplaceLineEndings(" ").Trim()
        );
        if (
            Values.TryGetValue(PageSettings.EndedDays, out var days)
            && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            Values[PageSettings.EndedDays] = number.ToString(CultureInfo.InvariantCulture);
        if (Values.GetValueOrDefault(PageSettings.MailUser) == "" && !IsFixed(PageSettings.MailPassword))
            Values[PageSettings.MailPassword] = "";
        foreach (var (secret, of) in PageSettings.Secrets.Where(pair => Values.GetValueOrDefault(pair.Key) == ""))
            if (of.All(key => Values[key] == settings[key]))
                Values[secret] = settings[secret];
    }

    /// <summary>Refuses sample texts and links to this machine only, which would do harm in emails.</summary>
    private void RequireReal(Settings read)
    {
        var keys = SettingWarning.Of(read).Where(warning => warning.Stops).Select(warning => warning.Key).ToList();
        ModelState.Require(
            !keys.Exists(SetUp.IsOfSupportPoint),
            Field(PageSettings.MailMode),
            SettingsModel.Words["ToDo.SupportPoint"]
        );
        ModelState.Require(
            keys.TrueForAll(SetUp.IsOfSupportPoint),
            Field(PageSettings.MailMode),
            SettingsModel.Words["ToDo." + setUp.Address.What]
        );
        ModelState.Require(
            IsFixed(PageSettings.MailHost) || Values[PageSettings.MailHost].Length > 0,
            Field(PageSettings.MailHost),
            T["Error.Host"]
        );
        // The usual pairs (RFC 8314): otherwise each side waits for the other to begin.
        var relay = read.Mail.Relay;
        ModelState.Require(
            (relay.Port, relay.Security) is not ((465, SmtpSecurity.StartTls) or (587, SmtpSecurity.Tls)),
            Field(PageSettings.MailSecurity),
            T["Error.Mail.SecurityOfPort"]
        );
    }

    /// <summary>Somebody at the address proves that it leads here; one merely typed might lock everybody out.</summary>
    private void RequireReached(string typed, Settings read)
    {
        ModelState.Require(
            Uri.TryCreate(typed, UriKind.Absolute, out var to) && to == PagesAddress.Of(Request),
            Field(PageSettings.Address),
            ErrorOf(PageSettings.Address)
        );
        ModelState.Require(
            !SettingWarning.Of(read).Any(warning => warning is { Stops: true, Key: "Site:Proxies" }),
            Field(PageSettings.Address),
            T["Error.Site.Proxies"]
        );
    }

    /// <summary>The pages stop for a moment; the browser continues at the new address by itself.</summary>
    private PageResult Move()
    {
        MovedTo = $"{new Uri(settings.Site.BaseUrl).Scheme}://{Request.Host}{PageSettings.Home}";
        Response.Headers["Refresh"] = $"5;url={MovedTo}";
        address.Keep(HttpContext);
        address.BeginAnew();
        return Show();
    }

    private bool ErasesSooner() =>
        Values.TryGetValue(PageSettings.EndedDays, out var days)
        && int.Parse(days, CultureInfo.InvariantCulture)
            < int.Parse(settings[PageSettings.EndedDays], CultureInfo.InvariantCulture);

    /// <summary>The changed values. A new phone number clears the date of the last check, unless new too.</summary>
    private Dictionary<string, string> Changed()
    {
        var changed = Values.Where(entry => entry.Value != settings[entry.Key]).ToDictionary();
        if (changed.Count > 0 && Values.ContainsKey(PageSettings.CheckedOn) && settings[PageSettings.CheckedOn] != "")
            changed.TryAdd(PageSettings.CheckedOn, "");
        return changed;
    }

    private static string Field(string key) => $"Values[{key}]";

    private static string InWords(string key) => key.Replace(':', '.');

    private static string Written(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
