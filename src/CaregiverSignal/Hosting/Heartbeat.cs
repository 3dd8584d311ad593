using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Delivery;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.People;
using CaregiverSignal.Retention;
using CaregiverSignal.Scores;
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
    InviteToCheckIn invite,
    InviteAgain inviteAgain,
    RemindOnce remind,
    CloseCheckIn close,
    ScoreResponse score,
    JudgeCaregiver judge,
    NotifyCoordinator notify,
    WatchSignal watch,
    SendDigest digest,
    EscalateSignal escalate,
    EscalateTask escalateTask,
    NotifyTeam notifyTeam,
    ForgetTips forgetTips,
    ReadReturns returns,
    TakeInRefusal refusal,
    DeleteOld deleteOld,
    GuardFile guard,
    Lead lead,
    Database database,
    SiteTime time,
    ILogger<Heartbeat> log
)
{
    /// <summary>Beats come each minute; after this long without one, somebody should look.</summary>
    public static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Aside = TimeSpan.FromHours(1);

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

    /// <summary>Those of the mail steps that do not run once caregivers have had their daily limit of mail.</summary>
    private static readonly string[] MailsToCaregivers = ["invite", "invite again", "remind"];

    /// <summary>The steps that do not run while mail is held; empty when it is not held.</summary>
    public static IReadOnlyList<string> StepsHeldBy(HoldReason? held) =>
        held switch
        {
            null => [],
            { } why when why.HoldsStaffToo() => Mails,
            _ => MailsToCaregivers,
        };

    private readonly Lock turn = new();
    private readonly List<StepFailure> failed = [];
    private DateTimeOffset seenOfOthers = DateTimeOffset.MinValue;

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
            if (!lead.Look())
            {
                RememberWhatOthersDo();
                return 0;
            }

            var held = database.Read(transaction => SendHold.WhyHeld(transaction, time.Now));
            if (held is HoldReason.ClockAhead or HoldReason.ClockBack)
            {
                // Nothing that depends on the day may happen on a wrong day.
                LastBeatAt = time.Now;
                return 0;
            }

            var now = time.Now;
            failed.Clear();
            var inTrouble = database.Write(transaction =>
            {
                SiteClockTable.Set(transaction, now, simulated: false);
                AsideTable.Release(transaction, now);
                return TroubleTable.All(transaction).Select(one => one.Step).ToHashSet();
            });
            if (held is null)
                guard.MarkSeen(now);
            var done = 0;
            var waiting = StepsHeldBy(held);
            foreach (var (name, step) in Steps().Where(one => !waiting.Contains(one.Name)))
            {
                done += RunUntilNothingIsLeft(name, step, stop);
                var wentWell =
                    !stop.IsCancellationRequested && !failed.Exists(one => one.Step == name && one.Item is null);
                if (wentWell && inTrouble.Contains(name))
                    database.Write(transaction => TroubleTable.Forget(transaction, name));
            }

            LastBeatAt = time.Now;
            return done;
        }
    }

    /// <summary>
    /// Another does what is due; this node notes how far the store has come, so that it too would notice a restore.
    /// </summary>
    private void RememberWhatOthersDo()
    {
        var (clock, held) = database.Read(transaction =>
            (SiteClockTable.Get(transaction), SendHold.WhyHeld(transaction, time.Now))
        );
        // Never back: an older instant is what a restore looks like, and the next start is to notice it.
        if (clock is not null && held is null && clock.At > seenOfOthers)
        {
            guard.MarkSeen(clock.At);
            seenOfOthers = clock.At;
        }

        LastBeatAt = time.Now;
    }

    private IEnumerable<(string Name, Func<bool> Step)> Steps() =>
        [
            ("read returns", returns.RunOne),
            ("forget returns", returns.Forget),
            ("forget tips", forgetTips.RunOne),
            ("take in refusal", refusal.RunOne),
            ("end pause", endPause.RunOne),
            ("close", close.RunOne),
            ("invite", invite.RunOne),
            ("invite again", inviteAgain.RunOne),
            ("remind", remind.RunOne),
            ("score", score.RunOne),
            ("judge", judge.RunOne),
            ("tell", notify.RunOne),
            ("watch", watch.RunOne),
            ("tell team", notifyTeam.RunOne),
            ("digest", digest.RunOne),
            ("escalate", escalate.RunOne),
            ("escalate task", escalateTask.RunOne),
            (RetentionTable.Step, deleteOld.RunOne),
        ];

    private int RunUntilNothingIsLeft(string name, Func<bool> step, CancellationToken stop)
    {
        var done = 0;
        for (var goesOn = true; goesOn && lead.IsMine && !stop.IsCancellationRequested; )
        {
            SignOfLife.Give();
            try
            {
                goesOn = step();
                if (goesOn)
                    done++;
            }
            catch (Exception error)
            {
                Failures++;
                goesOn = PutAside(name, error);
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
        failed.Add(StepFailure.Of(name, atItem?.Item, cause));
        if (atItem is null)
            StepFailed(name, cause.GetType().Name, cause.StackTrace);
        else
            ItemFailed(name, atItem.Item, cause.GetType().Name, cause.StackTrace);
        try
        {
            database.Write(transaction =>
            {
                TroubleTable.Note(
                    transaction,
                    name,
                    atItem?.Item ?? TroubleTable.NoItem,
                    cause.GetType().Name,
                    time.Now
                );
                if (atItem is not null)
                    AsideTable.Put(transaction, atItem.Step, atItem.Item, time.Now + Aside);
            });
            return atItem is not null;
        }
        catch (StorageException cannotWrite)
        {
            StepFailed(name, cannotWrite.Message, cannotWrite.StackTrace);
            return false;
        }
    }

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
}
