using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Configuration;

/// <summary>
/// The one place that lays what was changed in the browser over the installation's own settings, and lets it hold: in
/// the settings and the plan that everybody else was given at the start.
/// </summary>
/// <param name="settings">As everybody holds them.</param>
/// <param name="installation">The file, the environment and the command line.</param>
/// <param name="plan">As everybody holds it.</param>
public sealed partial class SettingsInForce(
    Settings settings,
    IConfiguration installation,
    Instruments instruments,
    Plan plan
)
{
    private const string Every = "Plan:EveryMonths:";

    /// <summary>The most characters of all closed days together: those of some years (our choice).</summary>
    private const int LongestDays = 2000;

    private static readonly string[] PlanNumbers = ["WindowDays", "ReminderAfterDays"];

    private readonly Lock turn = new();
    private IReadOnlyDictionary<string, string> changed = new Dictionary<string, string>();
    private long reached;
    private ILogger? log;
    private (string Kind, string Keys)? unreadable;

    /// <summary>How many settings hold as they were changed in the browser.</summary>
    public int Count => changed.Count;

    /// <summary>Which those are, in the order of their names.</summary>
    public IReadOnlyList<string> Keys => [.. changed.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The settings that were changed in the browser and no longer go with the installation's own: these hold instead.
    /// </summary>
    public IReadOnlyList<Fault> Aside { get; private set; } = [];

    /// <summary>The newest change in the store that was looked at; 0 for none.</summary>
    public long Reached => Interlocked.Read(ref reached);

    /// <summary>
    /// Names there, from now on, a change that cannot be read, without its value; and what was so before.
    /// </summary>
    public void LogTo(ILogger? to)
    {
        lock (turn)
        {
            log = to;
            if (log is not null && unreadable is { } before)
                Unreadable(log, before.Kind, before.Keys);
        }
    }

    /// <summary>
    /// Lets hold what is in the store; nothing where that is so already. What nobody foresaw in a change stops neither
    /// pages nor beats: what held before holds, until there is another change.
    /// </summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public void Take(Database database)
    {
        lock (turn)
        {
            if (database.Read(SettingChangeTable.Newest) == reached)
                return;
            var (newest, rows) = database.Read(transaction =>
                (SettingChangeTable.Newest(transaction), SettingChangeTable.Holding(transaction))
            );
            unreadable = null;
            try
            {
                Become(rows);
            }
            catch (Exception unforeseen) when (unforeseen is not StorageException)
            {
                var keys = rows.Where(row => row.Value is not null && !Holds(row)).Select(row => row.Key).ToList();
                Aside = [.. keys.Select(key => new Fault("settings", key, "cannot be read"))];
                unreadable = (unforeseen.GetType().Name, string.Join(", ", keys));
                if (log is not null)
                    Unreadable(log, unforeseen.GetType().Name, string.Join(", ", keys));
            }

            Interlocked.Exchange(ref reached, newest);
        }
    }

    /// <summary>Everything that can be changed, as it holds now, in the order of the page.</summary>
    public IReadOnlyList<ChangeableSetting> All()
    {
        using var laid = Laid(changed);
        return Of(settings, plan, laid);
    }

    private static IReadOnlyList<ChangeableSetting> Of(Settings settings, Plan plan, ConfigurationRoot now)
    {
        var numbers = SettingsReader.Numbers(now);
        ChangeableSetting Number(SettingGroup group, string key) =>
            new(key, group, SettingForm.Number, Text(numbers[key].Value), numbers[key].Least, numbers[key].Most);
        return
        [
            Line(SettingGroup.SupportPoint, "SupportPoint:Phone", settings.SupportPoint.Phone, 1),
            Line(SettingGroup.SupportPoint, "SupportPoint:CallingHours", settings.SupportPoint.CallingHours ?? "", 0),
            .. OfSafety(settings.Safety),
            new(
                "Site:ClosedDays",
                SettingGroup.ClosedDays,
                SettingForm.Days,
                now["Site:ClosedDays"]?.Trim() ?? "",
                0,
                LongestDays
            ),
            .. OfPlan(plan),
            Number(SettingGroup.FollowUp, "FollowUp:EscalateAfterWorkingDays"),
            Number(SettingGroup.FollowUp, "FollowUp:SignalsPerWeek"),
            .. RuleSettings.Limits.Select(limit => new ChangeableSetting(
                "Signals:" + limit.Key,
                SettingGroup.Limits,
                SettingForm.Number,
                Text(settings.Signals[limit]),
                limit.Least,
                limit.Most
            )),
            .. numbers
                .Keys.Where(key => key.StartsWith("Retention:", StringComparison.Ordinal))
                .Select(key => Number(SettingGroup.Retention, key)),
        ];
    }

    /// <summary>What the settings would be with another value, without letting it hold.</summary>
    /// <param name="value">Null: as the installation's own settings say.</param>
    /// <returns>Null when there are faults.</returns>
    public SettingsTried? Try(string key, string? value, out IReadOnlyList<Fault> faults)
    {
        var tried = changed.Where(one => one.Key != key).ToDictionary();
        if (value is not null)
            tried[key] = value;
        return Read(tried, out faults);
    }

    private bool Holds(SettingChange row) => changed.TryGetValue(row.Key, out var value) && value == row.Value;

    private static ChangeableSetting Line(SettingGroup group, string key, string value, int least) =>
        new(key, group, SettingForm.Line, value, least, SettingsReader.LongestLine);

    private static IEnumerable<ChangeableSetting> OfSafety(SafetySettings said)
    {
        ChangeableSetting Number(string name, string? value, int least = 0) =>
            new("Safety:" + name, SettingGroup.Safety, SettingForm.Line, value ?? "", least, SafetyReader.Longest);
        return
        [
            Number(nameof(said.Advice), said.Advice, 1),
            Number(nameof(said.SuicideLine), said.SuicideLine, 1),
            Number(nameof(said.OutOfHoursDoctor), said.OutOfHoursDoctor),
            Number(nameof(said.CrisisService), said.CrisisService),
            Number(nameof(said.Officer), said.Officer),
            Number(nameof(said.CheckedOn), said.CheckedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
    }

    private static IEnumerable<ChangeableSetting> OfPlan(Plan plan)
    {
        if (plan.Source is null)
            yield break;
        foreach (var (name, value) in PlanNumbers.Zip([plan.WindowDays, plan.ReminderAfterDays]))
            yield return new("Plan:" + name, SettingGroup.Plan, SettingForm.Number, Text(value), 1, Plan.LongestWindow);
        foreach (var one in plan.Instruments)
            yield return new(
                Every + one.Key,
                SettingGroup.Plan,
                SettingForm.Number,
                Text(one.EveryMonths),
                1,
                Plan.RarestMonths
            );
    }

    /// <summary>
    /// Each change that goes with the installation's settings, which may be others than when it was made; a change that
    /// does not go is passed over, and the program starts all the same.
    /// </summary>
    private void Become(IReadOnlyList<SettingChange> rows)
    {
        var all = rows.Where(row => row.Value is not null).ToDictionary(row => row.Key, row => row.Value!);
        var aside = new List<Fault>();
        if (Read(all, out _) is not { } read)
        {
            (all, read, aside) = GoingTogether(all);
        }

        settings.Become(read.Settings);
        plan.Become(read.Plan);
        (changed, Aside) = (all, aside);
    }

    /// <summary>
    /// Takes each change that goes with those taken before it, again and again until none is left that does: one may
    /// need another that was made later.
    /// </summary>
    private (Dictionary<string, string> Good, SettingsTried Read, List<Fault> Aside) GoingTogether(
        Dictionary<string, string> all
    )
    {
        var good = new Dictionary<string, string>();
        var read = Read(good, out _) ?? throw new InvalidOperationException("The installation's settings are wrong.");
        List<Fault> aside;
        int before;
        do
        {
            before = good.Count;
            aside = [];
            foreach (var (key, value) in all.Where(one => !good.ContainsKey(one.Key)).ToList())
            {
                if (Read(new Dictionary<string, string>(good) { [key] = value }, out var faults) is { } tried)
                    (good[key], read) = (value, tried);
                else
                    aside.Add(new Fault("settings", key, faults[0].Message));
            }
        } while (good.Count > before && aside.Count > 0);
        return (good, read, aside);
    }

    private SettingsTried? Read(IReadOnlyDictionary<string, string> changes, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        using var laid = Laid(changes);
        var read = SettingsReader.Read(laid, out var wrong);
        found.AddRange(wrong);
        var rhythm = plan;
        if (plan.Source is { } source)
        {
            rhythm = Plan.Read(
                new SourceFile(source.Name, Laid(source.Unmarked.Span, changes)),
                instruments,
                out var wrongPlan
            );
            found.AddRange(wrongPlan);
        }

        if (found.Count > 0)
            return null;
        return new SettingsTried(read!, rhythm!, Of(read!, rhythm!, laid));
    }

    /// <remarks>To be disposed of: it listens to the installation's own as long as it lives.</remarks>
    private ConfigurationRoot Laid(IReadOnlyDictionary<string, string> changes) =>
        (ConfigurationRoot)
            new ConfigurationBuilder()
                .AddConfiguration(installation)
                .AddInMemoryCollection(
                    changes
                        .Where(one => KnownSettings.Keys.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
                        .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))
                )
                .Build();

    /// <summary>The plan's file with other numbers in it, to be checked as the file is.</summary>
    private static byte[] Laid(ReadOnlySpan<byte> file, IReadOnlyDictionary<string, string> changes)
    {
        var root = JsonNode.Parse(file)!.AsObject();
        foreach (var name in PlanNumbers)
        {
            if (changes.TryGetValue("Plan:" + name, out var value))
                root[JsonNamingPolicy.CamelCase.ConvertName(name)] = NumberIn(value);
        }

        foreach (var one in root["instruments"]!.AsArray().OfType<JsonObject>())
        {
            if (changes.TryGetValue(Every + one["key"], out var value))
                one["everyMonths"] = NumberIn(value);
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    /// <summary>Words stay words, so that the plan says what is wrong with them.</summary>
    private static JsonNode NumberIn(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : value;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Error, Message = "Changed settings cannot be read ({Kind}): {Keys}")]
    private static partial void Unreadable(ILogger log, string kind, string keys);
}

/// <summary>Settings and plan with a value that does not hold yet.</summary>
public sealed record SettingsTried(Settings Settings, Plan Plan, IReadOnlyList<ChangeableSetting> All)
{
    public string ValueOf(string key) => All.First(one => one.Key == key).Value;
}
