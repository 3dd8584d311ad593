using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Export;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Pages.ForCoordinators.AuditTrail;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Consents;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Pages.ForCoordinators.Entry;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Pages.Shared.Networks;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Copy;

/// <param name="ForThemselves">Whether they fetch it alone: <see cref="HeldBack"/>.</param>
public sealed record PersonCopy(string Name, string Day, IReadOnlyList<CopyPart> Parts, bool ForThemselves)
{
    public static readonly Texts Words = Texts.Of(typeof(CopyModel));

    /// <summary>Columns that are shown for each care separately (<see cref="CareFacts.Over"/>).</summary>
    private static readonly string[] ofCare =
    [
        "relation",
        "hours_per_week",
        "caring_since",
        "lives_together",
        "condition",
        "called",
        "cared_for_born",
        "cared_for_municipality",
    ];

    /// <summary>The reader's language, whoever prints it.</summary>
    public Language Language { get; } = Languages.Current;

    public static PersonCopy Of(
        PersonFacts facts,
        Instruments instruments,
        MailKinds kinds,
        SiteTime time,
        bool forThemselves = false
    )
    {
        var caregiver = facts.Caregiver;
        return new PersonCopy(
            DisplayText.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Texts.Day(time.Today),
            [
                new(Texts.Of("Web.Shared")["YourData"], DetailsOf(facts, forThemselves)),
                new(Words["Care"], CareOf(facts, time.Today)),
                new(NetworkShown.Words["Title"], NetworkShown.CopyOf(facts.Network, forThemselves, time.Today)),
                new(Words["History"], BeforeOf(facts.Changes, time, forThemselves)),
                new(Words["CheckIns"], CheckInsOf(facts, instruments, time, forThemselves)),
                new(Words["Scores"], ScoresOf(facts.Scores, instruments)),
                new(Words["Timeline"], TimelineOf(facts, time, forThemselves)),
                new(Words["Help"], HelpOf(facts, forThemselves)),
                new(
                    Words["Consents"],
                    [.. facts.Consents.Select(consent => ConsentWords.SentenceOf(consent, time.Today))]
                ),
                new(Words["Tasks"], TasksOf(facts.Tasks, time, forThemselves)),
                new(Words["Mail"], MailOf(facts, kinds, time)),
                new(Words["Readers"], AuditWords.LinesOf(facts.Record, time, forThemselves)),
            ],
            forThemselves
        );
    }

    public IReadOnlyList<string> NotHere =>
        ForThemselves
            ? [Words["NotHere"], Words["NotHere.Rest"], Words["NotHere.Protect"]]
            : [Words["NotHere"], Words["NotHere.Protect"]];

    private static List<string> DetailsOf(PersonFacts facts, bool forThemselves)
    {
        var caregiver = facts.Caregiver;
        return
        [
            Line(Words["Number"], DisplayText.Visible(caregiver.Person)),
            Line(Words["TakesPart"], StatusOf(caregiver)),
            Line(Words["Since"], Texts.Day(caregiver.EnrolledOn)),
            Line(Words["Coordinator"], NameOf(facts.Coordinator)),
            .. LinesOf(
                facts.Details,
                column =>
                    DetailWords.AreOf(column) && !ofCare.Contains(column) && !(forThemselves && HeldBack.Holds(column))
            ),
            .. facts.Keeping is { KeepReason: { } reason }
                ? [Line(Words["KeptLonger"], DisplayText.Visible(reason))]
                : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> LinesOf(PersonDetails details, Func<string, bool> has) =>
        PersonField
            .All.Where(field => has(field.Column))
            .Select(field => (field.Column, Value: field.Text(details)))
            .Where(field => field.Value is not null)
            .Select(field => Line(LabelOf(field.Column), ValueOf(field.Column, field.Value!)));

    private static string StatusOf(Caregiver caregiver) =>
        caregiver.QuestionsWait ? Words["Status.waiting"]
        : caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
        : Words["Status." + caregiver.Status.Code()];

    /// <summary>A field's name for the caregiver, which may differ from the staff form's.</summary>
    private static string LabelOf(string column) =>
        Words.Has("Field." + column) ? Words["Field." + column] : DetailWords.LabelOf(column);

    private static string ValueOf(string column, string value) =>
        column == "relation" && Words.Has("Relation." + value)
            ? Words["Relation." + value]
            : DetailWords.Of(column, value);

    private static List<CopyGroup> CareOf(PersonFacts facts, DateOnly today) =>
        [
            .. CareModel
                .Of(facts.Caregiver, facts.Cares, today)
                .All.Select(care => new CopyGroup(
                    Words["CareFor", ("wie", Words["Relation." + (care.Caring.Relation?.Code() ?? "unknown")])],
                    [
                        .. LinesOf(
                            care.Caring.Over(new PersonDetails()),
                            column => column != "relation" && ofCare.Contains(column)
                        ),
                        .. care.Role is null || facts.IsLost
                            ? Array.Empty<string>()
                            : [Words["Role." + care.Caring.Role.Code()]],
                        .. care.Others.Select(other => other.Text),
                        .. care.Helpers.Select(helper => $"{CaseModel.Words["Helpers"]} {helper.Text}"),
                    ]
                )),
        ];

    private static List<string> BeforeOf(IEnumerable<DetailChange> changes, SiteTime time, bool forThemselves) =>
        [
            .. changes
                .Where(change => change.OldValue is not null && DetailWords.AreOf(change.Field))
                .Where(change => !(forThemselves && HeldBack.Holds(change.Field)))
                .Select(change =>
                    Words[
                        "Was",
                        (
                            "regel",
                            Line(
                                change.Situation is null
                                    ? LabelOf(change.Field)
                                    : Words["Further", ("veld", LabelOf(change.Field))],
                                ValueOf(change.Field, change.OldValue!)
                            )
                        ),
                        ("dag", Texts.Day(time.DayOf(change.ChangedAt)))
                    ]
                ),
        ];

    private static List<CopyGroup> CheckInsOf(
        PersonFacts facts,
        Instruments instruments,
        SiteTime time,
        bool forThemselves
    )
    {
        var groups = facts.CheckIns.Select(checkIn =>
        {
            // The person who filled it in may read along: for them it appears as given.
            var given =
                forThemselves && checkIn.IsInvalidated
                    ? facts.Invalidated.FirstOrDefault(gone => gone.CheckInId == checkIn.Id)
                    : null;
            var shown = given?.Was ?? checkIn;
            return GroupOf(
                Words[
                    shown.AnsweredAt is not null ? "Answered"
                    : checkIn.IsInvalidated ? "Invalidated"
                    : checkIn.ClosedAt is null ? "Open"
                    : "NotAnswered",
                    ("dag", Texts.Day(checkIn.AskedOn)),
                    ("antwoord", shown.AnsweredAt is { } at ? Texts.Day(time.DayOf(at)) : "")
                ],
                shown,
                facts.Answers[(checkIn.Id, null)].Concat(given is null ? [] : facts.Answers[(null, given.Id)]),
                instruments
            );
        });
        var notTheirs = facts.Invalidated.Select(gone =>
            GroupOf(
                Words[
                    "NotTheirs",
                    ("dag", Texts.Day(time.DayOf(gone.AnsweredAt))),
                    ("naam", DisplayText.Visible(gone.Coordinator)),
                    ("tekst", DisplayText.Visible(gone.Reason))
                ],
                gone.Was,
                facts.Answers[(null, gone.Id)],
                instruments
            )
        );
        return [.. groups, .. forThemselves ? [] : notTheirs];
    }

    private static CopyGroup GroupOf(
        string heading,
        CheckIn checkIn,
        IEnumerable<StoredAnswer> answers,
        Instruments instruments
    )
    {
        var lines = new List<CopyLine>();
        if (!string.IsNullOrWhiteSpace(checkIn.OwnWords))
            lines.Add(Words["OwnWords", ("tekst", DisplayText.Visible(checkIn.OwnWords.Trim()))]);
        if (checkIn.CallMe is { } wish)
            lines.Add(Words["Call." + wish.Code()]);
        foreach (var list in answers.GroupBy(answer => (answer.InvalidatedId, answer.Instrument, answer.Version)))
            lines.AddRange(
                AnswersOf(
                    instruments.Get(list.Key.Instrument, list.Key.Version),
                    list.ToDictionary(answer => answer.Item, answer => answer.Value)
                )
            );
        return new CopyGroup(heading, lines);
    }

    /// <summary>A question by number and a few words, since not every copyright holder allows copying; in full if it is
    /// ours. A list with texts missing in the current language appears in Dutch, with a note.</summary>
    private static IEnumerable<CopyLine> AnswersOf(Instrument instrument, Dictionary<string, int> given)
    {
        List<(int Place, Item Item)> answered =
        [
            .. instrument.Items.Index().Where(pair => given.ContainsKey(pair.Item.Key)),
        ];
        var inDutch = answered.Exists(pair => pair.Item.Text.IsLacking);
        if (inDutch)
            yield return Words["Answers.InDutch", ("lijst", instrument.Name.Here)];
        var language = inDutch ? Language.Dutch : Languages.Current;
        foreach (var (place, item) in answered)
            yield return new CopyLine(
                Languages.In(language, () => AnswerOf(instrument, item, place + 1, given[item.Key])),
                inDutch
            );
    }

    private static string AnswerOf(Instrument instrument, Item item, int number, int value)
    {
        var answer = InWords(item, value);
        return instrument.Wording.State == WordingState.Own
            ? $"{item.Text.Here} {answer}"
            : Words[
                "Answer",
                ("lijst", instrument.Name.Here),
                ("nummer", Texts.Number(number)),
                ("vraag", item.Short?.Here ?? item.Key),
                ("antwoord", answer)
            ];
    }

    /// <summary>The answer as chosen; on a scale, a number with the scale's ends.</summary>
    private static string InWords(Item item, int value) =>
        item.Codes.FirstOrDefault(code => code.Value == value)?.Label.Here is { } label && !label.All(char.IsAsciiDigit)
            ? label
            : Words[
                "OnLine",
                ("waarde", Texts.Number(value)),
                ("van", Texts.Number(item.Lowest)),
                ("tot", Texts.Number(item.Highest))
            ];

    private static List<string> ScoresOf(IEnumerable<StoredScore> scores, Instruments instruments) =>
        [
            .. scores
                .Reverse()
                .Select(score =>
                    (Score: score, Scale: instruments.Get(score.Instrument, score.Version).Scale(score.Scale)!)
                )
                // The answer to a single question is already above in words; a skipped one says nothing.
                .Where(pair => pair.Scale.Items.Length > 1)
                .Where(pair => pair.Score.Low > pair.Scale.Min || pair.Score.High < pair.Scale.Max)
                .Select(pair =>
                {
                    var (score, scale) = pair;
                    return Words[
                        score.Value is null ? "ScoreBetween" : "Score",
                        ("naam", scale.Name.Here),
                        ("waarde", score.Value is { } value ? Texts.Number(value) : ""),
                        ("laag", Texts.Number(score.Low)),
                        ("hoog", Texts.Number(score.High)),
                        ("van", Texts.Number(scale.Min)),
                        ("tot", Texts.Number(scale.Max)),
                        ("dag", Texts.Day(score.AnsweredOn)),
                        ("hoger", Words["Higher." + scale.Direction])
                    ];
                }),
        ];

    private static List<string> TimelineOf(PersonFacts facts, SiteTime time, bool forThemselves) =>
        [
            .. TimelineModel
                .Of(
                    [.. facts.Actions.Select(done => forThemselves ? done with { Note = "" } : done)],
                    [
                        .. facts.Events.Select(careEvent =>
                            forThemselves && HeldBack.Holds(careEvent) ? careEvent with { Note = "" } : careEvent
                        ),
                    ],
                    SignalRecord.Of(facts.Found, facts.Notified, time),
                    AgreementRecord.Of(facts.Agreements, time.Today),
                    PlanQuote.Record(facts.Plans, time),
                    EntryRecord.Of(facts.TypedIn)
                )
                .Select(LineOf),
        ];

    /// <summary>What happened, worded for the caregiver: not which list a finding went on.</summary>
    private static string TitleOf(TimelineLine line) =>
        line switch
        {
            { Why: not null } => Words["Found"],
            { Done: { Kind: ActionKind.Contacted } done } => Words["Contact." + (done.Way ?? ContactWay.Spoken).Code()],
            { Done: { Kind: ActionKind.Closed } done } => Words[
                "Closed",
                ("uitkomst", done.Outcome is { } outcome ? Words["Outcome." + outcome.Code()] : "")
            ],
            { Done: { } done } => Words["Did." + done.Kind.Code()],
            { Event.Kind: EventKind.Contacted } => Words["Contact.spoken"],
            { Event.Kind: EventKind.SignalClosed } => Words["Event.SignalClosed"],
            _ => line.Title,
        };

    private static string LineOf(TimelineLine line) =>
        string.Join(
            ' ',
            new[]
            {
                $"{Texts.Day(line.Day)}: {TitleOf(line)}{(line.By is { } by ? $" ({by})" : "")}.",
                line.Text,
                line.Done?.NextOn is { } next ? Words["NextOn", ("dag", Texts.Day(next))] : null,
            }
                .Concat(line.Found.Select(found => $"‘{found}’"))
                .Where(text => !string.IsNullOrEmpty(text))
        );

    private static List<string> HelpOf(PersonFacts facts, bool forThemselves)
    {
        var steps = facts
            .HelpSteps.Select(step => forThemselves && !step.IsTheirs ? step with { Note = "" } : step)
            .ToLookup(step => step.HelpId);
        return
        [
            .. facts
                .Helps.SelectMany(help =>
                    new[]
                    {
                        $"{Texts.Capital(help.Kind.Told)}. {HelpLine.StateOf(help)}.",
                        DisplayText.Visible(help.Words),
                        DisplayText.Visible(help.WantedFor),
                    }.Concat(steps[help.Id].Select(HelpLine.SentenceOf))
                )
                .Where(line => line.Length > 0),
        ];
    }

    /// <summary>Includes the number for a single call, if the copy they fetch alone shows numbers.</summary>
    private static List<string> TasksOf(
        IEnumerable<IDictionary<string, object?>> tasks,
        SiteTime time,
        bool forThemselves
    ) =>
        [
            .. tasks.Select(row =>
                Words[
                    row["done_at"] is null ? "Task.Open" : "Task.Done",
                    ("wat", Words["Task." + row["kind"]]),
                    ("dag", DayOf(row["opened_at"], time)),
                    ("klaar", row["done_at"] is null ? "" : DayOf(row["done_at"], time))
                ]
                + (
                    row["call_phone"] is string phone && !(forThemselves && HeldBack.Holds("phone"))
                        ? $" {Line(LabelOf("phone"), DisplayText.Visible(phone))}"
                        : ""
                )
            ),
        ];

    private static List<string> MailOf(PersonFacts facts, MailKinds kinds, SiteTime time) =>
        [
            .. facts
                .Mails.Select(row => (At: (string)row["created_at"]!, Row: row))
                .OrderByDescending(pair => pair.At, StringComparer.Ordinal)
                .Select(pair =>
                    Words[
                        pair.Row["sent_at"] is null ? "Mail.NotSent" : "Mail.Sent",
                        ("wat", MailNameOf((string)pair.Row["kind"]!, kinds)),
                        ("naar", DisplayText.Visible((string)pair.Row["envelope_to"]!)),
                        ("dag", DayOf(pair.At, time))
                    ]
                ),
            .. facts.Returns.Select(row =>
                row["reply"] is string { Length: > 0 } reply
                    ? Words[
                        "Mail.Reply",
                        ("dag", DayOf(row["received_at"], time)),
                        ("tekst", DisplayText.Visible(reply))
                    ]
                    : Words["Mail.Back", ("dag", DayOf(row["received_at"], time))]
            ),
        ];

    private static string MailNameOf(string kind, MailKinds kinds) =>
        Words.Has("Mail.Kind." + kind) ? Words["Mail.Kind." + kind] : kinds.Word(kind, "Name");

    private static string DayOf(object? instant, SiteTime time) =>
        TypeHandlers.InstantOrNull(instant as string ?? "") is { } at ? Texts.Day(time.DayOf(at)) : "?";

    private static string NameOf(Coordinator coordinator) => DisplayText.Visible(coordinator.Name ?? coordinator.Email);

    private static string Line(string label, string value) =>
        label.EndsWith('?') ? $"{label} {value}" : $"{label}: {value}";
}

public sealed record CopyPart(string Title, IReadOnlyList<CopyGroup> Groups)
{
    public CopyPart(string title, IReadOnlyList<string> lines)
        : this(title, lines.Count == 0 ? [] : [new CopyGroup(null, [.. lines.Select(line => new CopyLine(line))])]) { }
}

public sealed record CopyGroup(string? Heading, IReadOnlyList<CopyLine> Lines);

/// <param name="InDutch">Whether these texts are missing in the copy's language.</param>
public sealed record CopyLine(string Text, bool InDutch = false)
{
    public static implicit operator CopyLine(string text) => new(text);
}
