using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Concerns;
using CaregiverSignal.Delivery;
using CaregiverSignal.Erasure;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.People;
using CaregiverSignal.Retention;
using CaregiverSignal.Sharing;
using CaregiverSignal.Signals.Life;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaregiverSignal;

public static class DueJobs
{
    /// <summary>How many small items share a write, and so a wait for the disk. A form meanwhile waits some ten
    /// milliseconds.</summary>
    private const int MostTogether = 20;

    /// <summary>How many one write closes: most of them together.</summary>
    private const int MostClosed = 100;

    /// <summary>How many one write evaluates: measured, some 50 milliseconds.</summary>
    private const int MostJudged = 50;

    /// <summary>Adds each job, in running order: what one leaves to the next is done in the same minute.</summary>
    public static IServiceCollection AddDueJobs(this IServiceCollection services) =>
        services
            .AddJob<ReadReturns>(Job.ReadReturns, job => job.RunOneAsync)
            .AddJob<ReadReturns>(Job.ForgetReturns, job => job.ForgetAsync)
            .AddJob<ConcernReports>(Job.ForgetConcernReports, job => job.ForgetAsync)
            .AddSmallJob<TakeInRefusal>(Job.TakeInRefusal, job => job.RunOne)
            .AddSmallJob<EndPause>(Job.EndPause, job => job.RunOne, time => CaregiverTable.PauseOver(time.Today))
            .AddSmallJob<CloseCheckIn>(Job.Close, MostClosed, job => job.Run, time => CheckInTable.ToEnd(time.Today))
            .AddSmallJob<InviteToCheckIn>(
                Job.Invite,
                job => job.RunOne,
                time => CaregiverTable.Due(time.Today),
                time => CaregiverTable.AftercareDue(time.Today)
            )
            .AddSmallJob<InviteAgain>(Job.InviteAgain, job => job.RunOne)
            .AddSmallJob<RemindOnce>(Job.Remind, job => job.RunOne, time => CheckInTable.ToRemind(time.Today))
            .AddJob<ReviewStanding>(Job.ReviewStanding, job => job.RunOneAsync)
            .AddJob<EvaluateCaregiver>(
                Job.Judge,
                MostJudged,
                job => job.RunAsync,
                time => EvaluateCaregiver.Due(time.Now)
            )
            .AddJob<NotifyCoordinator>(Job.Tell, MostTogether, job => job.RunAsync, _ => SignalAlertTable.ToNotify)
            .AddJob<TellProfessional>(Job.TellProfessional, job => job.RunOneAsync)
            .AddSmallJob<WatchSignal>(Job.Watch, job => job.RunOne, _ => SignalAlertTable.ToWatch)
            .AddJob<NotifyTeam>(Job.TellTeam, job => job.RunOneAsync, NotifyTeam.Due)
            .AddJob<SendDigest>(Job.Digest, job => job.RunOneAsync)
            .AddJob<EscalateWaiting>(Job.Escalate, job => job.RunOneAsync, OpenTaskTable.ToEscalate)
            .AddJob<CheckFollowed>(Job.CheckFollowed, job => job.RunOneAsync)
            .AddJob<DeleteOld>(Job.DeleteOld, job => job.RunOneAsync)
            .AddSmallJob<EndKeeping>(Job.AnnounceErasure, job => job.Announce)
            .AddJob<EndKeeping>(Job.EraseEnded, job => job.EraseOneAsync);

    /// <summary>A job with a write per item: it does more than write, or each item is work.</summary>
    private static IServiceCollection AddJob<T>(
        this IServiceCollection services,
        Job job,
        Func<T, Func<CancellationToken, Task<bool>>> runOne,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class =>
        services.AddJob<T>(
            job,
            1,
            does =>
            {
                var run = runOne(does);
                return async (_, stop) => await run(stop) ? 1 : 0;
            },
            waiting
        );

    /// <summary>A job that writes several items at a time by itself.</summary>
    private static IServiceCollection AddJob<T>(
        this IServiceCollection services,
        Job job,
        int mostTogether,
        Func<T, Func<int, CancellationToken, Task<int>>> run,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class
    {
        services.TryAddSingleton<T>();
        return services.AddSingleton(parts => new DueJob(
            job,
            mostTogether,
            run(parts.GetRequiredService<T>()),
            waiting
        ));
    }

    private static IServiceCollection AddSmallJob<T>(
        this IServiceCollection services,
        Job job,
        Func<T, Func<Transaction, Task<bool>>> runOne,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class =>
        services.AddSmallJob<T>(
            job,
            MostTogether,
            does =>
            {
                var run = runOne(does);
                return async (transaction, most) =>
                {
                    var done = 0;
                    while (done < most && await run(transaction))
                        done++;
                    return done;
                };
            },
            waiting
        );

    /// <summary>A job that takes several items at a time by itself.</summary>
    private static IServiceCollection AddSmallJob<T>(
        this IServiceCollection services,
        Job job,
        int mostTogether,
        Func<T, Func<Transaction, int, Task<int>>> run,
        params Func<SiteTime, DueItems>[] waiting
    )
        where T : class
    {
        services.TryAddSingleton<T>();
        return services.AddSingleton(parts =>
        {
            var (some, database) = (run(parts.GetRequiredService<T>()), parts.GetRequiredService<Database>());
            return new DueJob(
                job,
                mostTogether,
                (most, stop) => database.WriteAsync(transaction => some(transaction, most), stop),
                waiting
            );
        });
    }
}
