using System.Globalization;
using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Happenings;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Forms;

/// <summary>The choices behind every mail of ours less than a year old, on the form and its result, and what each does
/// at once.</summary>
/// <remarks>May be shared between threads. Each act is in the audit log in the same commit.</remarks>
public sealed class OptOuts(
    Database database,
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

    /// <summary>Withdraws their own choice of fewer check-ins.</summary>
    public const string AsUsual = "gewoon";

    /// <summary>Ends aftercare; also the step that asks about it.</summary>
    public const string Enough = "goed";

    /// <summary>Tells that something changed; also the step that asks about it.</summary>
    public const string Tell = "veranderd";

    public const string TakeBack = "klopt-niet";

    /// <summary>The step after a report.</summary>
    public const string Told = "verteld";

    /// <summary>The step of fewer check-ins and a pause.</summary>
    public const string Less = "minder";

    /// <summary>The step that asks for a call, also for caregivers who stopped.</summary>
    public const string CallStep = "bellen";

    private const string Months = "maanden-";

    /// <summary>The choices of fewer check-ins, such as <c>maanden-2</c> for every two months.</summary>
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

    /// <summary>What a step shows on the form.</summary>
    /// <returns>Null without a visit.</returns>
    public Task<OptOut?> OnFormAsync(FormBrowser browser, string step, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction =>
                await Find(transaction, browser) is var (_, caregiver, came)
                    ? await Read(transaction, caregiver, came, step)
                    : null,
            stop
        );

    /// <inheritdoc cref="OnFormAsync"/>
    public Task<OptOut?> ChooseOnFormAsync(FormBrowser browser, GivenWay given) =>
        database.WriteAsync(async transaction =>
        {
            if (await Find(transaction, browser) is not var (visit, caregiver, came))
                return null;
            await visit.Touch(transaction, time);
            var done = await Choose(transaction, caregiver, came, given, visit.By(browser.Network));
            return
                done is OptOut.CallPromised promised
                && visit is { Session.SentAt: not null, CheckIn.IsAftercare: true }
                && await AnswerTable.IsHeavy(transaction, visit.CheckIn.Id)
                ? promised with
                {
                    IsUrgent = true,
                }
                : done;
        });

    /// <summary>What a step shows behind the pause link; opening it changes nothing.</summary>
    public Task<BehindPauseLink> BehindPauseLinkAsync(string key, string step, CancellationToken stop = default) =>
        database.ReadAsync(
            async transaction => new BehindPauseLink(
                await LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now) is not null,
                await PausedBy(transaction, key) is { } caregiver
                    ? await Read(transaction, caregiver, Came.ByMail(time), step)
                    : null
            ),
            stop
        );

    /// <returns>Null if the key no longer opens anything.</returns>
    public Task<OptOut?> ChooseBehindPauseLinkAsync(string key, GivenWay given, Actor by) =>
        database.WriteAsync(async transaction =>
            await PausedBy(transaction, key) is { } caregiver
                ? await Choose(transaction, caregiver, Came.ByMail(time), given, by)
                : null
        );

    /// <summary>Pauses mail at a mail program's button, until they ask for it again.</summary>
    /// <returns>False if they are asked nothing, or if the key no longer opens anything.</returns>
    public Task<bool> PauseAtOnceAsync(string key, Actor by) =>
        database.WriteAsync(async transaction =>
        {
            if (
                await PausedBy(transaction, key) is not { } caregiver
                || !await Participation.PauseMail(transaction, caregiver.Id, null, settings.SupportPoint.Language, time)
            )
                return false;
            await auditWriter.Add(transaction, by, AuditAction.Change.Of(AuditTarget.Participation), caregiver.Id);
            return caregiver.Status != CaregiverStatus.Aftercare;
        });

    /// <summary>What a step shows.</summary>
    /// <param name="step">A step besides fewer check-ins; any other value shows those.</param>
    internal async Task<OptOut> Read(Transaction transaction, Caregiver caregiver, Came came, string step) =>
        await ReadBeside(transaction, caregiver, came, step) ?? await Main(transaction, caregiver) with { Came = came };

    /// <summary>The steps that work without the questions and leave them unchanged: requesting a call, and reporting a
    /// change.</summary>
    /// <returns>Null for any other step.</returns>
    internal async Task<OptOut?> ReadBeside(Transaction transaction, Caregiver caregiver, Came came, string step)
    {
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        OptOut? beside = step switch
        {
            CallStep => await AskedCall(transaction, caregiver, came),
            Tell when isEnded => came.IsOnForm ? new OptOut.Ended() : await Ended(transaction, caregiver),
            Tell => await AskedChange(transaction, caregiver, came),
            Told => await Changed(transaction, caregiver, came),
            _ => null,
        };
        return beside is null ? null : beside with { Came = came };
    }

    /// <summary>Carries out a choice.</summary>
    internal async Task<OptOut> Choose(
        Transaction transaction,
        Caregiver caregiver,
        Came came,
        GivenWay given,
        Actor by
    ) =>
        given.Choice switch
        {
            TakeBack => await TakeBackTold(transaction, caregiver, came, given.Events, by),
            Tell => await Store(transaction, caregiver, came, given, by),
            Call => await Promise(transaction, caregiver, came, given, by),
            _ when given.IsFaulty => await Read(transaction, caregiver, came, Less),
            _ => await Follow(transaction, caregiver, came, given, by),
        } with
        {
            Came = came,
        };

    private async Task<OptOut> Main(Transaction transaction, Caregiver caregiver) =>
        caregiver.Status switch
        {
            CaregiverStatus.Ended => await Ended(transaction, caregiver),
            CaregiverStatus.Aftercare => await EndedCare.Of(transaction, caregiver.Id) is null
                ? new OptOut.Message("NotAsked")
                : new OptOut.Enough(await NameFor(transaction, caregiver)),
            _ => new OptOut.Choices(
                await Invitations.NewLink.CheckInFor(transaction, caregiver, time) is not null,
                caregiver.HasPaused,
                await CheckIns.LessOften.Chosen(transaction, caregiver, time) is not null
            ),
        };

    private async Task<OptOut.Call> AskedCall(Transaction transaction, Caregiver caregiver, Came came)
    {
        var coordinator = await NameFor(transaction, caregiver);
        return new(coordinator, came.HasRead ? await CallPromise.Of(transaction, caregiver, coordinator, came) : null);
    }

    /// <summary>Promises a call, or moves the one that they saw.</summary>
    private async Task<OptOut> Promise(
        Transaction transaction,
        Caregiver caregiver,
        Came came,
        GivenWay given,
        Actor by
    )
    {
        if (given.IsFaulty)
            return await AskedCall(transaction, caregiver, came);
        await auditWriter.Add(transaction, by, AuditAction.Ask.Of(AuditTarget.Call), caregiver.Id);
        if (!came.HasRead || !await PromisedCall.Move(transaction, caregiver.Id, given.SeenCall, given.When, time))
            await PromisedCall.AskAlone(transaction, caregiver.Id, given.When, time);
        transaction.Afterwards(jobTrigger.Request);
        return new OptOut.CallPromised(
            (await CallPromise.Of(transaction, caregiver, await NameFor(transaction, caregiver)))!
        );
    }

    private async Task<OptOut.Message> TakeBackTold(
        Transaction transaction,
        Caregiver caregiver,
        Came came,
        IReadOnlyList<long> events,
        Actor by
    )
    {
        // A caregiver who ended keeps what they told before: taking it back would be new words to read.
        var isDone =
            caregiver.Status != CaregiverStatus.Ended
            && await NotSo.Told(transaction, caregiver.Id, events, came.Since, settings.SupportPoint.Language, time);
        Outcome? refused = isDone ? null : Outcome.Refused;
        await auditWriter.Add(
            transaction,
            by,
            AuditAction.TakeBack.Of(AuditTarget.Change),
            caregiver.Id,
            outcome: refused
        );
        transaction.Afterwards(jobTrigger.Request);
        return new(
            !isDone ? "NotTakenBack"
            : await LifeChange.HasToldAnEnd(transaction, caregiver.Id, time) ? "TakenBackInPart"
            : "TakenBack"
        );
    }

    private async Task<OptOut> Store(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by)
    {
        var told = given.Change;
        if (caregiver.Status == CaregiverStatus.Ended)
            // Sent before they stopped, and the answer never arrived: then it is stored.
            return (await LifeChange.ToldJustNow(transaction, caregiver.Id, came.Since, time)).Any(before =>
                told.Kinds.Contains(before.Kind)
            )
                ? new OptOut.Stored()
                : new OptOut.NotStored();
        if (given.IsFaulty)
            return await AskedChange(transaction, caregiver, came);
        if (await Happen.Tell(transaction, told.Of(caregiver.Id), time))
            await auditWriter.Add(transaction, by, AuditAction.Tell.Of(AuditTarget.Change), caregiver.Id);
        transaction.Afterwards(jobTrigger.Request);
        return new OptOut.Stored();
    }

    private async Task<OptOut.Change> AskedChange(Transaction transaction, Caregiver caregiver, Came came)
    {
        var cares = (await SituationTable.Of(transaction, caregiver.Id)).Where(care => care.GoesOn);
        var respite = came.InSession
            ? HelpRoad.MayBeAbout(EventKind.RespiteFailed, time.Today, await HelpTable.Of(transaction, caregiver.Id))
            : [];
        return new(
            await NameFor(transaction, caregiver),
            cares.ToList() is { Count: > 1 } several ? several : [],
            respite.Count > 1 ? respite : []
        );
    }

    private async Task<OptOut.Changed> Changed(Transaction transaction, Caregiver caregiver, Came came)
    {
        var told = await LifeChange.ToldJustNow(transaction, caregiver.Id, came.Since, time);
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        return new(
            await NameFor(transaction, caregiver),
            told,
            [.. told.Where(change => !isEnded && LifeChange.MayTakeBack(change, time)).Select(change => change.Id)],
            caregiver.Status == CaregiverStatus.Aftercare,
            caregiver.QuestionsWait
        );
    }

    private async Task<OptOut> Follow(Transaction transaction, Caregiver caregiver, Came came, GivenWay given, Actor by)
    {
        var (id, choice) = (caregiver.Id, given.Choice);
        await auditWriter.Add(transaction, by, ActionOf(choice), id);
        switch (choice)
        {
            case OwnPage:
                return new OptOut.Message(
                    !await ownPage.QueueAnother(transaction, caregiver) ? "LinkNotSent"
                    : caregiver.Channel == Channel.Sms ? "LinkSentSms"
                    : "LinkSent"
                );
            case NewLink:
                return new OptOut.Message(await newLink.Send(transaction, caregiver) ? "LinkSent" : "LinkNotSent");
            case Rejoin:
                return await Rejoined(transaction, caregiver);
            case Resume:
                return
                    await Participation.Resume(transaction, id, ReportedBy.Caregiver, time)
                    || caregiver.Status == CaregiverStatus.Active
                    ? new OptOut.Message("Resumed")
                    : await Main(transaction, caregiver);
            case Stop:
                await Participation.StopThemselves(transaction, id, time);
                break;
            case Enough when caregiver.Status == CaregiverStatus.Aftercare:
                await Participation.EndAftercare(transaction, id, time);
                break;
            case Enough:
                return await Main(transaction, caregiver);
        }

        var now = (await CaregiverTable.Get(transaction, id))!;
        if (now.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
            return await Main(transaction, now);
        if (PauseLengths.All.Contains(choice))
        {
            // From the questions, the answers were given here.
            if (came.IsOnForm)
                await Participation.PauseForm(transaction, id, given.Until, ReportedBy.Caregiver, time);
            else
                await Participation.PauseMail(transaction, id, given.Until, settings.SupportPoint.Language, time);
            return new OptOut.Paused(given.Until);
        }

        // Choosing how often implies that they may be asked.
        await Participation.Resume(transaction, id, ReportedBy.Caregiver, time);
        if (choice == AsUsual)
        {
            await CheckIns.LessOften.TakeBack(transaction, caregiver, time);
            return new OptOut.Message("AsUsual");
        }

        var months = int.Parse(choice[Months.Length..], CultureInfo.InvariantCulture);
        await CheckIns.LessOften.Choose(transaction, caregiver, months, given.Reason, time);
        return new OptOut.LessOften(months);
    }

    /// <summary>For a caregiver who no longer takes part: the way to undo it while they can.</summary>
    private async Task<OptOut.Ended> Ended(Transaction transaction, Caregiver caregiver) =>
        new(
            await Participation.UndoUntil(transaction, caregiver, time),
            await EndedCare.Of(transaction, caregiver.Id) is not null
        );

    private async Task<OptOut> Rejoined(Transaction transaction, Caregiver caregiver)
    {
        // If they take part already, they pressed before and did not read the answer.
        if (
            !await Participation.Rejoin(transaction, caregiver, settings.SupportPoint.Language, time)
            && caregiver.Status == CaregiverStatus.Ended
        )
            return await Main(transaction, caregiver);
        return await CaregiverTable.Get(transaction, caregiver.Id) is { Status: CaregiverStatus.Aftercare }
            ? new OptOut.Message("AftercareAgain")
            : new OptOut.Rejoined((await CheckInTable.OpenOf(transaction, caregiver.Id))?.LastDay);
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

    private Task<string> NameFor(Transaction transaction, Caregiver caregiver) =>
        CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint);

    private async Task<(Visit Visit, Caregiver Caregiver, Came Came)?> Find(
        Transaction transaction,
        FormBrowser browser
    )
    {
        if (await Visit.Of(transaction, browser.Key, time) is not { } visit)
            return null;
        var caregiver = (await CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId))!;
        return (visit, caregiver, Came.OnForm(caregiver, visit.Session, browser.FromResult));
    }

    private async Task<Caregiver?> PausedBy(Transaction transaction, string key) =>
        await LinkTable.Known(transaction, KeyPurpose.Pause, key, time.Now) is { CaregiverId: { } id } link
        && link.OpensWaysOut(time.Now)
            ? await CaregiverTable.Get(transaction, id)
            : null;
}

/// <param name="IsKnown">Whether we made the key.</param>
/// <param name="Shown">Null if it no longer opens anything.</param>
public sealed record BehindPauseLink(bool IsKnown, OptOut? Shown);
