using System.Collections.Immutable;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// A caregiver's life, written down in the order in which it went; answers are raw and scored as the service does.
/// </summary>
public sealed record Case
{
    /// <summary>Days in which a check-in can be answered, as in the shipped plan.</summary>
    public const int Window = 14;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public ImmutableList<Wave> Waves { get; init; } = [];

    public ImmutableList<HistoryEvent> Events { get; init; } = [];

    public ImmutableList<Contact> Contacts { get; init; } = [];

    /// <summary>A check-in is sent; what is called after it belongs to it.</summary>
    public Case Asked(string day) => Asked(Some.Date(day));

    public Case Asked(DateOnly day) =>
        this with
        {
            Waves = Waves.Add(new Wave(day, day.AddDays(Window), null, false, [])),
        };

    /// <summary>Sent, and never answered.</summary>
    public Case Missed(string day) => Asked(day);

    /// <summary>One question was put to them, and nothing else.</summary>
    public Case Light() => Last(wave => wave with { IsLight = true });

    /// <summary>The check-in goes by a call or a letter.</summary>
    public Case ByPhone() => Last(wave => wave with { ByMail = false });

    /// <param name="kind">As the contract writes it.</param>
    public Case Happened(string day, string kind, string by = "caregiver") =>
        this with
        {
            Events = Events.Add(
                new HistoryEvent(Some.Date(day), Codes.Parse<EventKind>(kind), Codes.Parse<ReportedBy>(by))
            ),
        };

    public Case Contacted(string day, string? nextOn = null) =>
        this with
        {
            Contacts = Contacts.Add(new Contact(Some.Date(day), false, nextOn is null ? null : Some.Date(nextOn))),
        };

    public Case Closed(string day) => this with { Contacts = Contacts.Add(new Contact(Some.Date(day), true, null)) };

    /// <summary>Closed for who wants no call, with a note of what was done instead.</summary>
    public Case DoneInstead(string day) =>
        this with
        {
            Contacts = Contacts.Add(new Contact(Some.Date(day), true, null) { DoneInstead = true }),
        };

    /// <summary>The same check-in every month; the number is 0 for the first.</summary>
    public Case EachMonth(string first, int months, Func<Case, int, Case> answers) =>
        Enumerable
            .Range(0, months)
            .Aggregate(this, (life, month) => answers(life.Asked(Some.Date(first).AddMonths(month)), month));

    /// <summary>
    /// Answers to the last check-in, on the day it was asked; a list of which nothing is given was not asked.
    /// </summary>
    /// <param name="csi">The total, 0–13: so many items yes, sleep and overwhelmed the last ones unless they are
    /// named.</param>
    /// <param name="yes">CSI items that are among the yes, apart by spaces.</param>
    /// <param name="volhoudtijd">1 under a week to 6 over two years.</param>
    /// <param name="going">1 very bad to 5 very well.</param>
    /// <param name="help">CarerQol support: 0 none, 1 some, 2 a lot; the other CarerQol items likewise.</param>
    /// <param name="happiness">CarerQol-VAS, 0–10.</param>
    /// <param name="support">SSL-12-I total, 12–48.</param>
    /// <param name="missing">SSL-D-8 total, 8–24.</param>
    /// <param name="burden">SRB, 0–100.</param>
    /// <param name="takeOver">Whether somebody can take over for half a day: 1 somebody does, 2 could ask, 3 nobody, 4 does
    /// not want it.</param>
    public Case Answers(
        int? csi = null,
        string yes = "",
        int? volhoudtijd = null,
        int? going = null,
        int? happiness = null,
        int? help = null,
        int? mental = null,
        int? physical = null,
        int? activities = null,
        int? fulfilment = null,
        int? support = null,
        int? missing = null,
        int? burden = null,
        int? takeOver = null
    )
    {
        var life = this;
        if (going is { } word)
            life = life.Gives("opening", ("going", word));
        if (burden is { } load)
            life = life.Gives("srb", ("burden", load));
        if (csi is { } strain)
            life = life.Gives("csi", Csi(strain, yes));
        if (volhoudtijd is { } time)
            life = life.Gives("volhoudtijd", ("time", time));
        if ((happiness ?? help ?? mental ?? physical ?? activities ?? fulfilment) is not null)
        {
            life = life.Gives(
                "carerqol",
                ("fulfilment", fulfilment ?? 1),
                ("relational", 0),
                ("mental", mental ?? 0),
                ("activities", activities ?? 1),
                ("financial", 0),
                ("support", help ?? 1),
                ("physical", physical ?? 0),
                ("happiness", happiness ?? 7)
            );
        }

        if (support is { } received)
            life = life.Gives("ssl-12-i", Spread("ssl-12-i", received));
        if (missing is { } missed)
            life = life.Gives("ssl-d-8", Spread("ssl-d-8", missed));
        if (takeOver is { } relief)
            life = life.Gives("wishes", ("take-over", relief));
        return life;
    }

    /// <summary>
    /// Raw codes of one list in the last check-in, answered so many days after it was asked; items that are not named
    /// were skipped.
    /// </summary>
    public Case Gives(string instrument, params (string Item, int Code)[] codes) =>
        Last(wave => Scored(wave with { AnsweredOn = wave.AnsweredOn ?? wave.AskedOn }, instrument, codes));

    /// <summary>So many days after it was asked; from the end of the window on it is late.</summary>
    public Case After(int days) => Last(wave => wave with { AnsweredOn = wave.AskedOn.AddDays(days) });

    /// <summary>Its mail did not arrive, or they were away: without an answer it says nothing.</summary>
    public Case Excused(bool isExcused = true) => Last(wave => wave with { IsExcused = isExcused });

    /// <summary>
    /// The first answers of the last check-in came so many days after it was asked, the others when it was sent.
    /// </summary>
    public Case InTwoParts(int answers, int days)
    {
        var part = Waves[^1].Answers.Take(answers).ToLookup(answer => answer.Instrument);
        var emptied = this with { Waves = [Waves[^1] with { Values = [], Answers = [], WantsCall = false }] };
        var before = part.Aggregate(
                emptied,
                (life, list) => life.Gives(list.Key, [.. list.Select(answer => (answer.Item, answer.Code))])
            )
            .After(days);
        return part.Count == 0 ? this : Last(wave => wave with { Before = before.Waves[0] });
    }

    public Case CallMe() => Last(wave => wave with { AnsweredOn = wave.AnsweredOn ?? wave.AskedOn, WantsCall = true });

    /// <summary>All that is known in the end; Today is the last day on which anything can still come of it.</summary>
    public History History()
    {
        var days = Waves
            .Select(wave => wave.ClosesOn)
            .Concat(Events.Select(it => it.Day))
            .Concat(Contacts.Select(it => it.NextOn ?? it.Day));
        return new History(days.Max().AddDays(60), Waves, Events, Contacts);
    }

    /// <summary>What a coordinator would have been told, a line each: the day, the level and the kinds.</summary>
    public IReadOnlyList<string> Told() => [.. Replay.Of(History(), new RuleSettings()).Signals.Select(Line)];

    /// <summary>What stands open, each the first day, the last one, the level and the day by which somebody
    /// acts.</summary>
    public IReadOnlyList<string> Open(FollowUp? assumed = null, Mute mute = default) =>
        [
            .. Replay
                .Of(History(), new RuleSettings(), assumed, mute)
                .Open.Select(row =>
                    string.Create(
                        Invariant,
                        $"{row.From:yyyy-MM-dd} {row.Until:yyyy-MM-dd} {row.Level?.Code() ?? "line"} {row.DueOn:yyyy-MM-dd}"
                    )
                ),
        ];

    /// <summary>The same whatever the day, joined where the level stays: each the first day, the last one and the
    /// level.</summary>
    public IReadOnlyList<string> Stands(FollowUp? assumed = null)
    {
        var joined = new List<OpenRow>();
        foreach (var row in Replay.Of(History(), new RuleSettings(), assumed).Open)
        {
            if (joined is [.., var last] && last.Level == row.Level && last.Until == row.From)
                joined[^1] = last with { Until = row.Until };
            else
                joined.Add(row);
        }

        return
        [
            .. joined.Select(row =>
                string.Create(Invariant, $"{row.From:yyyy-MM-dd} {row.Until:yyyy-MM-dd} {row.Level?.Code() ?? "line"}")
            ),
        ];
    }

    /// <summary>What would have become a line of the worklist, each the day and the key.</summary>
    public IReadOnlyList<string> Lines()
    {
        var (state, lines) = (default(CaregiverState), new List<string>());
        foreach (var day in Observations.Of(History()).GroupBy(observation => observation.Day))
        {
            foreach (var observation in day)
                state.Take(observation);
            lines.AddRange(
                NotificationPolicy
                    .Lines(state, day.Key, new RuleSettings())
                    .Where(line => line.Day == day.Key)
                    .Select(line => string.Create(Invariant, $"{day.Key:yyyy-MM-dd} {line.WarningSign}"))
            );
        }

        return lines;
    }

    private static string Line(NotifiedSignal told) =>
        string.Create(Invariant, $"{told.Day:yyyy-MM-dd} {told.Urgency.Code()} {Kinds.Join(told.Kinds)}");

    private Case Last(Func<Wave, Wave> change) =>
        this with
        {
            Waves = Waves.SetItem(Waves.Count - 1, change(Waves[^1])),
        };

    private static Wave Scored(Wave wave, string instrument, IReadOnlyList<(string Item, int Code)> codes)
    {
        var list = Some.Instruments.Newest(instrument);
        var values = Scoring.Score(list, codes.ToDictionary(it => it.Item, it => it.Code));
        return wave with
        {
            Values =
            [
                .. wave.Values,
                .. values.Select(value => new Measured(instrument, list.Version, value)),
                .. codes
                    .Where(code => (instrument, code.Item) == Observations.TakeOver)
                    .Select(code => Measured.Of(list, code.Item, code.Code)),
            ],
            Answers = [.. wave.Answers, .. codes.Select(it => new GivenAnswer(instrument, it.Item, it.Code))],
        };
    }

    private static (string Item, int Code)[] Csi(int total, string yes)
    {
        string[] named = yes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] usual =
        [
            "inconvenient",
            "confining",
            "plans",
            "family",
            "demands",
            "emotional",
            "changed",
            "upsetting",
            "work",
            "physical",
            "financial",
            "sleep",
            "overwhelmed",
        ];
        var said = named.Concat(usual.Except(named)).Take(total).ToHashSet();
        Assert.True(named.Length <= total && named.All(usual.Contains), $"'{yes}' is no part of {total} items.");
        return [.. usual.Select(item => (item, said.Contains(item) ? 1 : 0))];
    }

    /// <summary>Codes as even as can be that make the total.</summary>
    private static (string Item, int Code)[] Spread(string instrument, int total)
    {
        var items = Some.Instruments.Newest(instrument).Items;
        return [.. items.Select((item, n) => (item.Key, (total / items.Count) + (n < total % items.Count ? 1 : 0)))];
    }
}
