using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Feedback;
using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.OwnPage;

/// <summary>What caregivers read and decide on their own page.</summary>
/// <remarks>May be shared between threads. A look is in the audit log before it is shown, a change in the same commit;
/// a mail says that something was done, and no more.</remarks>
public sealed class OwnPages(
    OwnVisits visits,
    OwnPageMails mails,
    CheckInResults results,
    Plan plan,
    AuditWriter auditWriter,
    JobTrigger jobTrigger,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>Audit log lines shown (our choice); the download has all of them.</summary>
    public const int MostLines = 50;

    /// <summary>How many months finished things stay in view (our choice).</summary>
    private const int EndedMonths = 3;

    /// <summary>Everything the page shows; also to a caregiver who asked to be erased.</summary>
    public Task<Behind<OwnPageFacts>> LookAsync(OwnBrowser browser) =>
        visits.LookAsync(browser, null, AuditAction.Look.Of(AuditTarget.OwnPage), Of, alsoErased: true);

    /// <summary>All plans for next time, newest first.</summary>
    public Task<Behind<IReadOnlyList<RelapsePlan>>> PlansAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Arranged,
            AuditAction.Look.Of(AuditTarget.OwnPage),
            (transaction, visit) => RelapsePlanTable.Of(transaction, visit.Caregiver.Id)
        );

    /// <returns>False if it equals the newest.</returns>
    public Task<Behind<bool>> AddPlanAsync(OwnBrowser browser, RelapsePlan plan) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
                await RelapsePlanTable.Add(transaction, visit.Caregiver.Id, plan, null, time.Now)
                && await Done(transaction, visit, AuditAction.Add.Of(AuditTarget.Agreement))
        );

    /// <summary>All decisions, newest first.</summary>
    public Task<Behind<IReadOnlyList<Consent>>> ConsentsAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Arranged,
            AuditAction.Look.Of(AuditTarget.OwnPage),
            (transaction, visit) => ConsentTable.Of(transaction, visit.Caregiver.Id)
        );

    /// <summary>Stores decisions, each with a colleague besides the recipient; how they were given is in the record,
    /// and in the audit log.</summary>
    /// <param name="askAddress">The request to the coordinator to look up the address of a person who may know of a
    /// signal: only the coordinator enters one.</param>
    /// <returns>False if the decision to change no longer applies.</returns>
    /// <inheritdoc cref="ConsentDecisions.Save"/>
    public Task<Behind<bool>> GiveConsentAsync(
        OwnBrowser browser,
        IReadOnlyList<Consent> given,
        string replaces,
        string askAddress
    ) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
            {
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                if (await ConsentDecisions.Save(transaction, id, given, replaces, coordinator, time) is not { } stored)
                    return false;
                if (stored.Any(consent => consent is { Data: ConsentData.Burden, Email: null }))
                {
                    await LifeChange.Say(transaction, id, askAddress, time);
                    transaction.Afterwards(jobTrigger.Request);
                }

                return await Done(transaction, visit, AuditAction.Add.Of(AuditTarget.Consent));
            }
        );

    /// <returns>False if it is not theirs, or was withdrawn before.</returns>
    public Task<Behind<bool>> WithdrawConsentAsync(OwnBrowser browser, long consent) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
                await ConsentDecisions.Withdraw(
                    transaction,
                    consent,
                    visit.Caregiver.Id,
                    ConsentWay.Page,
                    visit.Caregiver.CoordinatorId,
                    time
                ) && await Done(transaction, visit, AuditAction.TakeBack.Of(AuditTarget.Consent))
        );

    /// <summary>Whether a caregiver can fill in questions now: open ones, or new ones once a day.</summary>
    public bool CanFillIn(Caregiver caregiver, IReadOnlyList<CheckIn> checkIns) =>
        caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
        && (checkIns.Any(checkIn => checkIn.TakesAnswers) || checkIns.All(checkIn => checkIn.AskedOn != time.Today));

    /// <returns>The key of a link to the questions; null if none can be filled in.</returns>
    public Task<Behind<string?>> FillInAsync(OwnBrowser browser) =>
        visits.ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                var checkIns = await CheckInTable.Of(transaction, visit.Caregiver.Id);
                return
                    CanFillIn(visit.Caregiver, checkIns)
                    && (checkIns.LastOrDefault(checkIn => checkIn.TakesAnswers) ?? await Open(transaction, visit))
                        is { } open
                    ? await LinkTo(transaction, open)
                    : null;
            }
        );

    /// <summary>Asks for a list: it is there at once, or with the next questions if others are open.</summary>
    public Task<Behind<ListAsked>> AskListAsync(OwnBrowser browser, string list) =>
        visits.ChangeAsync<ListAsked>(
            browser,
            null,
            async (transaction, visit) =>
            {
                var caregiver = visit.Caregiver;
                if (!await AskedLists.Ask(transaction, caregiver, plan, list, caregiver.CoordinatorId, time, true))
                    return new(IsAsked: false);
                await auditWriter.Add(transaction, visit.By, AuditAction.Add.Of(AuditTarget.Agreement), caregiver.Id);
                var opened = (await CheckInTable.Of(transaction, caregiver.Id)).All(checkIn => !checkIn.TakesAnswers)
                    ? await Open(transaction, visit)
                    : null;
                return new(
                    IsAsked: true,
                    opened?.InstrumentKeys.Contains(list) == true ? await LinkTo(transaction, opened) : null
                );
            }
        );

    /// <summary>Tells the coordinator that the newest answers are not theirs, and changes nothing else: any reader of
    /// this mailbox could say so too.</summary>
    /// <returns>False if nothing was answered.</returns>
    public Task<Behind<bool>> SayNotMineAsync(OwnBrowser browser) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Course,
            async (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                if (
                    (await InvalidatedTable.AsGiven(transaction, id)).Max(checkIn => checkIn.AnsweredAt)
                    is not { } newest
                )
                    return false;
                await LifeChange.SayNotTheirs(
                    transaction,
                    id,
                    time.DayOf(newest),
                    settings.SupportPoint.Language,
                    time
                );
                return await Done(transaction, visit, AuditAction.Tell.Of(AuditTarget.Change));
            }
        );

    /// <summary>A new address applies once the link mailed to it was pressed, so that nobody who finds a page open, or
    /// mistypes a letter, moves a caregiver's mail and with it the page.</summary>
    /// <param name="phone">Empty to leave it unchanged.</param>
    /// <returns>Whether a link went to another address.</returns>
    public Task<Behind<bool>> SaveDetailsAsync(OwnBrowser browser, string phone, string email) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Words,
            async (transaction, visit) =>
            {
                var known = await PersonDetailsTable.Of(transaction, visit.Caregiver.Id);
                var isOther = !email.Equals(known.Email, StringComparison.OrdinalIgnoreCase);
                var details = known with
                {
                    Phone = phone.Length > 0 ? phone : known.Phone,
                    Email = isOther ? known.Email : email,
                };
                await AddressCorrection.Save(transaction, visit.Caregiver.Id, details, by: null, time, onOwnPage: true);
                if (isOther)
                    await mails.QueueConfirm(transaction, visit.Caregiver, email);
                await Done(transaction, visit, AuditAction.Change.Of(AuditTarget.Details));
                return isOther;
            }
        );

    /// <summary>Who reads their mail. Making the link open more requires a code: somebody who reads along could say it
    /// too.</summary>
    public Task<Behind<ReadersSaved>> SaveReadersAsync(OwnBrowser browser, MailReaders? said) =>
        visits.ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                var before = visit.Caregiver.MailReaders;
                // Somebody who reads along does not learn that a colleague chose to show nothing.
                var now = (before, said) is (MailReaders.ShowNothing, MailReaders.Somebody) ? before : said;
                if (!visit.Opens(ToldBefore.Words) && !before.OpensNoLess(now))
                    return ReadersSaved.NeedsCode;
                var details = await PersonDetailsTable.Of(transaction, visit.Caregiver.Id) with { MailReaders = now };
                await AddressCorrection.Save(transaction, visit.Caregiver.Id, details, by: null, time, onOwnPage: true);
                await auditWriter.Add(
                    transaction,
                    visit.By,
                    AuditAction.Change.Of(AuditTarget.Details),
                    visit.Caregiver.Id
                );
                return now.OpensNoLess(before) ? ReadersSaved.OpensNoLess : ReadersSaved.OpensLess;
            }
        );

    /// <summary>What their care consists of today, also if unchanged.</summary>
    public Task<Behind<bool>> SaveTasksAsync(OwnBrowser browser, IEnumerable<CareTask> tasks) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                var details = await PersonDetailsTable.Of(transaction, id) with
                {
                    Tasks = CareTasks.Text(tasks),
                    TasksOn = time.Today,
                };
                await PersonDetailsTable.Change(transaction, id, details, by: null, time, onOwnPage: true);
                return await Done(transaction, visit, AuditAction.Change.Of(AuditTarget.Details));
            }
        );

    /// <param name="words">Their words with it; null to take it back.</param>
    /// <inheritdoc cref="HelpArrangements.Refuse"/>
    public Task<Behind<bool>> RefuseHelpAsync(OwnBrowser browser, long help, string? words) =>
        visits.ChangeAsync(
            browser,
            ToldBefore.Arranged,
            async (transaction, visit) =>
                (
                    words is null
                        ? await HelpArrangements.TakeBack(transaction, visit.Caregiver.Id, help, time)
                        : await HelpArrangements.Refuse(transaction, visit.Caregiver.Id, help, words, time)
                ) && await Done(transaction, visit, AuditAction.Change.Of(AuditTarget.Help))
        );

    private async Task<OwnPageFacts> Of(Transaction transaction, MyVisit visit)
    {
        var (caregiver, id) = (visit.Caregiver, visit.Caregiver.Id);
        // Answers that are not theirs are shown as given: whoever gave them may read along.
        var given = await InvalidatedTable.AsGiven(transaction, id);
        var newest = given.LastOrDefault(checkIn => checkIn.AnsweredAt is not null);
        var coordinator = await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);
        var (course, arranged, words) = (
            visit.Opens(ToldBefore.Course),
            visit.Opens(ToldBefore.Arranged),
            visit.Opens(ToldBefore.Words)
        );
        var details = arranged ? await PersonDetailsTable.Of(transaction, id) : null;
        return new OwnPageFacts(visit, await CheckInTable.Of(transaction, id), given)
        {
            CareEnded = caregiver.Status == CaregiverStatus.Ended && await EndedCare.Of(transaction, id) is not null,
            Promise = await CallPromise.Of(transaction, caregiver, coordinator, visit.Came),
            Coordinator = coordinator,
            Help = arranged
                ?
                [
                    .. (await HelpTable.Of(transaction, id)).Where(help =>
                        !(help.EndedOn < time.Today.AddMonths(-EndedMonths))
                    ),
                ]
                : [],
            IsProposed =
                !arranged
                && caregiver.MailReaders != MailReaders.ShowNothing
                && (await HelpTable.Of(transaction, id)).Any(help => help.Step == HelpStep.Proposed),
            ClosedOn =
                arranged
                && (await SignalTable.Of(transaction, id)).FirstOrDefault(signal => !signal.IsFollowed) is { } last
                    ? ClosedTogether(last)
                    : null,
            NetworkDue = arranged ? Network.DueSince(await TieTable.Of(transaction, id), time.Today) : null,
            Course = course && newest is not null ? await results.CourseAsGiven(transaction, newest, given) : null,
            Events = await EventTable.Of(transaction, id),
            Lists = await AskedLists.ChoicesFor(transaction, caregiver, plan, time.Today),
            Reached = await ReachChange.Of(transaction, id),
            Newest = words ? await AnswerTable.NewestOfEach(transaction, id) : [],
            Looks = words ? (await AuditLog.About(transaction, id, MostLines)).Lines : [],
            Details = words ? details : null,
            Tasks = (details?.Tasks, details?.TasksOn),
        };
    }

    /// <summary>The day on which the last signal was closed after a talk, if it ended well and not long ago.</summary>
    private DateOnly? ClosedTogether(Signal signal) =>
        signal is { IsContacted: true, ClosedAt: { } at, Outcome: { } outcome }
        && outcome.IsTogether()
        && time.DayOf(at) is var day
        && day >= time.Today.AddMonths(-EndedMonths)
            ? day
            : null;

    private async Task<CheckIn?> Open(Transaction transaction, MyVisit visit)
    {
        if (await CheckInOpening.OpenNow(transaction, visit.Caregiver, plan, time) is not { } opened)
            return null;
        // No mail went out: leaving it is no silence.
        await NotReachedTable.MarkNotMailed(transaction, opened.Id, time.Now);
        await auditWriter.Add(transaction, visit.By, AuditAction.Open.Of(AuditTarget.CheckIn), visit.Caregiver.Id);
        return opened;
    }

    private async Task<string> LinkTo(Transaction transaction, CheckIn open)
    {
        var closes = time.StartOf(open.ClosesOn);
        return (
            await LinkTable.AddForCheckIn(transaction, KeyPurpose.Form, open.CaregiverId, open.Id, time.Now, closes)
        ).Clear;
    }

    private async Task<bool> Done(Transaction transaction, MyVisit visit, AuditEntry auditEntry)
    {
        await auditWriter.Add(transaction, visit.By, auditEntry, visit.Caregiver.Id);
        await mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
        return true;
    }
}

/// <summary>What a caregiver's own page shows, without earlier tellings that are not opened to them.</summary>
/// <param name="Given">The check-ins, with answers that are not theirs as given.</param>
public sealed record OwnPageFacts(MyVisit Visit, IReadOnlyList<CheckIn> CheckIns, IReadOnlyList<CheckIn> Given)
{
    /// <summary>Whether they ended aftercare: then messages ended, not questions.</summary>
    public bool CareEnded { get; init; }

    public CallPromise? Promise { get; init; }

    /// <summary>The name from <see cref="CoordinatorTable.NameFor"/>.</summary>
    public required string Coordinator { get; init; }

    /// <summary>Whether help was proposed that this visit may not read but with a code; never which.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Help that we arrange, and help that ended lately, oldest first.</summary>
    public required IReadOnlyList<ArrangedHelp> Help { get; init; }

    /// <summary>The day on which the last case was closed together, not long ago; null while one is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>The day on which they drew their network, once that is half a year ago; null before.</summary>
    public DateOnly? NetworkDue { get; init; }

    /// <summary>Null if nothing was answered.</summary>
    public ResultCourse? Course { get; init; }

    public required IReadOnlyList<CareEvent> Events { get; init; }

    /// <summary>Lists that they can ask for.</summary>
    public required IReadOnlyList<Instrument> Lists { get; init; }

    /// <summary>Their earlier contact details.</summary>
    public required IReadOnlyList<DetailChange> Reached { get; init; }

    /// <summary>The newest answers to each questionnaire.</summary>
    public required IReadOnlyList<DatedAnswer> Newest { get; init; }

    /// <summary>Lines of the audit log, newest first.</summary>
    public required IReadOnlyList<AuditLine> Looks { get; init; }

    /// <summary>Null if they are not shown.</summary>
    public PersonDetails? Details { get; init; }

    /// <summary>The tasks of their care, and when they said so.</summary>
    public (string? Codes, DateOnly? On) Tasks { get; init; }
}

/// <param name="IsAsked">Whether there is such a list to request.</param>
/// <param name="Link">The key of a link to it; null if it does not come at once.</param>
public sealed record ListAsked(bool IsAsked, string? Link = null);

/// <summary>The outcome of saying who reads their mail.</summary>
public enum ReadersSaved
{
    /// <summary>It would open more by link, and is not saved.</summary>
    NeedsCode,

    OpensNoLess,

    /// <summary>The link opens less than before.</summary>
    OpensLess,
}
