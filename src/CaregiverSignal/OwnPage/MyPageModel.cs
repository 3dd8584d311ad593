using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Desk.Register;
using CaregiverSignal.Feedback;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver's own page: what they can do, what they told and who saw it, ready to show.</summary>
public sealed record MyPageModel
{
    public static readonly Texts Words = Texts.Of(typeof(MyPage));

    /// <summary>Lines of the record in view (our choice); the download has all.</summary>
    private const int MostLines = 50;

    public required SupportPointSettings Support { get; init; }

    public required string? FirstName { get; init; }

    public required CaregiverStatus Status { get; init; }

    /// <summary>They ended aftercare: what ended was messages, and not questions.</summary>
    public required bool AfterCare { get; init; }

    public required string Coordinator { get; init; }

    /// <summary>The call that they were promised; null when none is.</summary>
    public required PromiseWords? Promised { get; init; }

    /// <summary>What is so now: open questions, a pause; a sentence each.</summary>
    public required IReadOnlyList<string> Now { get; init; }

    /// <summary>Whether questions are open, or can be opened now.</summary>
    public required bool MayFillIn { get; init; }

    /// <summary>How it goes compared with before; empty when nothing can be said.</summary>
    public required IReadOnlyList<string> Change { get; init; }

    public required FigureModel Figure { get; init; }

    /// <summary>The day of the newest answers; null while there are none.</summary>
    public required DateOnly? AnsweredOn { get; init; }

    /// <summary>What they told and wrote, newest first.</summary>
    public required IReadOnlyList<ToldLine> Told { get; init; }

    public required IReadOnlyList<string> Readers { get; init; }

    /// <summary>Who may be told what, also what ended; the newest decision first.</summary>
    public required IReadOnlyList<string> Consents { get; init; }

    public required PersonDetails Details { get; init; }

    /// <summary>What was typed about them and cannot be stored; null when nothing was.</summary>
    public MyDetailsForm? Typed { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Saved { get; init; }

    public IReadOnlyList<FormError> Errors => Typed?.Errors ?? [];

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    /// <param name="checkIns">All of theirs, oldest first.</param>
    /// <param name="given">The same with what is not theirs as it was given: whoever gave it may read along.</param>
    /// <param name="result">What the newest sent check-in says; null where nothing was sent.</param>
    public static MyPageModel Of(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CheckIn> given,
        SupportPointSettings support,
        ResultPageModel? result,
        SiteTime time
    )
    {
        var id = caregiver.Id;
        var careEnded = caregiver.Status == CaregiverStatus.Ended && EndedCare.Of(transaction, id) is not null;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        return new MyPageModel
        {
            Support = support,
            FirstName = caregiver.FirstName,
            Status = caregiver.Status,
            AfterCare = careEnded,
            Coordinator = coordinator,
            Promised = PromiseWords.Of(transaction, caregiver, coordinator, time),
            Now = [.. NowOf(transaction, caregiver, checkIns, careEnded)],
            MayFillIn = CanFillIn(caregiver, checkIns, time.Today),
            Change = result?.Change ?? [],
            Figure = result?.Figure ?? FigureModel.None,
            AnsweredOn = NewestAnswered(given, time),
            Told = ToldOf(given, EventTable.Of(transaction, id), ReachChange.Of(transaction, id), time),
            Readers =
            [
                .. RecordInWords
                    .LinesOf(RecordInWords.Read(transaction, id, MostLines).Lines, time, forThemselves: true)
                    .Take(MostLines),
            ],
            Consents = [.. ConsentTable.Of(transaction, id).Select(one => ConsentWords.SentenceOf(one, time.Today))],
            Details = PersonDetailsTable.Of(transaction, id),
        };
    }

    /// <summary>The day of the newest answers; null while there are none.</summary>
    public static DateOnly? NewestAnswered(IReadOnlyList<CheckIn> checkIns, SiteTime time) =>
        checkIns.LastOrDefault(one => one.AnsweredAt is not null) is { AnsweredAt: { } at } ? time.DayOf(at) : null;

    /// <summary>Whether somebody can fill in the questions now: those that are open, or new ones once a day.</summary>
    public static bool CanFillIn(Caregiver caregiver, IReadOnlyList<CheckIn> checkIns, DateOnly today) =>
        caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
        && (checkIns.Any(one => one.TakesAnswers) || checkIns.All(one => one.AskedOn != today));

    private static IEnumerable<string> NowOf(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        bool careEnded
    )
    {
        if (checkIns.FirstOrDefault(one => one.ClosedAt is null) is { } open)
            yield return Words["Now.Open", ("dag", Texts.Day(open.ClosesOn.AddDays(-1)))];
        else if (caregiver.Status == CaregiverStatus.Active)
            yield return Words["Now.Next", ("dag", Texts.Day(caregiver.NextDueOn))];
        if (caregiver.Status == CaregiverStatus.Paused)
            yield return caregiver.PausedUntil is { } until
                ? Words["Now.PausedUntil", ("dag", Texts.Day(until))]
                : Words["Now.Paused"];
        if (caregiver.Status == CaregiverStatus.Ended)
            yield return Words[careEnded ? "Now.EndedAfterCare" : "Now.Ended"];
    }

    private static IReadOnlyList<ToldLine> ToldOf(
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<CareEvent> events,
        IReadOnlyList<DetailChange> reach,
        SiteTime time
    ) =>
        [
            .. checkIns
                .Where(one => !string.IsNullOrWhiteSpace(one.OwnWords))
                .Select(one =>
                    (
                        Day: one.AnsweredAt is { } at ? time.DayOf(at) : one.AskedOn,
                        Text: Plainly.Shown(one.OwnWords!.Trim()),
                        Event: (long?)null,
                        Unsaid: false
                    )
                )
                .Concat(
                    events
                        .Where(one => one.ReportedBy == ReportedBy.Caregiver && LifeChange.All.Contains(one.Kind))
                        .Where(one => !LifeChange.SaysNotTheirs(one))
                        .Select(one =>
                            (
                                Day: one.HappenedOn,
                                Text: TellChange.Chosen(one.Kind)
                                    + (one.Note.Length > 0 ? ": " + Plainly.Shown(one.Note) : ""),
                                Event: LifeChange.MayTakeBack(one, time) ? one.Id : (long?)null,
                                Unsaid: one.DayUnsaid
                            )
                        )
                )
                .Concat(
                    // That it was told and by whom; their words are not repeated here.
                    events
                        .Where(one => one.ToldBy is not null)
                        .Select(one =>
                            (
                                Day: one.HappenedOn,
                                Text: Words["Told.By", ("naam", Plainly.Shown(one.ToldBy!))],
                                Event: (long?)null,
                                Unsaid: false
                            )
                        )
                )
                .Concat(
                    reach.Select(one =>
                        (
                            Day: time.DayOf(one.ChangedAt),
                            Text: EventWords.Reach(one.Field, one.OldValue!),
                            Event: (long?)null,
                            Unsaid: false
                        )
                    )
                )
                .OrderByDescending(one => one.Day)
                .Select(one => new ToldLine(EventWords.DayOf(one.Day, one.Unsaid), one.Text, one.Event)),
        ];
}

/// <param name="Of">The day.</param>
/// <param name="Id">What can be taken back; null where it cannot.</param>
public sealed record ToldLine(string Of, string Text, long? Id);
