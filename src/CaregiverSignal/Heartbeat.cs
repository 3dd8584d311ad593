using CaregiverSignal.Answers;
using CaregiverSignal.FollowUp;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal;

/// <summary>Does everything that is due now, but for handing over mail: each step of the path until it says there is nothing left.</summary>
/// <remarks>The service calls it every minute, <c>tick</c> once, <c>demo</c> through its months. Only one runs at a time.</remarks>
public sealed partial class Heartbeat(
    EndPause endPause,
    InviteToCheckIn invite,
    RemindOnce remind,
    CloseCheckIn close,
    ScoreResponse score,
    JudgeCaregiver judge,
    TellCoordinator tell,
    SendDigest digest,
    EscalateSignal escalate,
    TellTeam tellTeam,
    ForgetTips forgetTips,
    ReadReturns returns,
    TakeInRefusal refusal,
    FenceFile fence,
    Database database,
    SiteTime time,
    ILogger<Heartbeat> log)
{
    /// <summary>Beats come each minute; after so long without one somebody looks.</summary>
    public static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Aside = TimeSpan.FromHours(1);

    /// <summary>What asks or tells, and waits while mail is held.</summary>
    private static readonly string[] Mails = ["invite", "remind", "tell", "digest", "escalate", "tell team"];

    private readonly Lock turn = new();

    /// <summary>When the last beat ended; before the first, since when beats are expected; null where none are, in a demo.</summary>
    public DateTimeOffset? LastBeatAt { get; private set; }

    /// <summary>Steps that failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <summary>From now on a beat is due each minute.</summary>
    public void Expect() => LastBeatAt ??= time.Now;

    /// <returns>How many items were worked on.</returns>
    public int Beat(CancellationToken stop = default)
    {
        lock (turn)
        {
            var held = database.Read(work => RestoreFence.WhyClosed(work, time.Now));
            if (held is FenceWhy.ClockAhead or FenceWhy.ClockBack)
            {
                // Nothing that depends on the day may happen on a day that is not.
                LastBeatAt = time.Now;
                return 0;
            }

            var now = time.Now;
            database.Write(work =>
            {
                SiteClockTable.Set(work, now, simulated: false);
                AsideTable.Release(work, now);
            });
            if (held is null) fence.MarkSeen(now);
            var done = 0;
            foreach (var (name, step) in Steps().Where(one => held is null || !Mails.Contains(one.Name))) done += RunUntilNothingIsLeft(name, step, stop);
            LastBeatAt = time.Now;
            return done;
        }
    }

    private IEnumerable<(string Name, Func<bool> Step)> Steps() =>
    [
        ("read returns", returns.RunOne),
        ("forget returns", returns.Forget),
        ("forget tips", forgetTips.RunOne),
        ("take in refusal", refusal.RunOne),
        ("end pause", endPause.RunOne),
        ("close check-in", close.RunOne),
        ("invite", invite.RunOne),
        ("remind", remind.RunOne),
        ("score", score.RunOne),
        ("judge", judge.RunOne),
        ("tell", tell.RunOne),
        ("tell team", tellTeam.RunOne),
        ("digest", digest.RunOne),
        ("escalate", escalate.RunOne),
    ];

    private int RunUntilNothingIsLeft(string name, Func<bool> step, CancellationToken stop)
    {
        var done = 0;
        for (var goesOn = true; goesOn && !stop.IsCancellationRequested;)
        {
            try
            {
                goesOn = step();
                if (goesOn) done++;
            }
            catch (Exception error)
            {
                Failures++;
                goesOn = PutAside(name, error);
            }
        }

        return done;
    }

    /// <summary>An item that fails waits an hour and the step goes on with the others; where no item is to blame, the step waits for the next beat.</summary>
    /// <remarks>A message can quote an answer or a name, so what is logged is the kind of error and where it arose.</remarks>
    private bool PutAside(string name, Exception error)
    {
        if (error is not ItemFailedException { InnerException: { } cause } failed)
        {
            StepFailed(name, error.GetType().Name, error.StackTrace);
            return false;
        }

        ItemFailed(name, failed.Item, cause.GetType().Name, cause.StackTrace);
        try
        {
            database.Write(work => AsideTable.Put(work, failed.Step, failed.Item, time.Now + Aside));
            return true;
        }
        catch (StorageException cannotWrite)
        {
            StepFailed(name, cannotWrite.Message, cannotWrite.StackTrace);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step '{Step}' failed with {Kind}; it is tried again next time{Where}")]
    private partial void StepFailed(string step, string kind, string? where);

    [LoggerMessage(Level = LogLevel.Error, Message = "Step '{Step}' failed at item {Item} with {Kind}; the item is tried again in an hour{Where}")]
    private partial void ItemFailed(string step, long item, string kind, string? where);
}
