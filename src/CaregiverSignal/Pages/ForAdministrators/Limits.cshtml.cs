using System.Globalization;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>How many people the available hours for calling can support, calculated from the past year: now, with fewer
/// or more signals, and by default. One click applies a choice, and another restores the previous one.</summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class LimitsModel(Database database, CurrentSettings settings, ChangeSettings change, SiteTime time)
    : StaffPage
{
    /// <summary>More hours than twenty colleagues spend on calls (our choice).</summary>
    private const int MostHours = 500;

    /// <summary>For calls, per week, all colleagues together.</summary>
    [BindProperty(Name = "uren", SupportsGet = true)]
    public int? Hours { get; set; }

    [BindProperty]
    public int Red { get; set; }

    [BindProperty]
    public int Amber { get; set; }

    /// <summary>The newest change when the form was shown: two administrators may have it open.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>What the choices would need; null if there is too little data.</summary>
    public TalkHours? Found { get; private set; }

    public IReadOnlyList<(string Name, RuleSettings Limits)> Choices { get; private set; } = [];

    public static Texts Group => Texts.Of(typeof(SettingGroupModel));

    public bool IsFixed => settings.IsFixed(PageSettings.Red);

    public long Newest => settings.NewestOf(PageSettings.Limits);

    public RuleSettings Set => settings.Signals;

    [FreshSignIn]
    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        await settings.ReloadAsync(database, stop);
        var isNumber = ModelState.IsValid && Hours is null or (>= 1 and <= MostHours);
        // Otherwise an unreadable value is reported at its name in the address, which no field has.
        ModelState.Clear();
        ModelState.Require(isNumber, nameof(Hours), T["Error.Hours"]);
        Hours = isNumber ? Hours : null;
        Choices = OfLimits(await BeforeAsync(stop));
        (Found, Unreadable) = await TalkHours.OfAsync(
            database,
            [.. Choices.Select(choice => choice.Limits)],
            time,
            stop
        );
        return ModelState.IsValid ? Page() : Invalid();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(CancellationToken stop = default)
    {
        await settings.ReloadAsync(database, stop);
        var chosen = new Dictionary<string, string>
        {
            [PageSettings.Red] = Red.ToString(CultureInfo.InvariantCulture),
            [PageSettings.Amber] = Amber.ToString(CultureInfo.InvariantCulture),
        };
        if (IsFixed)
            return Missing();
        if (settings.Try(chosen, out _) is not { } read)
            return BadRequest();
        return await change.SaveAsync(Staff, PageSettings.Limits, Seen, chosen, read, stop)
            ? Saved(T["Saved"], $"{Request.Path}?uren={Hours}")
            : NotSaved(Group["News"]);
    }

    /// <summary>The hours a week that thresholds need, in tenths.</summary>
    public string Needed(RuleSettings limits) =>
        T["Needed", ("n", Texts.Number(Math.Round(Found!.NeededAt(limits), 1)))];

    private IReadOnlyList<(string Name, RuleSettings Limits)> OfLimits(RuleSettings? before)
    {
        var shipped = Set.With(Nearness.Red, Nearness.Red.Shipped).With(Nearness.Amber, Nearness.Amber.Shipped);
        return
        [
            .. new (string Name, RuleSettings Limits)[]
            {
                (Set.Equals(shipped) ? "NowAsShipped" : "Now", Set),
                ("Fewer", Set.With(Nearness.Amber, Set[Nearness.Amber] + 1)),
                ("More", Set.With(Nearness.Amber, Set[Nearness.Amber] - 1)),
                ("Shipped", shipped),
                ("Before", before ?? Set),
            }
                .Where(choice => choice.Limits[Nearness.Amber] >= Nearness.Amber.Least)
                .Where(choice => choice.Limits[Nearness.Amber] <= choice.Limits[Nearness.Red])
                .DistinctBy(choice => choice.Limits),
        ];
    }

    /// <summary>The thresholds before the last change; null if nothing was changed here.</summary>
    private async Task<RuleSettings?> BeforeAsync(CancellationToken stop = default)
    {
        var before = (await change.HistoryOfAsync(PageSettings.Limits, stop))
            .GroupBy(settingChange => settingChange.Key)
            .ToDictionary(key => key.Key, key => key.ElementAtOrDefault(1)?.Value ?? PageSettings.StandardOf(key.Key));
        return before.Count > 0 && !IsFixed ? settings.Try(before, out _)?.Signals : null;
    }
}
