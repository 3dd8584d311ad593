using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Answers.OptingOut;

/// <summary>
/// The choices behind every mail of ours that is younger than a year, on the form, its result and the own page, and
/// what each does at once.
/// </summary>
/// <remarks>May be shared between threads. What is done is in the audit log in the same commit.</remarks>
public sealed class OptOuts(
    Database database,
    OwnVisits visits,
    NewLink newLink,
    OwnPageMails ownPage,
    AuditWriter auditWriter,
    JobTrigger jobTrigger,
    CurrentSettings settings,
    SiteTime time
)
{
    public const string Call = "bel";
    public const string Resume = "hervat";
    public const string Stop = "stop";
    public const string Rejoin = "terug";
    public const string NewLink = "nieuw";
    public const string OwnPage = "mijn-pagina";

    /// <summary>Takes back their own choice of fewer check-ins.</summary>
    public const string AsUsual = "gewoon";

    /// <summary>Ends aftercare; also the step that asks it.</summary>
    public const string Enough = "goed";

    /// <summary>Tells that something changed; also the step that asks it.</summary>
    public const string Tell = "veranderd";

    public const string TakeBack = "klopt-niet";

    /// <summary>The step after something was told.</summary>
    public const string Told = "verteld";

    /// <summary>The step of fewer check-ins and a pause.</summary>
    public const string Less = "minder";

    /// <summary>The step that asks for a call, also for who stopped.</summary>
    public const string CallStep = "bellen";

    private const string Months = "maanden-";

    /// <summary>The choices of fewer check-ins, as <c>maanden-2</c> for every two months.</summary>
    public static readonly IReadOnlyList<string> LessOften =
    [
        .. CheckIns.LessOften.Choices.Select(months => Months + months.ToString(CultureInfo.InvariantCulture)),
    ];

    public static readonly IReadOnlyList<string> All =
    [
        .. PauseLengths.All,
        .. LessOften,
        AsUsual,
        Call,
        Tell,
        TakeBack,
        Stop,
        Resume,
        Rejoin,
        NewLink,
        OwnPage,
        Enough,
    ];

    /// <summary>What these choose on the own page is confirmed there alone: a mail would break what it says.</summary>
    private static readonly IReadOnlyList<string> EndsMail = [.. PauseLengths.All, Stop, Enough];

    /// <summary>What a step shows on the form.</summary>
    /// <returns>Null without a visit.</returns>
    public OptOut? OnForm(FormBrowser browser, string step) =>
        database.Read(transaction =>
            Find(transaction, browser) is var (_, caregiver, came) ? Read(transaction, caregiver, came, step) : null
        );

    /// <inheritdoc cref="OnForm"/>
    public Task<OptOut?> ChooseOnFormAsync(FormBrowser browser, GivenWay given) =>
        database.WriteAsync(transaction =>
        {
            if (Find(transaction, browser) is not var (visit, caregiver, came))
                return null;
            visit.Touch(transaction, time);
            var done = Choose(transaction, caregiver, came, given, visit.By(browser.Network));
            return
                done is OptOut.CallPromised promised
                && visit is { Session.SentAt: not null, CheckIn.IsAftercare: true }
                && AnswerTable.IsHeavy(transaction, visit.CheckIn.Id)
                ? promised with
                {
                    IsUrgent = true,
                }
                : done;
        });

    /// <summary>What a step shows behind the link to pause; opening it changes nothing.</summary>
    /// <returns>Whether the key is one of ours; null where it opens nothing any more.</returns>
    public (bool IsKnown, OptOut? Shown) BehindPauseLink(string key, string step) =>
        database.Read(transaction =>
            (
                LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now) is not null,
                PausedBy(transaction, key) is { } caregiver
                    ? Read(transaction, caregiver, Came.ByMail(time), step)
                    : null
            )
        );

    /// <returns>Null where the key opens nothing any more.</returns>
    public Task<OptOut?> ChooseBehindPauseLinkAsync(string key, GivenWay given, Actor by) =>
        database.WriteAsync(transaction =>
            PausedBy(transaction, key) is { } caregiver
                ? Choose(transaction, caregiver, Came.ByMail(time), given, by)
                : null
        );

    /// <summary>Pauses mail at the button of a mail program, until they ask for it again.</summary>
    /// <returns>Null where the key opens nothing any more; false where nothing is asked of them.</returns>
    public Task<bool?> PauseAtOnceAsync(string key, Actor by) =>
        database.WriteAsync<bool?>(transaction =>
        {
            if (PausedBy(transaction, key) is not { } caregiver)
                return null;
            if (!Participation.PauseMail(transaction, caregiver.Id, null, settings.SupportPoint.Language, time))
                return false;
            auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Participation), caregiver.Id);
            return caregiver.Status != CaregiverStatus.Aftercare;
        });

    /// <summary>What a step shows on the own page.</summary>
    public Task<Behind<OptOut>> LookAsync(OwnBrowser browser, string step) =>
        visits.LookAsync(
            browser,
            null,
            null,
            (transaction, visit) => Read(transaction, visit.Caregiver, Came.OnOwnPage(visit), step)
        );

    /// <summary>Does on the own page what each mail offers too, and confirms it by a mail that says no more.</summary>
    public Task<Behind<OptOut>> ChooseAsync(OwnBrowser browser, GivenWay given) =>
        visits.ChangeAsync(
            browser,
            null,
            (transaction, visit) =>
            {
                var done = Choose(transaction, visit.Caregiver, Came.OnOwnPage(visit), given, visit.By);
                if (!given.IsFaulty && !EndsMail.Contains(given.Choice))
                    ownPage.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                return done;
            }
        );

    /// <summary>Moves the call that they read of on their own page, or takes it back.</summary>
    /// <param name="to">To when it moves; null to take it back.</param>
    public Task<Behind<(CallMoved Done, string Coordinator)>> MoveCallAsync(
        OwnBrowser browser,
        long seen,
        CallTime? to
    ) =>
        visits.ChangeAsync(
            browser,
            null,
            (transaction, visit) => (Move(transaction, visit, seen, to), NameFor(transaction, visit.Caregiver))
        );

    private CallMoved Move(Transaction transaction, MyVisit visit, long seen, CallTime? to)
    {
        var id = visit.Caregiver.Id;
        if (StaffTaskTable.CallOf(transaction, id) is { } call && !Came.OnOwnPage(visit).Shows(call))
            return CallMoved.NeedsCode;
        if (
            to is null
                ? PromisedCall.TakeBack(transaction, id, seen, settings.SupportPoint.Language, time)
                : PromisedCall.Move(transaction, id, seen, to, time)
        )
        {
            var entry = (to is null ? AuditAction.TakeBack : AuditAction.Ask).Of(AuditTarget.Call);
            auditWriter.Add(transaction, visit.By, entry, id);
            ownPage.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
            return to is null ? CallMoved.TakenBack : CallMoved.Moved;
        }

        // Pressed twice, it says the same again.
        return to is null && StaffTaskTable.CallsOf(transaction, id) is [.., { TakenBackAt: not null }]
            ? CallMoved.TakenBack
            : CallMoved.Gone;
    }

    /// <summary>What a step shows.</summary>
    /// <param name="step">A step beside fewer check-ins; any other value shows those.</param>
    internal OptOut Read(Transaction transaction, Caregiver caregiver, Came came, string step) =>
        ReadBeside(transaction, caregiver, came, step) ?? Main(transaction, caregiver) with { Came = came };

    /// <summary>The steps that need no questions, and leave them as they are: a call, and what changed.</summary>
    /// <returns>Null for any other step.</returns>
    internal OptOut? ReadBeside(Transaction transaction, Caregiver caregiver, Came came, string step)
    {
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        OptOut? beside = step switch
        {
            CallStep => AskedCall(transaction, caregiver, came),
            Tell when isEnded => came.IsOnForm ? new OptOut.Ended() : Ended(transaction, caregiver),
            Tell => AskedChange(transaction, caregiver, came),
            Told => Changed(transaction, caregiver, came),
            _ => null,
        };
        return beside is null ? null : beside with { Came = came };
    }

    /// <summary>Does what was chosen.</summary>
    internal OptOut Choose(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by) =>
        given.Choice switch
        {
            TakeBack => TakeBackTold(transaction, caregiver, came, given.Events, by),
            Tell => Store(transaction, caregiver, came, given, by),
            Call => Promise(transaction, caregiver, came, given, by),
            _ when given.IsFaulty => Read(transaction, caregiver, came, Less),
            _ => Follow(transaction, caregiver, came, given, by),
        } with
        {
            Came = came,
        };

    private OptOut Main(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status switch
        {
            CaregiverStatus.Ended => Ended(transaction, caregiver),
            CaregiverStatus.Aftercare => EndedCare.Of(transaction, caregiver.Id) is null
                ? new OptOut.Message("NotAsked")
                : new OptOut.Enough(NameFor(transaction, caregiver)),
            _ => new OptOut.Choices(
                Invitations.NewLink.CheckInFor(transaction, caregiver, time) is not null,
                caregiver.HasPaused,
                CheckIns.LessOften.Chosen(transaction, caregiver, time) is not null
            ),
        };

    private OptOut.Call AskedCall(Transaction transaction, Caregiver caregiver, Came came)
    {
        var coordinator = NameFor(transaction, caregiver);
        return new(coordinator, came.HasRead ? CallPromise.Of(transaction, caregiver, coordinator, came) : null);
    }

    /// <summary>Promises a call, or moves the one that they read of.</summary>
    private OptOut Promise(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by)
    {
        if (given.IsFaulty)
            return AskedCall(transaction, caregiver, came);
        auditWriter.Add(transaction, by, AuditAction.Ask.Of(AuditTarget.Call), caregiver.Id);
        if (!came.HasRead || !PromisedCall.Move(transaction, caregiver.Id, given.SeenCall, given.When, time))
            PromisedCall.AskAlone(transaction, caregiver.Id, given.When, time);
        transaction.Afterwards(jobTrigger.Request);
        return new OptOut.CallPromised(CallPromise.Of(transaction, caregiver, NameFor(transaction, caregiver))!);
    }

    private OptOut.Message TakeBackTold(
        Transaction transaction,
        Caregiver caregiver,
        Came came,
        IReadOnlyList<long> events,
        Actor by
    )
    {
        // What an ended person told before stays as it was: taking it back would give somebody new words to read.
        var isDone =
            caregiver.Status != CaregiverStatus.Ended
            && NotSo.Told(transaction, caregiver.Id, events, came.Since, settings.SupportPoint.Language, time);
        Outcome? refused = isDone ? null : Outcome.Refused;
        auditWriter.Add(transaction, by, AuditAction.TakeBack.Of(AuditTarget.Change), caregiver.Id, outcome: refused);
        transaction.Afterwards(jobTrigger.Request);
        return new(
            !isDone ? "NotTakenBack"
            : LifeChange.HasToldAnEnd(transaction, caregiver.Id, time) ? "TakenBackInPart"
            : "TakenBack"
        );
    }

    private OptOut Store(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by)
    {
        var told = given.Change;
        if (caregiver.Status == CaregiverStatus.Ended)
            // Sent before they stopped, and its answer never arrived: then it is stored.
            return LifeChange
                .ToldJustNow(transaction, caregiver.Id, came.Since, time)
                .Any(before => told.Kinds.Contains(before.Kind))
                ? new OptOut.Stored()
                : new OptOut.NotStored();
        if (given.IsFaulty)
            return AskedChange(transaction, caregiver, came);
        if (Happen.Tell(transaction, told.Of(caregiver.Id), time))
            auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.Change), caregiver.Id);
        transaction.Afterwards(jobTrigger.Request);
        return new OptOut.Stored();
    }

    private OptOut.Change AskedChange(Transaction transaction, Caregiver caregiver, Came came)
    {
        var cares = SituationTable.Of(transaction, caregiver.Id).Where(care => care.GoesOn);
        var respite = came.InSession
            ? HelpRoad.MayBeAbout(EventKind.RespiteFailed, time.Today, HelpTable.Of(transaction, caregiver.Id))
            : [];
        return new(
            NameFor(transaction, caregiver),
            cares.ToList() is { Count: > 1 } several ? several : [],
            respite.Count > 1 ? respite : []
        );
    }

    private OptOut.Changed Changed(Transaction transaction, Caregiver caregiver, Came came)
    {
        var told = LifeChange.ToldJustNow(transaction, caregiver.Id, came.Since, time);
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        return new(
            NameFor(transaction, caregiver),
            told,
            [.. told.Where(change => !isEnded && LifeChange.MayTakeBack(change, time)).Select(change => change.Id)],
            caregiver.Status == CaregiverStatus.Aftercare,
            caregiver.QuestionsWait
        );
    }

    private OptOut Follow(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by)
    {
        var (id, choice) = (caregiver.Id, given.Choice);
        auditWriter.Add(transaction, by, ActionOf(choice), id);
        switch (choice)
        {
            case OwnPage:
                return new OptOut.Message(
                    !ownPage.QueueAnother(transaction, caregiver) ? "LinkNotSent"
                    : caregiver.Channel == Channel.Sms ? "LinkSentSms"
                    : "LinkSent"
                );
            case NewLink:
                return new OptOut.Message(newLink.Send(transaction, caregiver) ? "LinkSent" : "LinkNotSent");
            case Rejoin:
                return Rejoined(transaction, caregiver);
            case Resume:
                return
                    Participation.Resume(transaction, id, ReportedBy.Caregiver, time)
                    || caregiver.Status == CaregiverStatus.Active
                    ? new OptOut.Message("Resumed")
                    : Main(transaction, caregiver);
            case Stop:
                Participation.StopThemselves(transaction, id, time);
                break;
            case Enough when caregiver.Status == CaregiverStatus.Aftercare:
                Participation.EndAftercare(transaction, id, time);
                break;
            case Enough:
                return Main(transaction, caregiver);
        }

        var now = CaregiverTable.Get(transaction, id)!;
        if (now.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
            return Main(transaction, now);
        if (PauseLengths.All.Contains(choice))
        {
            // Who comes from the questions gave their answers here.
            if (came.IsOnForm)
                Participation.PauseForm(transaction, id, given.Until, ReportedBy.Caregiver, time);
            else
                Participation.PauseMail(transaction, id, given.Until, settings.SupportPoint.Language, time);
            return new OptOut.Paused(given.Until);
        }

        // Choosing how often implies that they may be asked.
        Participation.Resume(transaction, id, ReportedBy.Caregiver, time);
        if (choice == AsUsual)
        {
            CheckIns.LessOften.TakeBack(transaction, caregiver, time);
            return new OptOut.Message("AsUsual");
        }

        var months = int.Parse(choice[Months.Length..], CultureInfo.InvariantCulture);
        CheckIns.LessOften.Choose(transaction, caregiver, months, given.Reason, time);
        return new OptOut.LessOften(months);
    }

    /// <summary>For somebody who no longer takes part: the way to undo it while they can.</summary>
    private OptOut.Ended Ended(Transaction transaction, Caregiver caregiver) =>
        new(Participation.UndoUntil(transaction, caregiver, time), EndedCare.Of(transaction, caregiver.Id) is not null);

    private OptOut Rejoined(Transaction transaction, Caregiver caregiver)
    {
        // Whoever takes part already pressed before, and did not read the answer.
        if (
            !Participation.Rejoin(transaction, caregiver, settings.SupportPoint.Language, time)
            && caregiver.Status == CaregiverStatus.Ended
        )
            return Main(transaction, caregiver);
        return CaregiverTable.Get(transaction, caregiver.Id) is { Status: CaregiverStatus.Aftercare }
            ? new OptOut.Message("AftercareAgain")
            : new OptOut.Rejoined(CheckInTable.OpenOf(transaction, caregiver.Id)?.LastDay);
    }

    private static AuditEntry ActionOf(string choice) =>
        choice switch
        {
            Resume or Rejoin => AuditAction.Change.Of(AuditTarget.Participation),
            Stop or Enough => AuditAction.End.Of(AuditTarget.Participation),
            NewLink or OwnPage => AuditAction.Ask.Of(AuditTarget.Link),
            _ when PauseLengths.All.Contains(choice) => AuditAction.Change.Of(AuditTarget.Participation),
            _ => AuditAction.Change.Of(AuditTarget.Interval),
        };

    private string NameFor(Transaction transaction, Caregiver caregiver) =>
        CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);

    private (Visit Visit, Caregiver Caregiver, Came Came)? Find(Transaction transaction, FormBrowser browser)
    {
        if (Visit.Of(transaction, browser.Key, time) is not { } visit)
            return null;
        var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
        return (visit, caregiver, Came.OnForm(caregiver, visit.Session, browser.FromResult));
    }

    private Caregiver? PausedBy(Transaction transaction, string key) =>
        LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now) is { CaregiverId: { } id } link
        && link.OpensWaysOut(time.Now)
            ? CaregiverTable.Get(transaction, id)
            : null;
}
