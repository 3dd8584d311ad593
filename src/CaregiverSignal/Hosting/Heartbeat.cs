using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Retention;
using CaregiverSignal.Scores;
using CaregiverSignal.Sharing;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Tips;

namespace CaregiverSignal.Hosting;

/// <summary>
/// Does everything that is due now, except handing over mail: runs each step of the path until nothing is left for it.
/// </summary>
/// <remarks>
/// The service calls it every minute, <c>tick</c> once, <c>demo</c> throughout its months. Only one runs at a time.
/// </remarks>
public sealed partial class Heartbeat(
    EndPause endPause,
    CheckDetails checkDetails,
    InviteToCheckIn invite,
    InviteAgain inviteAgain,
    RemindOnce remind,
    CloseCheckIn close,
    ScoreResponse score,
    JudgeCaregiver judge,
    NotifyCoordinator notify,
    TellProfessional tellProfessional,
    WatchSignal watch,
    SendDigest digest,
    EscalateSignal escalate,
    EscalateTask escalateTask,
    CheckFollowed checkFollowed,
    NotifyTeam notifyTeam,
    ForgetTips forgetTips,
    ReadReturns returns,
    TakeInRefusal refusal,
    DeleteOld deleteOld,
    EndKeeping endKeeping,
    SettingsInForce inForce,
    Lead lead,
    Database database,
    SiteTime time,
    ILogger<Heartbeat> log
)
{
    /// <summary>Beats come each minute; after this long without one, somebody should look.</summary>
    public static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Aside = TimeSpan.FromHours(1);

    /// <summary>
    /// How long an item waits that only a newer program knows: until the next beat, which may be that program's.
    /// </summary>
    private static readonly TimeSpan LeftToNewer = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many items share a write, and so a wait for the disk. A form that comes meanwhile waits for some ten
    /// milliseconds.
    /// </summary>
    private const int MostTogether = 20;

    /// <summary>The steps that write mail, and so do not run while mail is held.</summary>
    private static readonly string[] Mails =
    [
        "invite",
        "invite again",
        "remind",
        "tell",
        "digest",
        "escalate",
        "escalate task",
        "tell team",
    ];

    /// <summary>The steps that do not run while mail is held; empty when it is not held.</summary>
    public static IReadOnlyList<string> StepsHeldBy(HoldReason? held) => held is null ? [] : Mails;

    private readonly Lock turn = new();
    private readonly List<StepFailure> failed = [];

    /// <summary>
    /// When the last beat ended; before the first beat, since when beats are expected; null where none are, in a demo.
    /// </summary>
    public DateTimeOffset? LastBeatAt { get; private set; }

    /// <summary>Given at each item, so that a beat with much to do shows that it goes on.</summary>
    public SignOfLife SignOfLife { get; } = new(time.Provider);

    /// <summary>How many steps have failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <summary>Where the last beat failed: each step, and each of its items.</summary>
    public IReadOnlyList<StepFailure> Failed => failed;

    public IEnumerable<string> StepNames => Steps().Select(step => step.Name);

    /// <summary>Makes a beat due each minute from now on.</summary>
    public void Expect() => LastBeatAt ??= time.Now;

    /// <returns>How many items were processed.</returns>
    public int Beat(CancellationToken stop = default)
    {
        lock (turn)
        {
            failed.Clear();
            inForce.Take(database);
            if (!lead.Look())
            {
                LastBeatAt = time.Now;
                return 0;
            }

            var held = database.Read(SendHold.WhyHeld);
            var now = time.Now;
            var inTrouble = database.Write(transaction =>
            {
                SiteClockTable.Set(transaction, now, simulated: false);
                FailureTable.Release(transaction, now);
                return FailureTable.All(transaction).Select(one => one.Step).ToHashSet();
            });
            var done = 0;
            var waiting = StepsHeldBy(held);
            foreach (var step in Steps().Where(one => !waiting.Contains(one.Name)))
            {
                done += RunUntilNothingIsLeft(step, stop);
                var wentWell =
                    !stop.IsCancellationRequested && !failed.Exists(one => one.Step == step.Name && one.Item is null);
                if (wentWell && inTrouble.Contains(step.Name))
                    database.Write(transaction => FailureTable.Forget(transaction, step.Name));
            }

            LastBeatAt = time.Now;
            return done;
        }
    }

    private IEnumerable<Step> Steps() =>
        [
            Alone("read returns", returns.RunOne),
            Alone("forget returns", returns.Forget),
            Alone("forget tips", forgetTips.RunOne),
            Together("take in refusal", refusal.RunOne),
            Together("end pause", endPause.RunOne),
            Together("check details", checkDetails.RunOne),
            Together("close", close.RunOne),
            Together("invite", invite.RunOne),
            Together("invite again", inviteAgain.RunOne),
            Together("remind", remind.RunOne),
            Together("score", score.RunOne),
            Alone("judge", judge.RunOne),
            Alone("tell", notify.RunOne),
            Alone("tell professional", tellProfessional.RunOne),
            Alone("watch", watch.RunOne),
            Alone("tell team", notifyTeam.RunOne),
            Alone("digest", digest.RunOne),
            Alone("escalate", escalate.RunOne),
            Alone("escalate task", escalateTask.RunOne),
            Alone("check followed", checkFollowed.RunOne),
            Alone(RetentionTable.Step, deleteOld.RunOne),
            Together("announce erasure", endKeeping.Announce),
            Alone("erase ended", endKeeping.EraseOne),
        ];

    /// <summary>A step whose items have a write each: it does more than write, or each item is work.</summary>
    private static Step Alone(string name, Func<bool> runOne) => new(name, 1, _ => runOne() ? 1 : 0);

    private Step Together(string name, Func<Transaction, bool> runOne) =>
        new(
            name,
            MostTogether,
            most =>
                database.Write(transaction =>
                {
                    var done = 0;
                    while (done < most && runOne(transaction))
                        done++;
                    return done;
                })
        );

    /// <remarks>
    /// Where one of several items fails, their write is undone as a whole and the step's items go one by one until the
    /// next beat: then the one that fails is alone, and undoes no other.
    /// </remarks>
    private int RunUntilNothingIsLeft(Step step, CancellationToken stop)
    {
        var (done, most) = (0, step.MostTogether);
        for (var goesOn = true; goesOn && lead.IsMine && !stop.IsCancellationRequested; )
        {
            SignOfLife.Give();
            try
            {
                var now = step.Run(most);
                done += now;
                goesOn = now == most;
            }
            catch (Exception) when (most > 1)
            {
                most = 1;
                TogetherFailed(step.Name);
            }
            catch (Exception error)
            {
                goesOn = PutAside(step.Name, error);
            }
        }

        return done;
    }

    /// <summary>
    /// Puts an item that failed aside for an hour, so that the step goes on with the others; where no item is to blame,
    /// the step waits for the next beat.
    /// </summary>
    /// <remarks>
    /// A message can quote an answer or a name, so only the type of error and its place in the program are logged and
    /// kept.
    /// </remarks>
    private bool PutAside(string name, Exception error)
    {
        var atItem = error as ItemFailedException;
        var cause = atItem?.InnerException ?? error;
        if (atItem is not null && UnknownCodeException.IsBehind(cause) && LeavesToNewer(atItem))
            return true;
        Failures++;
        failed.Add(StepFailure.Of(name, atItem?.Item, cause));
        if (atItem is null)
            StepFailed(name, cause.GetType().Name, cause.StackTrace);
        else
            ItemFailed(name, atItem.Item, cause.GetType().Name, cause.StackTrace);
        try
        {
            database.Write(transaction =>
                FailureTable.Note(
                    transaction,
                    name,
                    atItem?.Item ?? FailureTable.NoItem,
                    cause.GetType().Name,
                    time.Now,
                    atItem is null ? null : time.Now + Aside
                )
            );
            return atItem is not null;
        }
        catch (StorageException cannotWrite)
        {
            StepFailed(name, cannotWrite.Message, cannotWrite.StackTrace);
            return false;
        }
    }

    /// <summary>
    /// Leaves an item as it is where a newer program changed the schema under this one: a code that is unknown here is
    /// then no defect, and waits for that program to lead.
    /// </summary>
    /// <returns>False when the schema is this program's own.</returns>
    private bool LeavesToNewer(ItemFailedException atItem)
    {
        try
        {
            return database.Write(transaction =>
            {
                if (Migrations.In(transaction, database.Engine) <= Migrations.Newest)
                    return false;
                FailureTable.Skip(transaction, atItem.Step, atItem.Item, time.Now, time.Now + LeftToNewer);
                return true;
            });
        }
        catch (StorageException)
        {
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The items of '{Step}' go one by one, as one of several failed"
    )]
    private partial void TogetherFailed(string step);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Step '{Step}' failed with {Kind}; it is tried again next time{Where}"
    )]
    private partial void StepFailed(string step, string kind, string? where);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Step '{Step}' failed at item {Item} with {Kind}; the item is tried again in an hour{Where}"
    )]
    private partial void ItemFailed(string step, long item, string kind, string? where);

    /// <param name="Run">Does up to so many items, and returns how many there were.</param>
    private sealed record Step(string Name, int MostTogether, Func<int, int> Run);
}
