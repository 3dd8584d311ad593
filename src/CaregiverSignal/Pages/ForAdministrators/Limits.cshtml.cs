using System.Globalization;
using CaregiverSignal.Pages.Shared.Charts;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForAdministrators;

/// <summary>
/// What the limits tell a month, and what others would: fewer and more talks beside each other, by the own last year,
/// and those that fit a number of talks. One press puts them in force, and one the earlier ones again.
/// </summary>
[Authorize(StaffPolicies.Accounts)]
public sealed class LimitsModel(Database database, CurrentSettings settings, ChangeSettings change, SiteTime time)
    : StaffPage
{
    /// <summary>Calls a month.</summary>
    [BindProperty(Name = "bellen", SupportsGet = true)]
    public int? Calls { get; set; }

    /// <summary>The limits to put in force.</summary>
    [BindProperty]
    public string Red { get; set; } = "";

    [BindProperty]
    public string Amber { get; set; } = "";

    /// <summary>The newest change when the form was shown: two administrators may have it open.</summary>
    [BindProperty]
    public long Seen { get; set; }

    /// <summary>What follows; null where there is too little to say.</summary>
    public FittingLimits? Found { get; private set; }

    /// <summary>What the page of any group of settings says as well.</summary>
    public static Texts Group => Texts.Of(typeof(SettingGroupModel));

    public bool IsFixed => settings.IsFixed(PageSettings.Red);

    public long Newest => settings.NewestOf(PageSettings.Limits);

    public RuleSettings Set => settings.Signals;

    public RuleSettings Shipped => TriedLimits.Shipped(settings.Signals);

    /// <summary>The limits before the last change; null where nothing was changed here.</summary>
    public RuleSettings? Before { get; private set; }

    [FreshSignIn]
    public IActionResult OnGet()
    {
        settings.Reload(database);
        var isNumber = ModelState.IsValid && (Calls is null or (>= 1 and <= TriedLimits.MostCalls));
        // What cannot be read is said at the name in the address, which no field has.
        ModelState.Clear();
        ModelState.Require(isNumber, nameof(Calls), T["Error.Calls"]);
        Look();
        return ModelState.IsValid ? Page() : Invalid();
    }

    [FreshSignIn]
    public IActionResult OnPost()
    {
        settings.Reload(database);
        if (IsFixed)
            return Missing();
        var chosen = new Dictionary<string, string> { [PageSettings.Red] = Red, [PageSettings.Amber] = Amber };
        var read = settings.Try(chosen, out _);
        if (read is null || Red.Length == 0 || Amber.Length == 0)
        {
            Look();
            return Invalid(nameof(Calls), T["Error.Calls"]);
        }

        return change.Save(Staff, PageSettings.Limits, Seen, chosen, read)
            ? Saved(T["Saved", ("grenzen", InWords(read.Signals))])
            : NotSaved(Group["News"]);
    }

    public static string Number(RuleSettings limits, Limit limit) =>
        limits[limit].ToString(CultureInfo.InvariantCulture);

    public string InWords(RuleSettings limits) =>
        T["Limits", ("rood", Number(limits, Nearness.Red)), ("oranje", Number(limits, Nearness.Amber))];

    public NumberTable Table =>
        new(
            T["Table"],
            [.. Columns.Select(column => column.Name)],
            [
                .. Rows.Select(row => new NumberRow(
                    T[row.Name],
                    [.. Columns.Select(column => row.Cell(this, column.Told))]
                )),
            ]
        );

    private static IReadOnlyList<(string Name, Func<LimitsModel, ToldAtLimits, string> Cell)> Rows { get; } =
    [
        ("Row.Red", (_, told) => Number(told.Limits, Nearness.Red)),
        ("Row.Amber", (_, told) => Number(told.Limits, Nearness.Amber)),
        ("Row.All", (page, told) => page.Between(told.All)),
        ("Row.RedAMonth", (page, told) => page.Between(told.Red)),
        ("Row.Open", (page, told) => Texts.Number(Math.Round(told.Open))),
        ("Row.People", (page, told) => page.Of(told.People)),
        ("Row.Foreseen", (page, told) => page.Of(told.Foreseen)),
        ("Row.InHundred", (page, told) => page.InHundred(told.Foreseen)),
    ];

    private string Of(Share share) => T["Of", ("n", Texts.Number(share.Count)), ("totaal", Texts.Number(share.Of))];

    private string InHundred(Share share) => share.IsTooFew ? T["TooFew"] : Between(share.Interval, 100);

    private string Between(ConfidenceInterval interval, int times = 1)
    {
        return T["Between", ("n", Times(interval.Value)), ("van", Times(interval.Low)), ("tot", Times(interval.High))];

        string Times(double number) => Texts.Number(Math.Round(times * number));
    }

    /// <summary>Fewer talks, as it is now, and more; what was asked for stands at its own side of now.</summary>
    public IReadOnlyList<(string Name, ToldAtLimits Told)> Columns
    {
        get
        {
            if (Found is not { } found)
                return [];
            var (fewer, more) = ((T["Fewer"], found.Fewer), (T["More"], found.More));
            if (found.Fitting is { } fits && !fits.Limits.Equals(Set))
            {
                var asked = (T.Counted("Fits", Calls!.Value), fits);
                (fewer, more) = fits.All.Value < found.Set.All.Value ? (asked, more) : (fewer, asked);
            }

            return
            [
                .. new[] { fewer, (T["Now"], found.Set), more, (T["Shipped"], found.Shipped) }
                    .Where(column => column.Item2 is not null)
                    .DistinctBy(column => column.Item2!.Limits)!,
            ];
        }
    }

    /// <summary>What the limits of now tell a month.</summary>
    public string Line =>
        T["Line", ("grens", Number(Set, Nearness.Amber)), ("n", Texts.Number(Math.Round(Found!.Set.All.Value)))];

    /// <summary>Those of now are filled.</summary>
    public IReadOnlyList<PictureColumn> Picture =>
        [
            .. Found!.Line.Select(point => new PictureColumn(
                point.Signals,
                point.Amber != Found.Set.Limits[Nearness.Amber]
            )),
        ];

    /// <summary>The top of the scale: the highest, in tens.</summary>
    public double Most => 10 * Math.Ceiling(Found!.Line.Max(point => point.Signals.High) / 10);

    private void Look()
    {
        var changes = change.HistoryOf(PageSettings.Limits);
        var before = changes
            .GroupBy(settingChange => settingChange.Key)
            .ToDictionary(key => key.Key, key => key.ElementAtOrDefault(1)?.Value ?? PageSettings.StandardOf(key.Key));
        Before = changes.Count > 0 && !IsFixed ? settings.Try(before, out _)?.Signals : null;
        if (ModelState.IsValid)
            (Found, Unreadable) = LimitsReading.Of(database, settings.Signals, Calls, time);
    }
}
