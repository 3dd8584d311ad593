using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Forms;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using Asked = System.Collections.Generic.IReadOnlyList<(
    CaregiverSignal.Questionnaires.Instrument Instrument,
    System.Collections.Generic.IReadOnlyDictionary<string, int> Answers
)>;

namespace CaregiverSignal.Feedback;

/// <summary>What a caregiver reads after sending a check-in, and of the course on their own page.</summary>
/// <remarks>May be shared between threads. Each view is in the audit log before it is shown.</remarks>
public sealed class CheckInResults(
    Database database,
    FormPages pages,
    Instruments instruments,
    Standings standings,
    Plan plan,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <returns>Null without a visit. Show it only once <see cref="RecordAsync"/> has recorded it.</returns>
    public async Task<Looked?> LookAsync(FormBrowser browser, CancellationToken stop = default) =>
        browser.Key is not { } key
            ? null
            : await database.ReadAsync(
                async transaction =>
                {
                    if (await Visit.Of(transaction, key, time.Now) is not { } visit)
                        return null;
                    var caregiver = (await CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId))!;
                    return new Looked(visit, caregiver, await Of(transaction, visit, caregiver));
                },
                stop
            );

    public Task RecordAsync(Looked look, FormBrowser browser) =>
        look.Sent is Sent.Result
            ? auditWriter.AddAsync(
                look.Visit.By(browser.Network),
                AuditAction.Look.Of(AuditTarget.OwnPage),
                look.Reader.Id
            )
            : Task.CompletedTask;

    /// <summary>The course, for a page of theirs: also with answers that are not theirs, as whoever gave them may read
    /// along.</summary>
    internal async Task<ResultCourse> CourseAsGiven(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<CheckIn> checkIns
    ) => await CourseOf(transaction, checkIn, await ScoreTable.AsGiven(transaction, checkIn.CaregiverId), checkIns);

    private async Task<Sent> Of(Transaction transaction, Visit visit, Caregiver caregiver)
    {
        if (visit.CheckIn.ClosedAt is null)
            return new Sent.NotYet();
        if (visit.Session.SentAt is null)
            return new Sent.Received();
        var name = await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        // Promises made since the answers came are theirs to read. Somebody who sends what another person began by the
        // same link reads none of them.
        var promise = await CallPromise.Of(
            transaction,
            caregiver,
            name,
            Came.OnResult(caregiver, visit.Session.StartedAt)
        );
        // After telling of a death or an admission, nobody returns to a result about caring.
        return visit.CheckIn.IsAftercare || caregiver.Status == CaregiverStatus.Aftercare
            ? await InAftercare(transaction, visit.CheckIn.Id, caregiver.Id, name, promise)
            : await ResultOf(transaction, caregiver, visit.CheckIn, promise);
    }

    private static async Task<Sent.InAftercare> InAftercare(
        Transaction transaction,
        long checkInId,
        long caregiverId,
        string coordinator,
        CallPromise? promise
    )
    {
        var isHeavy = await AnswerTable.IsHeavy(transaction, checkInId);
        return new Sent.InAftercare(
            coordinator,
            isHeavy,
            promise,
            IsToBeCalled: isHeavy
                && promise is null
                && await StaffTaskTable.CheckInOf(transaction, StaffTaskKind.Aftercare, caregiverId) == checkInId
        );
    }

    private async Task<Sent.Result> ResultOf(
        Transaction transaction,
        Caregiver caregiver,
        CheckIn checkIn,
        CallPromise? promise
    )
    {
        bool Opens(ToldBefore what) => caregiver.MailReaders.Opens(what, isProved: false);
        var answers = await AnswerTable.OfCheckIn(transaction, checkIn.Id);
        var (sent, onlySent) = await SessionTable.SentOf(transaction, checkIn.Id);
        bool IsTheirs(Answer answer) => answer.SessionId is { } id && sent.Contains(id);
        var isAllTheirs = answers.All(answer => answer.Value is null || IsTheirs(answer));
        var standing = await standings.Of(transaction, caregiver.Id);
        var checkIns = standing.Stored.Rows.CheckIns;
        var level = isAllTheirs || Opens(ToldBefore.Course) ? standing.Level : null;
        var seenOn = SeenOn(checkIn);
        return new Sent.Result(
            caregiver,
            checkIn,
            checkIns,
            answers.Count(answer => answer.Value is not null),
            await AskedIn(transaction, checkIn, answers.Where(IsTheirs)),
            Opens(ToldBefore.Course)
                ? await CourseOf(transaction, checkIn, await ScoreTable.Of(transaction, caregiver.Id), checkIns)
                : null,
            standing
        )
        {
            Level = level,
            SeenOn = seenOn,
            SeenBy = await CoordinatorTable.NameOn(transaction, caregiver, seenOn) ?? settings.SupportPoint.Name,
            Promise = promise,
            AsksTasks =
                plan.Instruments.Any(list => list.EveryMonths >= 12 && checkIn.InstrumentKeys.Contains(list.Key))
                && (await PersonDetailsTable.Of(transaction, caregiver.Id)).TasksOn is var askedOn
                && CareTasks.AskAgain(askedOn ?? caregiver.EnrolledOn, time.Today),
            Near = level is null
                ? null
                : await HelpNear.Of(transaction, caregiver.Id, Opens(ToldBefore.Course), instruments, time.Today),
            NextOn =
                caregiver.Status == CaregiverStatus.Active
                    ? await NextCheckIn.NextDue(
                        transaction,
                        standing.Stored.Rows,
                        standing.Stored.Agreements,
                        standing.Life.Known,
                        plan,
                        settings.Signals,
                        time
                    )
                    : null,
            OwnWords = isAllTheirs && onlySent ? checkIn.OwnWords ?? "" : "",
            Offered =
                !checkIn.OffersLists || level == Urgency.Red
                    ? 0
                    : (await pages.ToFillIn(transaction, checkIn)).Sum(page => page.Items.Count),
        };
    }

    private DateOnly SeenOn(CheckIn checkIn) => time.SeenOn(checkIn.AnsweredAt ?? time.Now);

    private async Task<Asked> AskedIn(Transaction transaction, CheckIn checkIn, IEnumerable<Answer> given)
    {
        var answers = given.Where(answer => answer.Value is not null).ToLookup(answer => answer.Instrument);
        return
        [
            .. (await pages.Of(transaction, checkIn))
                .Select(page => page.Instrument)
                .Where(instrument => !checkIn.OfferedKeys.Contains(instrument.Key))
                .Distinct()
                .Select(instrument =>
                    (
                        Instrument: instrument,
                        Answers: (IReadOnlyDictionary<string, int>)
                            answers[instrument.Key].ToDictionary(answer => answer.Item, answer => answer.Value!.Value)
                    )
                ),
        ];
    }

    private async Task<ResultCourse> CourseOf(
        Transaction transaction,
        CheckIn checkIn,
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns
    ) =>
        new(
            checkIn,
            // A single skipped question says nothing; a gap in a list does.
            [.. scores.Where(score => score.Value is not null || !IsAlone(score))],
            checkIns,
            await IsFulfilled(transaction, checkIn),
            IsHeavy(scores)
        );

    /// <summary>Whether any of these answers is heavy, or all together are red (docs/signals.md).</summary>
    private bool IsHeavy(IReadOnlyList<StoredScore> scores)
    {
        var state = default(CaregiverState);
        foreach (var score in scores)
        {
            if (Observations.KindOf(score.Instrument, score.Scale) is { } kind)
                state.Take(new(score.AnsweredOn, kind, (int)score.Low, (int)score.High));
        }

        var weight = Nearness.Of(state, time.Today, settings.Signals);
        return weight.Alarms > 0 || weight.Level(settings.Signals) == Urgency.Red;
    }

    private bool IsAlone(StoredScore score) => instruments.Find(score.Instrument)?.Items.Count == 1;

    /// <summary>Whether the newest answer to "does caring give you a good feeling" is a full yes.</summary>
    /// <remarks>From this check-in or the two months before it (our choice): the plan alternates the CarerQol with the
    /// CSI.</remarks>
    private async Task<bool> IsFulfilled(Transaction transaction, CheckIn checkIn) =>
        instruments.Find("carerqol")?.Item("fulfilment") is { } item
        && (await AnswerTable.Newest(transaction, checkIn.CaregiverId, "carerqol")).FirstOrDefault(answer =>
            answer.Item == item.Key
        )
            is { } newest
        && newest.Value == item.Highest
        && newest.AnsweredOn >= checkIn.AskedOn.AddMonths(-2);
}

/// <summary>What was read for a browser that sent a form.</summary>
public sealed record Looked(Visit Visit, Caregiver Reader, Sent Sent);

/// <summary>What a browser reads about a sent form; the words belong to the page.</summary>
public abstract record Sent
{
    public sealed record NotYet : Sent;

    /// <summary>It is closed, and was not sent from this browser.</summary>
    public sealed record Received : Sent;

    /// <summary>Nothing is compared or advised: somebody reads it, and calls if asked.</summary>
    /// <param name="IsToBeCalled">Whether they will be called because of these answers; they may choose the
    /// day.</param>
    public sealed record InAftercare(string Coordinator, bool IsHeavy, CallPromise? Promise, bool IsToBeCalled) : Sent;

    /// <param name="Answered">How many questions have an answer, from any browser.</param>
    /// <param name="Told">What was asked, with the answers from browsers that sent it.</param>
    /// <param name="Course">Null if the email link may not show it.</param>
    public sealed record Result(
        Caregiver Caregiver,
        CheckIn CheckIn,
        IReadOnlyList<CheckIn> CheckIns,
        int Answered,
        Asked Told,
        ResultCourse? Course,
        Standing Standing
    ) : Sent
    {
        /// <summary>How heavy it is, as staff are told; null if it is not, or is not theirs to read.</summary>
        public Urgency? Level { get; init; }

        /// <summary>The day on which somebody looks at it.</summary>
        public DateOnly SeenOn { get; init; }

        public required string SeenBy { get; init; }

        public CallPromise? Promise { get; init; }

        /// <summary>Once a year, with the yearly questions: whether their care is still described correctly.</summary>
        public bool AsksTasks { get; init; }

        /// <summary>Whom to call; null if nothing is heavy.</summary>
        public HelpNear? Near { get; init; }

        /// <summary>When questions come again; null if none are planned.</summary>
        public DateOnly? NextOn { get; init; }

        /// <summary>Empty if they are not all theirs.</summary>
        public required string OwnWords { get; init; }

        /// <summary>How many further questions they may answer; 0 for none.</summary>
        public int Offered { get; init; }
    }
}

/// <summary>Help from the directory that may be named without a talk, and how it was chosen.</summary>
/// <param name="Offers">Those with a phone number, nearest first.</param>
/// <param name="Care">What is known of them; null if somebody may read along, and nothing they told decides.</param>
public sealed record HelpNear(IReadOnlyList<Offer> Offers, KnownCare? Care)
{
    /// <remarks>If somebody may read along, only help for everybody in the whole country: it says nothing of
    /// them.</remarks>
    internal static async Task<HelpNear> Of(
        Transaction transaction,
        long caregiverId,
        bool isTheirsAlone,
        Instruments instruments,
        DateOnly today
    )
    {
        var person = await PersonDetailsTable.Of(transaction, caregiverId);
        List<Offer> named =
        [
            .. (await OfferTable.All(transaction))
                .Where(offer => offer.Phone.Length > 0 && offer.NamedTo.Length > 0)
                .Where(offer =>
                    offer.NamedTo == Offer.Everybody || (isTheirsAlone && offer.NamedTo == person.Condition)
                ),
        ];
        // If nothing may be named, nothing is read to choose by.
        return isTheirsAlone && named.Count > 0
            ? new(
                [.. OffersNear.Of(named, person)],
                await CareSummary.Read(
                    transaction,
                    caregiverId,
                    person,
                    await ScoreTable.Of(transaction, caregiverId),
                    await SignalTable.OpenOf(transaction, caregiverId) is not null,
                    instruments,
                    today
                )
            )
            : new([.. named.Where(offer => offer.Area.Length == 0)], null);
    }
}

/// <summary>The current state compared with earlier.</summary>
/// <param name="Scores">All of them, oldest first; without those of a single skipped question.</param>
/// <param name="IsFulfilled">Whether they said lately that caring gives them a good feeling.</param>
/// <param name="IsHeavy">Whether their newest answers are heavy: then nothing is said of a course.</param>
public sealed record ResultCourse(
    CheckIn CheckIn,
    IReadOnlyList<StoredScore> Scores,
    IReadOnlyList<CheckIn> CheckIns,
    bool IsFulfilled,
    bool IsHeavy
);
