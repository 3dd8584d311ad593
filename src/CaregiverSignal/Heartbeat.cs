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

/// <summary>Does everything that is due now: each step of the path until it says there is nothing left.</summary>
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
    SendMail send,
    Database database,
    SiteTime time,
    ILogger<Heartbeat> log)
{
    private readonly Lock turn = new();

    /// <summary>When the last beat ended; null before the first.</summary>
    public DateTimeOffset? LastBeatAt { get; private set; }

    /// <summary>Steps that failed since the program started.</summary>
    public int Failures { get; private set; }

    /// <returns>How many items were worked on.</returns>
    public int Beat(CancellationToken stop = default)
    {
        lock (turn)
        {
            database.Write(work => SiteClockTable.Set(work, time.Now, simulated: false));
            send.TidyUp();
            var done = 0;
            foreach (var (name, step) in Steps(stop)) done += RunUntilNothingIsLeft(name, step, stop);
            LastBeatAt = time.Now;
            return done;
        }
    }

    private IEnumerable<(string Name, Func<bool> Step)> Steps(CancellationToken stop) =>
    [
        ("end pause", endPause.RunOne),
        ("close check-in", close.RunOne),
        ("invite", invite.RunOne),
        ("remind", remind.RunOne),
        ("score", score.RunOne),
        ("judge", judge.RunOne),
        ("tell", tell.RunOne),
        ("digest", digest.RunOne),
        ("escalate", escalate.RunOne),
        ("send mail", () => send.RunOne(stop)),
    ];

    /// <summary>A step that fails is left for the next beat, and the steps after it go on.</summary>
    private int RunUntilNothingIsLeft(string name, Func<bool> step, CancellationToken stop)
    {
        var done = 0;
        try
        {
            while (!stop.IsCancellationRequested && step()) done++;
        }
        catch (Exception error)
        {
            Failures++;
            StepFailed(name, error.GetType().Name, error);
        }

        return done;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step '{Step}' failed with {Kind}; it is tried again next time")]
    private partial void StepFailed(string step, string kind, Exception error);
}
