using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Desk.Case;

/// <summary>Reads all that a case page tells, and puts it into words.</summary>
public static class CaseReading
{
    private static readonly Texts Words = CasePageModel.Words;

    // Burden first, then wellbeing and support; the two that are told in words stand last.
    private static readonly (string Instrument, string Scale)[] Shown =
    [
        ("csi", "total"),
        ("srb", "burden"),
        ("carerqol", "vas"),
        (Tariff.Instrument, Tariff.Scale),
        ("ssl-12-i", "total"),
        ("ssl-d-8", "total"),
        ("cra", "esteem"),
        ("cra", "family"),
        ("cra", "finances"),
        ("cra", "schedule"),
        ("cra", "health"),
        ("opening", "going"),
        ("volhoudtijd", "time"),
    ];

    private static readonly Texts CallWords = Texts.Of(typeof(CallPlan));

    /// <summary>
    /// An older wish is shown with its day, and no longer orders what is offered: two turns of the shipped plan (ours).
    /// </summary>
    private const int WishHoldsMonths = 6;

    public static CasePageModel Of(
        Transaction transaction,
        Caregiver caregiver,
        StaffShell shell,
        Instruments instruments,
        RuleSettings rules,
        SiteTime time
    )
    {
        var checkIns = CheckInTable.Of(transaction, caregiver.Id);
        var events = EventTable.Of(transaction, caregiver.Id);
        var signal = SignalTable.OpenOf(transaction, caregiver.Id);
        var owner = CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!;
        var firstName = Plainly.Shown(caregiver.FirstName ?? caregiver.Person);
        var found = signal is null ? [] : SignalTable.Findings(transaction, signal.Id);
        var reasons = StoredFinding.NewestOfEach(found);
        var overrides = OverrideTable.Of(transaction, caregiver.Id);
        var actions = ActionTable.Timeline(transaction, caregiver.Id);
        var said = Wishes.Of(transaction, caregiver.Id, instruments);
        var scores = Scores.Results.Of(transaction, caregiver.Id, instruments);
        var byMessage = WishesMessage(checkIns, reasons, time);
        return new CasePageModel(
            shell,
            caregiver.Id,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            firstName,
            caregiver.Phone,
            FactsOf(CaregiverTable.SituationOf(transaction, caregiver.Id)),
            MoreFactsOf(caregiver, CaregiverTable.SituationOf(transaction, caregiver.Id), owner, time.Today),
            OwnWordsOf(
                checkIns,
                OpenTaskTable.WordsOf(transaction, caregiver.Id).ToDictionary(one => one.CheckInId),
                time
            ),
            signal is null
                ? null
                : new OpenSignalLine(
                    signal.Id,
                    signal.Mark,
                    StateOf(signal, byMessage, time),
                    signal.SeenAt is not null
                ),
            MailOf(transaction, caregiver, checkIns, time),
            [.. reasons.Select(one => ReasonOf(one, signal, found, time.Today))],
            [.. found.Except(reasons).Select(one => ReasonOf(one, signal, found, time.Today))],
            WishesOf(checkIns, actions, said, firstName, time),
            EarlierWishesOf(said),
            [
                .. InPlaceOf(actions, events, signal),
                .. overrides.Where(one => one.HoldsOn(time.Today)).Select(one => TextOf(one, rules)),
            ],
            CallOf(
                reasons,
                events,
                [.. said.Where(one => one.Day >= time.Today.AddMonths(-WishHoldsMonths))],
                firstName,
                byMessage,
                byMessage && signal is { Level: "red" }
            ),
            ChartsOf(scores, checkIns, events, instruments),
            Tariff.Of(scores, instruments),
            TimelineOf(
                actions,
                events,
                SignalRecord.Of(transaction, caregiver.Id, time),
                OverrideRecord.Of(overrides, rules, time.Today),
                EntryRecord.Of(transaction, caregiver.Id)
            ),
            StatusOf(caregiver),
            LifeChoicesOf(caregiver.Status),
            [
                .. ContactForm
                    .Whens.Where(when => when != "dag")
                    .Select(when => (when, LongDay(ContactForm.NextOf(when, "", time.Today)!.Value))),
            ],
            time.Today.AddDays(1),
            ActionTable.NewestOf(transaction, caregiver.Id),
            ContactForm.Empty,
            CloseForm.Empty,
            [],
            [
                .. overrides
                    .Where(one => one.HoldsOn(time.Today))
                    .Select(one => new OverrideLine(one.Id, TextOf(one, rules))),
            ],
            OverrideChoicesOf(rules),
            OverrideForm.Empty,
            null,
            null
        )
        {
            LastTryOn = signal is { Level: "red" } ? ContactForm.LastTryOn(time.Today) : null,
            AwaitsTalk = signal is { AwaitsTalk: true },
            TakesPart = caregiver.Status != "ended",
            Initials = Plainly.Initials(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Entries = EntryLink.Of(transaction, caregiver, checkIns, time),
        };
    }

    /// <summary>Newest first, and what nobody read yet before all.</summary>
    private static List<OwnWordsLine> OwnWordsOf(
        IEnumerable<CheckIn> checkIns,
        Dictionary<long, WordsRead> read,
        SiteTime time
    ) =>
        [
            .. checkIns
                .Where(one => !string.IsNullOrWhiteSpace(one.OwnWords))
                .Reverse()
                .Select(one =>
                {
                    var task = read.GetValueOrDefault(one.Id);
                    return new OwnWordsLine(
                        Texts.Day(one.AnsweredAt is { } at ? time.DayOf(at) : one.AskedOn),
                        Plainly.Shown(one.OwnWords!.Trim()),
                        task is { DoneAt: null } ? task.Id : null,
                        task is { DoneAt: { } done, DoneBy: { } by }
                            ? Words["ReadBy", ("naam", Plainly.Shown(by)), ("dag", Texts.Day(time.DayOf(done)))]
                            : null
                    );
                })
                .OrderBy(line => line.ToRead is null),
        ];

    private static List<FactLine> FactsOf(CareSituation? care)
    {
        var facts = new List<FactLine>();
        if (care?.Relation is { } relation)
            facts.Add(new(Words["Fact.CaresFor"], Words["Relation." + relation]));
        if (care?.Condition is { Length: > 0 } condition)
            facts.Add(
                new(
                    Words["Fact.Condition"],
                    Words.Has("Condition." + condition) ? Words["Condition." + condition] : Plainly.Shown(condition)
                )
            );
        if (care?.CaringSince is { } since)
            facts.Add(new(Words["Fact.Since"], since.ToString("MMMM yyyy", Texts.Dutch)));
        if (care?.HoursPerWeek is { } hours)
            facts.Add(new(Words["Fact.Hours"], Words["Hours", ("n", hours.ToString(CultureInfo.InvariantCulture))]));
        return facts;
    }

    private static List<FactLine> MoreFactsOf(
        Caregiver caregiver,
        CareSituation? care,
        Coordinator owner,
        DateOnly today
    )
    {
        var facts = new List<FactLine> { new(Words["Fact.Number"], Plainly.Shown(caregiver.Person)) };
        if (care?.LivesTogether is { } together)
            facts.Add(new(Words["Fact.Together"], Words[together ? "Yes" : "No"]));
        if (care?.Works is { } works)
            facts.Add(new(Words["Fact.Works"], Words[works ? "Yes" : "No"]));
        facts.Add(
            new(
                Words["Fact.Channel"],
                Words[
                    "Channel."
                        + (
                            caregiver.Channel == "email" && Minors.Is(caregiver.Born, today)
                                ? "minor"
                                : caregiver.Channel
                        )
                ]
            )
        );
        facts.Add(new(Words["Fact.Status"], StatusOf(caregiver)));
        if (caregiver is { Status: "active", SoonerOn: { } sooner })
            facts.Add(new(Words["Fact.Sooner"], Texts.Day(sooner)));
        facts.Add(new(Words["Fact.Coordinator"], Plainly.Shown(owner.Name ?? owner.Email)));
        return facts;
    }

    private static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: "paused", PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status];

    public static string[] LifeChoicesOf(string status) =>
        status switch
        {
            "active" => ["pauze", "opname", "overlijden", "stop"],
            "paused" => ["hervat", "opname", "overlijden", "stop"],
            "aftercare" => ["hervat", "overlijden", "stop"],
            "ended" => ["hervat"],
            _ => [],
        };

    private static string? MailOf(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        SiteTime time
    )
    {
        if (caregiver is not { Channel: "email", Status: "active" or "paused" })
            return null;
        if (MailLedgerTable.StopOf(transaction, caregiver.Id) is { } stop)
            return Words["Mail." + stop.Why, ("dag", Texts.Day(time.DayOf(stop.At)))];
        if (
            MailLedgerTable.NewestTo(transaction, caregiver.Id, time.Now) is not { } mail
            || checkIns.Any(one => one.AnsweredAt > mail.CreatedAt)
        )
            return null;
        var what = mail switch
        {
            {
                State: MailState.Unsure or MailState.Ready or MailState.Failed or MailState.Expired,
                MayHaveArrived: true
            } => "unsure",
            { State: MailState.Failed or MailState.Expired } => "failed",
            { State: MailState.Sent, CameBackAs: not null } => "returned",
            _ => null,
        };
        return what is null ? null : Words["Mail." + what, ("dag", Texts.Day(time.DayOf(mail.CreatedAt)))];
    }

    /// <summary>Their newest word is that they rather have no call, and they have asked for none since.</summary>
    private static bool WishesMessage(
        IReadOnlyList<CheckIn> checkIns,
        IEnumerable<StoredFinding> reasons,
        SiteTime time
    ) =>
        checkIns.LastOrDefault(one => one is { AnsweredAt: not null, CallMe: not null })
            is { CallMe: "no" or "self" } last
        && !reasons.Any(one => one.Kind == "request" && one.RestsOn >= time.DayOf(last.AnsweredAt!.Value));

    private static string StateOf(Signal signal, bool byMessage, SiteTime time)
    {
        var since = (signal.IsFollowed, signal.IsContacted) switch
        {
            (true, _) => Words["State.Followed", ("dag", Texts.Day(signal.OpenedOn))],
            (_, true) => Words["State.Open", ("dag", Texts.Day(signal.WaitsSince))],
            _ => Words[
                "State.Since",
                ("dag", Texts.Day(signal.WaitsSince)),
                ("wacht", Wait.Of(signal.WaitsSince, time.Today))
            ],
        };
        var next = signal switch
        {
            { SeenAt: null, IsFollowed: true, NextOn: { } day } => Words["State.First", ("dag", Texts.Day(day))],
            { SeenAt: null } => Words["State.TakeUp"],
            { NextOn: { } day, IsContacted: false } => Words["State.TryAgain", ("dag", Texts.Day(day))],
            { NextOn: { } day, Tries: > 0 } => Words["State.TryLater", ("dag", Texts.Day(day))],
            { NextOn: { } day } => Words["State.Look", ("dag", Texts.Day(day))],
            _ => Words[
                !byMessage ? "State.Call"
                : signal.Level == "red" ? "State.Ask"
                : "State.Message",
                ("dag", Texts.Day(time.DayOf(signal.SeenAt!.Value)))
            ],
        };
        var news = signal is { NewsAt: not null, ContactedAt: { } talked }
            ? Words["State.News", ("dag", Texts.Day(time.DayOf(talked)))]
            : null;
        return string.Join(
            ' ',
            new[]
            {
                since,
                next,
                Tried.Of(signal, time.Today),
                signal.IsWithDeputy ? Words["State.Deputy"] : null,
                news,
            }.OfType<string>()
        );
    }

    private static ReasonLine ReasonOf(
        StoredFinding finding,
        Signal? signal,
        IReadOnlyList<StoredFinding> found,
        DateOnly today
    ) =>
        new(
            finding.ReasonOn(today),
            Texts.Day(finding.RestsOn),
            Words["Kind." + finding.Kind],
            Words["Rule." + finding.Kind],
            finding.Level == "red",
            finding.IsNewsSince(signal?.ContactedAt, found)
        );

    private static List<string> WishesOf(
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        IReadOnlyList<SaidOfHelp> said,
        string firstName,
        SiteTime time
    )
    {
        var wishes = NewestOf(said).Select(one => (one.Day, Text: TextOf(one))).ToList();
        if (checkIns.LastOrDefault(one => one is { AnsweredAt: not null, CallMe: not null }) is { } last)
        {
            var day = time.DayOf(last.AnsweredAt!.Value);
            wishes.Add((day, Words["Wish." + last.CallMe, ("dag", Texts.Day(day))]));
        }

        if (actions.FirstOrDefault(one => one.Kind == "closed") is { Outcome: Outcomes.NoContactWanted } closed)
            wishes.Add((closed.DoneOn, Words["Barrier", ("dag", Texts.Day(closed.DoneOn))]));
        return wishes.Count > 0
            ? [.. wishes.OrderByDescending(one => one.Day).Select(one => one.Text)]
            : [Words["Wish.none", ("voornaam", firstName)]];
    }

    /// <summary>The newest wish, then the newest barrier.</summary>
    private static IEnumerable<SaidOfHelp> NewestOf(IReadOnlyList<SaidOfHelp> said) =>
        said.GroupBy(one => one.Item)
            .OrderByDescending(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.First());

    /// <summary>Each other answer once, with the day it was last given.</summary>
    private static List<string> EarlierWishesOf(IReadOnlyList<SaidOfHelp> said)
    {
        var newest = NewestOf(said).ToList();
        return
        [
            .. said.Where(one => !newest.Exists(now => (now.Item, now.Answer) == (one.Item, one.Answer)))
                .DistinctBy(one => (one.Item, one.Answer))
                .Select(TextOf),
        ];
    }

    private static string TextOf(SaidOfHelp one) =>
        Words["Said." + one.Item, ("antwoord", one.Answer), ("dag", Texts.Day(one.Day))];

    private static List<string> InPlaceOf(IReadOnlyList<Done> actions, IReadOnlyList<CareEvent> events, Signal? signal)
    {
        var lines = InPlace
            .Of(events)
            .Select(one =>
                Words["InPlace." + one.Kind, ("dag", Texts.Day(one.HappenedOn))]
                + (one.Note.Length > 0 ? " " + Plainly.Shown(one.Note) : "")
            )
            .DefaultIfEmpty(Words["InPlace.None"])
            .ToList();
        if (
            actions.FirstOrDefault(one =>
                one is { Kind: "contacted", Outcome: { } way } && ContactWays.IsReached(way)
            ) is
            { } spoken
        )
            lines.Add(Words["InPlace.Spoken", ("dag", Texts.Day(spoken.DoneOn))]);
        if (signal?.NextOn is { } next)
            lines.Add(Words["InPlace.Agreed", ("dag", Texts.Day(next))]);
        return lines;
    }

    /// <param name="said">What still holds, newest first.</param>
    private static CallLines? CallOf(
        IReadOnlyList<StoredFinding> findings,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<SaidOfHelp> said,
        string firstName,
        bool byMessage,
        bool asks
    )
    {
        var (wish, barrier) = (
            said.FirstOrDefault(one => one.Wish is not null),
            said.FirstOrDefault(one => one.Barrier is not null)
        );
        if (
            CallPlan.Of(
                findings.Select(one => (Kinds.KindOf(one.Kind), Kinds.LevelOf(one.Level))),
                InPlace.RespiteFailed(events),
                wish?.Wish,
                InPlace.RespiteRuns(events)
            )
            is not { } plan
        )
            return null;
        return new CallLines(
            byMessage,
            asks,
            byMessage
                ? CallWords[asks ? "Ask" : "Message", ("voornaam", firstName)]
                : CallWords["Opening." + Kinds.Code(plan.Kind)],
            byMessage || barrier is null or { Barrier: HelpBarrier.None }
                ? null
                : new BarrierLine(
                    Words["OpeningBarrier", ("voornaam", firstName), ("antwoord", barrier.Answer)],
                    CallWords["Barrier." + barrier.Barrier]
                ),
            [
                .. plan.Options.Select(option => new FactLine(
                    CallWords["Step." + option.Step],
                    TextOf(option, firstName)
                )),
            ]
        );
    }

    private static string TextOf(CallOption option, string firstName)
    {
        var text = CallWords[$"Option.{option.Step}.{option.What}", ("voornaam", firstName)];
        return option.Fits ? $"{text} {CallWords["Option.Fits", ("voornaam", firstName)]}" : text;
    }

    private static List<ChartModel> ChartsOf(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CareEvent> events,
        Instruments instruments
    )
    {
        var markers = SeriesOf.Markers(events);
        var charts = new List<ChartModel>();
        foreach (var (key, name) in Shown)
        {
            if (instruments.Find(key)?.Scale(name) is not { } scale)
                continue;
            var series = SeriesOf.Scale(instruments, key, name, scores, checkIns);
            if (series.Points.Count == 0)
                continue;
            // A questionnaire speaks to the caregiver ("u"); here a coordinator reads about one.
            var title =
                scale.IsSupplied ? Tariff.NameOf(scale, series.Points[^1].SuppliedSet)
                : Words.Has($"Chart.{key}.{name}") ? scale.Name with { Nl = Words[$"Chart.{key}.{name}"] }
                : scale.Name;
            charts.Add(ChartModel.Of(scale, title, series, markers, Audience.Coordinator));
        }

        return charts;
    }

    private static List<TimelineLine> TimelineOf(
        IReadOnlyList<Done> actions,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<TimelineLine> signals,
        IReadOnlyList<TimelineLine> overrides,
        IReadOnlyList<TimelineLine> typedIn
    )
    {
        // A contact and a closing are there as actions, with who and what; their events only serve files and rules.
        var own = events.Where(one =>
            one.ReportedBy != "coordinator" || one.Kind is not (EventKinds.Contacted or EventKinds.SignalClosed)
        );
        var lines = actions
            .Select(LineOf)
            .Concat(signals.Reverse())
            .Concat(overrides.Reverse())
            .Concat(typedIn.Reverse())
            .Concat(own.Reverse().Select(LineOf));
        return [.. lines.OrderByDescending(line => line.Day)];
    }

    /// <summary>What was agreed, until when and why.</summary>
    public static string TextOf(Override one, RuleSettings rules)
    {
        var last = Texts.Day(one.UntilOn.AddDays(-1));
        var text = one.Kind switch
        {
            Override.Mute => Words["Override.mute", ("wat", Words["Kind." + one.Subject]), ("dag", last)],
            Override.Interval => Words["Override.interval", ("n", Texts.Number(one.Value)), ("dag", last)],
            Override.Sooner => Words["Override.sooner", ("dag", last)],
            _ when RuleSettings.Find(one.Subject) is { } limit => Words[
                "Override.limit",
                ("grens", Capital(LimitName(one.Subject))),
                ("waarde", Texts.Number(one.Value)),
                ("gewoon", Texts.Number(rules[limit])),
                ("dag", last)
            ],
            _ => Words["Override.gone", ("grens", Capital(LimitName(one.Subject))), ("dag", last)],
        };
        return $"{text} {Words["Override.Reason", ("reden", Plainly.Shown(one.Reason))]}";
    }

    private static string Capital(string text) => char.ToUpper(text[0], Texts.Dutch) + text[1..];

    private static List<(string, string)> OverrideChoicesOf(RuleSettings rules) =>
        [
            .. OverrideForm
                .Mutable.Select(Kinds.Code)
                .Select(kind => ("mute:" + kind, Words["Choice.mute", ("wat", Words["Kind." + kind])])),
            .. LessOften.Choices.Select(months =>
                (
                    $"interval:{months.ToString(CultureInfo.InvariantCulture)}",
                    Words["Choice.interval", ("n", Texts.Number(months))]
                )
            ),
            (Override.Sooner, Words["Choice.sooner"]),
            .. OverrideForm.Limits.Select(limit =>
                (
                    "limit:" + limit.Key,
                    Words[
                        "Choice.limit",
                        ("grens", Capital(LimitName(limit.Key))),
                        ("waarde", Texts.Number(rules[limit]))
                    ]
                )
            ),
        ];

    /// <summary>The limit in words; those of earlier rules stand in what was agreed or found with them.</summary>
    public static string LimitName(string key) =>
        Words.Has("Limit." + key.Replace(':', '.'))
            ? Words["Limit." + key.Replace(':', '.')]
            : Words["Limit.Gone", ("naam", key)];

    private static TimelineLine LineOf(Done done) =>
        new(
            done.DoneOn,
            done.Kind switch
            {
                "contacted" => Words["Way." + (done.Outcome ?? ContactWays.Spoken)],
                "closed" => Words[
                    "Closed",
                    (
                        "uitkomst",
                        done.Outcome is { } code && Words.Has("Outcome." + code)
                            ? Words["Outcome." + code]
                            : done.Outcome ?? ""
                    )
                ],
                _ => Words["Done." + done.Kind],
            },
            done.Coordinator is { } name ? Words["By", ("naam", Plainly.Shown(name))] : null,
            done.Note.Length > 0 ? Plainly.Shown(done.Note) : null,
            done.NextOn is { } next ? Words["NextOn", ("dag", Texts.Day(next))] : null
        );

    private static TimelineLine LineOf(CareEvent one)
    {
        var title = EventWords.Of(one.Kind);
        return new TimelineLine(
            one.HappenedOn,
            char.ToUpper(title[0], Texts.Dutch) + title[1..],
            Words["ReportedBy." + one.ReportedBy],
            one.Note.Length > 0 ? Plainly.Shown(one.Note) : null,
            null
        );
    }

    private static string LongDay(DateOnly day) => day.ToString("dddd d MMMM", Texts.Dutch);
}
