using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What is known of one caregiver, for whoever speaks with them.</summary>
/// <param name="Owner">Who follows them.</param>
/// <param name="Cares">All the care they give, and who gives it with them.</param>
/// <param name="Ended">With what their care ended; null while it goes on: who lost one of several they care for is
/// asked as before.</param>
/// <param name="Actions">The newest, the newest first.</param>
/// <param name="Agreements">All, also those that hold no more.</param>
/// <param name="Plans">Newest first.</param>
/// <param name="EverFound">What was found of any signal, oldest first.</param>
/// <param name="Now">What their answers say today.</param>
/// <param name="Said">Answers about help, newest first.</param>
/// <param name="Answers">The newest answers to each questionnaire.</param>
/// <param name="Gone">Answers that are not theirs, newest first.</param>
/// <param name="WordsRead">The tasks of reading what they wrote, also those that are done.</param>
/// <param name="Calls">All that they were promised, oldest first.</param>
/// <param name="TookBack">The day on which they took back the last call, as long as that holds; null for none.</param>
/// <param name="WantsNoContact">Whether they said to a person that they want no contact, and nothing speaks against
/// it.</param>
/// <param name="SaidNoOn">The day on which they said that they would rather not be called, where that counts.</param>
/// <param name="ByMessage">Whether they are asked first if a call is welcome.</param>
/// <param name="Offer">The mail that offers a talk; null where a call is next, or no mail reaches them.</param>
/// <param name="Tasks">Those that are open and due soon.</param>
/// <param name="OfTasks">Of those tasks, but for help and a first meeting.</param>
/// <param name="ToAsk">The questions to ask by hand.</param>
/// <param name="Mail">Null while none is known, and once they answered or were talked to since.</param>
/// <param name="LostMails">The professionals who are to know of the open signal and got no mail.</param>
/// <param name="EnrolledAt">When they enrolled themselves; null for whom staff added.</param>
/// <param name="People">All whom the reader sees, beside somebody who enrolled themselves; otherwise none.</param>
/// <param name="Known">What is known for which help fits.</param>
/// <param name="NetworkDue">The day on which was drawn who is around them, once that is half a year ago and we may see
/// it; null before.</param>
/// <param name="SeesNetwork">They said that we may see who is around them.</param>
/// <param name="SeesSafety">Whether the reader may know what was noted about their safety.</param>
/// <param name="CanGoOnUntil">The last day to look again; null where they named none.</param>
/// <param name="MayTakeBack">What the reader noted today and can take back; null when there is nothing.</param>
/// <param name="LookBy">The latest day to look again at who stands; null for others.</param>
public sealed record CaseFile(
    IReadOnlyList<StoredScore> Scores,
    IReadOnlyList<CheckIn> CheckIns,
    IReadOnlyList<CareEvent> Events,
    IReadOnlyList<Helper> Helpers,
    IReadOnlyList<ArrangedHelp> Help,
    Signal? Open,
    IReadOnlyList<StoredFinding> Found,
    Caregiver Caregiver,
    Coordinator Owner,
    PersonDetails Details,
    IReadOnlyList<SharedCare> Cares,
    CareEvent? Ended,
    bool IsOver,
    IReadOnlyList<Done> Actions,
    IReadOnlyList<Agreement> Agreements,
    IReadOnlyList<RelapsePlan> Plans,
    IReadOnlyList<StoredFinding> EverFound,
    IReadOnlyList<StoredNotification> Notifications,
    AnswersNow Now,
    IReadOnlyList<SaidOfHelp> Said,
    IReadOnlyList<DatedAnswer> Answers,
    IReadOnlyList<TypedCheckIn> TypedIn,
    IReadOnlyList<Invalidated> Gone,
    IReadOnlyList<WordsRead> WordsRead,
    IReadOnlyList<PromisedCall> Calls,
    DateOnly? TookBack,
    bool WantsNoContact,
    DateOnly? SaidNoOn,
    bool ByMessage,
    TalkOffer? Offer,
    IReadOnlyList<OpenTask> Tasks,
    TaskFacts OfTasks,
    IReadOnlyList<ToAsk> ToAsk,
    MailTrouble? Mail,
    IReadOnlyList<(Consent To, DateTimeOffset MailedAt)> LostMails,
    DateTimeOffset? EnrolledAt,
    IReadOnlyList<Findable> People,
    KnownCare Known,
    DateOnly? NetworkDue,
    bool SeesNetwork,
    bool SeesSafety,
    DateOnly? CanGoOnUntil,
    NotedStep? MayTakeBack,
    LatestLook? LookBy
) : CaseCourse(Scores, CheckIns, Events, Helpers, Help, Open, Found)
{
    /// <summary>From <see cref="AboutCalls.LastOf"/>.</summary>
    public PromisedCall? LastCall => AboutCalls.LastOf(Calls);

    /// <summary>What they mailed and somebody read, as long as it is kept; oldest first.</summary>
    public IReadOnlyList<ReplyRead> RepliesRead { get; init; } = [];

    /// <summary>Whether answers came in at which the rules have yet to look, and nobody acted since.</summary>
    public bool IsToJudge { get; init; }

    /// <inheritdoc cref="PageCodeTable.TriedAt"/>
    public DateTimeOffset? CodeTriedAt { get; init; }

    /// <summary>What came back about their mail and was no reply and no refusal, newest first.</summary>
    public IReadOnlyList<AutomaticMail> AutomaticMails { get; init; } = [];

    /// <summary>What the service directory has for them, the nearest first.</summary>
    public IReadOnlyList<Offer> Directory { get; init; } = [];

    /// <summary>Why they are on the list, or were, as it is today.</summary>
    public IReadOnlyList<ReasonNow> Reasons { get; } = Now.Reasons(Found);

    /// <summary>That whoever they cared for died; null otherwise.</summary>
    public CareEvent? Lost => Ended is { Kind: EventKind.Death } ? Ended : null;

    /// <summary>The newest event about whoever they care for; null for none. An end of which it is to be asked first
    /// whether it is so is no fact yet.</summary>
    public CareEvent? HappenedLast =>
        Events
            .Where(it => !IsToBeAsked || !Consequences.Ends.Contains(it.Kind))
            .Where(it => Consequences.Ends.Contains(it.Kind) || Consequences.OfThePerson.Contains(it.Kind))
            .OrderBy(it => it.HappenedOn)
            .ThenBy(it => it.Id)
            .LastOrDefault();

    /// <summary>Whether a contact says how it goes on after a crisis.</summary>
    public bool AsksWhatNow => OpenCrisis.Of(Open, Found, Events) is not null;

    private bool IsToBeAsked => Tasks.Any(task => task.Kind == StaffTaskKind.AskFirst);

    internal static async Task<CaseFile> Of(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        Instruments instruments,
        RuleSettings rules,
        SiteTime time
    )
    {
        var (id, today) = (caregiver.Id, time.Today);
        var checkIns = await CheckInTable.Of(transaction, id);
        var events = await EventTable.Of(transaction, id);
        var actions = await ActionTable.Timeline(transaction, id);
        var open = await SignalTable.OpenOf(transaction, id);
        var found = open is null ? [] : await FindingTable.OfSignal(transaction, open.Id);
        var newest = StoredFinding.NewestOfEach(found);
        var ended = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
            ? null
            : EndedCare.Last(events);
        var cares = await SharedCare.Of(transaction, await SituationTable.Of(transaction, id), staff.Sees, today);
        var calls = await StaffTaskTable.CallsOf(transaction, id);
        var tookBack = AboutCalls.TookBackAt(calls, checkIns, actions, open, time);
        var last = (await CaseloadTable.SaidBy(transaction, [id])).GetValueOrDefault(id);
        var wantsNoContact =
            last?.WantsNoContact == true
            && AboutCalls.LastOf(calls) is not { DoneAt: null }
            && !newest.Any(finding => finding.Kind == SignalKind.Request);
        var saidNoOn = AboutCalls.SaidNoOn(checkIns, newest, open?.ContactedAt, time);
        var byMessage =
            tookBack is not null || ((wantsNoContact || saidNoOn is not null) && last?.IsAskedFirst(today) == true);
        var gone = await InvalidatedTable.Of(transaction, id);
        var tasks = await OpenTaskTable.OfOne(transaction, id, time);
        var details = await PersonDetailsTable.Of(transaction, id);
        var enrolledAt = await EnrolmentTable.EnrolledAt(transaction, id);
        var scores = await ScoreTable.Of(transaction, id);
        var help = await HelpTable.Of(transaction, id);
        var said = await Wishes.Of(transaction, id, instruments);
        var answers = await AnswerTable.NewestOfEach(transaction, id);
        var seesNetwork = await NetworkConsent.Of(transaction, id, today) is not null;
        IReadOnlyList<Tie> ties = seesNetwork ? await TieTable.Of(transaction, id) : [];
        return new CaseFile(
            Scores: scores,
            CheckIns: checkIns,
            Events: events,
            Helpers: [.. cares.Where(care => !care.Caring.IsEmpty).SelectMany(care => care.Helpers)],
            Help: help,
            Open: open,
            Found: found,
            Caregiver: caregiver,
            Owner: caregiver.CoordinatorId == staff.Coordinator.Id
                ? staff.Coordinator
                : (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!,
            Details: details,
            Cares: cares,
            Ended: ended,
            IsOver: await EndedCare.IsOver(transaction, caregiver),
            Actions: actions,
            Agreements: await AgreementTable.Of(transaction, id),
            Plans: await RelapsePlanTable.Of(transaction, id),
            EverFound: await FindingTable.ReadableOf(transaction, [id]),
            Notifications: await NotificationTable.Of(transaction, id),
            Now: (await AnswersNow.OfAll(transaction, [id], rules, time))[id],
            Said: said,
            Answers: answers,
            TypedIn: await TypedInTable.OfCaregiver(transaction, id),
            Gone: gone,
            WordsRead: checkIns
                .Concat(gone.Select(invalidated => invalidated.Was))
                .Any(checkIn => checkIn.OwnWords is not null)
                ? await OpenTaskTable.WordsOf(transaction, id)
                : [],
            Calls: calls,
            TookBack: tookBack is { } at ? time.DayOf(at) : null,
            WantsNoContact: wantsNoContact,
            SaidNoOn: saidNoOn,
            ByMessage: byMessage,
            Offer: open is not null && byMessage && ended is not { Kind: EventKind.Death }
                ? await TalkOffer.Of(transaction, caregiver, open, time)
                : null,
            Tasks: tasks,
            OfTasks: await TaskFacts.Of(
                transaction,
                [.. tasks.Where(task => task.Kind is not (StaffTaskKind.Help or StaffTaskKind.Meet))],
                [],
                time
            ),
            ToAsk: checkIns.Any(checkIn => checkIn.ClosedAt is null)
            || tasks.Any(task => task.Kind == StaffTaskKind.Ask)
                ? await CaseloadTable.ToAskOf(transaction, id, today)
                : [],
            Mail: await MailTrouble.Of(transaction, caregiver, checkIns, actions, time),
            LostMails: await LostOf(transaction, id, today),
            EnrolledAt: enrolledAt,
            People: enrolledAt is null ? [] : await FindTable.Of(transaction, staff.Sees),
            Known: CareSummary.Of(
                details,
                [.. cares.Select(care => care.Caring)],
                help,
                events,
                said,
                answers,
                scores,
                ties,
                open is not null,
                today
            ),
            NetworkDue: Network.DueSince(ties, today),
            SeesNetwork: seesNetwork,
            SeesSafety: await staff.SeesSafetyOf(transaction, caregiver),
            CanGoOnUntil: (await CanGoOn.Of(transaction, caregiver, time))?.Last,
            MayTakeBack: actions.Any(done =>
                done.Kind is ActionKind.Contacted or ActionKind.Closed && done.DoneOn == today
            )
                ? await StepTakenBack.Find(transaction, id, staff.Coordinator.Id, time)
                : null,
            LookBy: open is null
                ? null
                : LatestLook.Of((await StoredLife.UpToNow(transaction, id, rules, time)).Life, today)
        )
        {
            RepliesRead = await OpenTaskTable.RepliesReadOf(transaction, id),
            IsToJudge =
                await EvaluationTable.DueSince(transaction, id, time.Now) is { } since
                && checkIns.Any(checkIn => checkIn.AnsweredAt >= since)
                && !actions.Any(done => done.At >= since),
            CodeTriedAt = await PageCodeTable.TriedAt(transaction, id, time.Now),
            AutomaticMails = await OpenTaskTable.AutomaticOf(transaction, id),
            Directory = [.. OffersNear.Of(await OfferTable.All(transaction), details)],
        };
    }

    private static async Task<IReadOnlyList<(Consent, DateTimeOffset)>> LostOf(
        Transaction transaction,
        long id,
        DateOnly today
    )
    {
        var lost = await SharedLinkTable.Lost(transaction, id, today);
        // The decisions are read where one of them lost a mail: almost never.
        return lost.Count == 0
            ? []
            :
            [
                .. from loss in lost
                join consent in await ConsentTable.Of(transaction, id) on loss.ConsentId equals consent.Id
                select (consent, loss.MailedAt),
            ];
    }
}

/// <summary>That mail to somebody is stopped, did not arrive or may not have.</summary>
/// <param name="Why">A part of the key of its text.</param>
public sealed record MailTrouble(string Why, DateTimeOffset At)
{
    internal static async Task<MailTrouble?> Of(
        Transaction transaction,
        Caregiver caregiver,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<Done> actions,
        SiteTime time
    )
    {
        if (
            !caregiver.Channel.IsSent() || caregiver is not { Status: CaregiverStatus.Active or CaregiverStatus.Paused }
        )
            return null;
        if (await MailLedgerTable.StopOf(transaction, caregiver.Id) is { } stop)
            return new MailTrouble(stop.Why.Code(), stop.At);
        if (
            await MailLedgerTable.NewestTo(transaction, caregiver.Id, time) is not { } mail
            || checkIns.Any(checkIn => checkIn.AnsweredAt > mail.CreatedAt)
            || actions.Any(done => done.IsReached && done.At > mail.CreatedAt)
        )
            return null;
        return mail switch
        {
            { State: MailState.Unsure } => new MailTrouble("unsure", mail.CreatedAt),
            { State: MailState.Failed or MailState.Expired } or { State: MailState.Sent, CameBackAs: not null } =>
                new MailTrouble("failed", mail.CreatedAt),
            _ => null,
        };
    }
}
