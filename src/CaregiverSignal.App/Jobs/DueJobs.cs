using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Retention;
using CaregiverSignal.Sharing;
using CaregiverSignal.Signals.Life;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaregiverSignal.Jobs;

public static class DueJobs
{
    /// <summary>
    /// How many small items share a write, and so a wait for the disk. A form that comes meanwhile waits for some ten
    /// milliseconds.
    /// </summary>
    private const int MostTogether = 20;

    /// <summary>How many are closed in one write: most of them by the set.</summary>
    private const int MostClosed = 100;

    /// <summary>How many are judged in one write, which is work: measured, some 50 milliseconds.</summary>
    private const int MostJudged = 50;

    /// <summary>The jobs that write mail, and so do not run while mail is held.</summary>
    private static readonly string[] ThatMail =
    [
        "invite",
        "invite again",
        "remind",
        "tell",
        "tell professional",
        "digest",
        "escalate",
        "tell team",
    ];

    /// <summary>The jobs that do the same on whatever day it is: answers are heard while the clock is wrong.</summary>
    private static readonly string[] OnAnyDay = ["read returns", "take in refusal", "judge"];

    /// <summary>Whether a job waits for the operator's word.</summary>
    public static bool IsHeld(string job, HoldReason? held) =>
        held == HoldReason.Clock ? !OnAnyDay.Contains(job) : held is not null && ThatMail.Contains(job);

    /// <summary>Adds each job, in the order in which they run: what one leaves to the next is done in the same
    /// minute.</summary>
    public static IServiceCollection AddDueJobs(this IServiceCollection services) =>
        services
            .AddJob<ReadReturns>("read returns", job => job.RunOne)
            .AddJob<ReadReturns>("forget returns", job => job.Forget)
            .AddJob<ForgetConcernReports>("forget concern reports", job => job.RunOne)
            .AddSmallJob<TakeInRefusal>("take in refusal", job => job.RunOne)
            .AddSmallJob<EndPause>("end pause", job => job.RunOne, time => CaregiverTable.PauseOver(time.Today))
            .AddSmallJob<CloseCheckIn>("close", MostClosed, job => job.Run, time => CheckInTable.ToEnd(time.Today))
            .AddSmallJob<InviteToCheckIn>(
                "invite",
                job => job.RunOne,
                time => CaregiverTable.Due(time.Today),
                time => CaregiverTable.AftercareDue(time.Today)
            )
            .AddSmallJob<InviteAgain>("invite again", job => job.RunOne)
            .AddSmallJob<RemindOnce>("remind", job => job.RunOne, time => CheckInTable.ToRemind(time.Today))
            .AddJob<ReviewStanding>("review standing", job => job.RunOne)
            .AddJob<EvaluateCaregiver>("judge", MostJudged, job => job.Run, time => EvaluateCaregiver.Due(time.Now))
            .AddJob<NotifyCoordinator>("tell", MostTogether, job => job.Run, _ => SignalAlertTable.ToNotify)
            .AddJob<TellProfessional>("tell professional", job => job.RunOne)
            .AddSmallJob<WatchSignal>("watch", job => job.RunOne, _ => SignalAlertTable.ToWatch)
            .AddJob<NotifyTeam>("tell team", job => job.RunOne, NotifyTeam.Due)
            .AddJob<SendDigest>("digest", job => job.RunOne)
            .AddJob<EscalateWaiting>("escalate", job => job.RunOne, OpenTaskTable.ToEscalate)
            .AddJob<CheckFollowed>("check followed", job => job.RunOne)
            .AddJob<DeleteOld>(RetentionTable.JobName, job => job.RunOne)
            .AddSmallJob<EndKeeping>("announce erasure", job => job.Announce)
            .AddJob<EndKeeping>("erase ended", job => job.EraseOne);

    /// <summary>A job whose items have a write each: it does more than write, or each item is work.</summary>
    private static IServiceCollection AddJob<T>(
        this IServiceCollection services,
        string name,
        Func<T, Func<bool>> runOne,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class =>
        services.AddJob<T>(
            name,
            1,
            job =>
            {
                var run = runOne(job);
                return _ => run() ? 1 : 0;
            },
            waiting
        );

    /// <summary>A job that writes some items at a time by itself.</summary>
    private static IServiceCollection AddJob<T>(
        this IServiceCollection services,
        string name,
        int mostTogether,
        Func<T, Func<int, int>> run,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class
    {
        services.TryAddSingleton<T>();
        return services.AddSingleton(parts => new DueJob(
            name,
            mostTogether,
            run(parts.GetRequiredService<T>()),
            waiting
        ));
    }

    private static IServiceCollection AddSmallJob<T>(
        this IServiceCollection services,
        string name,
        Func<T, Func<Transaction, bool>> runOne,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class =>
        services.AddSmallJob<T>(
            name,
            MostTogether,
            job =>
            {
                var run = runOne(job);
                return (transaction, most) =>
                {
                    var done = 0;
                    while (done < most && run(transaction))
                        done++;
                    return done;
                };
            },
            waiting
        );

    /// <summary>A job that takes some items at a time by itself.</summary>
    private static IServiceCollection AddSmallJob<T>(
        this IServiceCollection services,
        string name,
        int mostTogether,
        Func<T, Func<Transaction, int, int>> run,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class
    {
        services.TryAddSingleton<T>();
        return services.AddSingleton(parts =>
        {
            var (some, database) = (run(parts.GetRequiredService<T>()), parts.GetRequiredService<Database>());
            return new DueJob(
                name,
                mostTogether,
                most => database.Write(transaction => some(transaction, most)),
                waiting
            );
        });
    }
}

/// <summary>A job that takes an item that is due, deals with it in one write, and says whether there was one.</summary>
/// <param name="MostTogether">How many items share a write.</param>
/// <param name="Run">Does up to so many items, and returns how many there were.</param>
/// <param name="Waiting">What waits for it. None for jobs for which no row waits, that wait for an hour of the day or
/// for another job, or that nobody waits for.</param>
public sealed record DueJob(
    string Name,
    int MostTogether,
    Func<int, int> Run,
    IReadOnlyList<Func<SiteTime, DueItems>> Waiting
)
{
    /// <summary>How many items are due, without those aside, and since when the oldest has been.</summary>
    internal DueCount Count(Transaction transaction, SiteTime time)
    {
        var counts = Waiting.Select(due => due(time).Count(transaction)).Where(count => count.Items > 0).ToList();
        return new DueCount(
            Name,
            counts.Sum(count => count.Items),
            counts.Select(count => count.Oldest).Min(StringComparer.Ordinal)
        );
    }
}
