using System.Globalization;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Jobs;

/// <summary>The state of all jobs at an instant.</summary>
/// <param name="Troubles">What failed and has not succeeded since, longest first.</param>
/// <param name="Due">What waits for a job that may run now.</param>
internal sealed record JobState(DateTimeOffset At, IReadOnlyList<Failure> Troubles, IReadOnlyList<DueCount> Due)
{
    /// <summary>Jobs that failed with no item to blame, or do nothing, so that all their items wait.</summary>
    public IEnumerable<Failure> StandingStill => Troubles.Where(failure => failure.IsOfTheStep);

    /// <summary>Items that failed again when they were retried.</summary>
    public IEnumerable<Failure> AsideForLong =>
        Troubles.Where(failure => !failure.IsOfTheStep && At - failure.FirstAt > FailureTable.Lasting);

    public bool IsWell => !StandingStill.Any() && !AsideForLong.Any();

    /// <summary>What failed for the first time, and is retried automatically.</summary>
    public IReadOnlyList<string> AsideInWords =>
        Troubles.Count(failure => !failure.IsOfTheStep) is var aside and > 0
            ? [$"{aside} items failed and wait an hour before they are tried again: the log says where"]
            : [];

    internal static async Task<JobState> Read(
        Transaction transaction,
        IEnumerable<DueJob> jobs,
        bool isMailSaid,
        SiteTime time
    )
    {
        var held = await SendHold.WhyHeld(transaction);
        var due = await jobs.Where(job => !job.Job.IsHeld(held, isMailSaid))
            .SelectAsync(job => job.Count(transaction, time));
        return new JobState(
            time.Now,
            await FailureTable.All(transaction),
            [.. due.Where(waiting => waiting.Items > 0)]
        );
    }

    /// <summary>One line for each thing that a person must look at: jobs, counts and ages, without personal
    /// data.</summary>
    public IReadOnlyList<string> InWords(SiteTime time) =>
        [
            .. StandingStill.Select(failure =>
                failure.Kind == JobWatch.NotDone
                    ? $"job '{failure.Job}' does not do its work"
                    : $"job '{failure.Job}' stands still since {Moment(failure.FirstAt, time)}, {failure.Kind}"
            ),
            .. AsideForLong
                .GroupBy(failure => failure.Job)
                .Select(job =>
                    FormattableString.Invariant(
                        $"job '{job.Key}' cannot do {English.Counted(job.Count(), "item")}, aside since {Moment(job.Min(failure => failure.FirstAt), time)}: {string.Join(", ", job.Take(5).Select(failure => $"number {failure.Item} ({failure.Kind}, {failure.Times} times)"))}{(job.Count() > 5 ? " …" : "")}"
                    )
                ),
        ];

    /// <summary>How long the oldest item has been due; zero if its stored day is unreadable.</summary>
    public TimeSpan AgeOf(DueCount due, SiteTime time)
    {
        var since = DateOnly.TryParseExact(
            due.Oldest,
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? time.StartOf(day)
            : TypeHandlers.InstantOrNull(due.Oldest ?? "") ?? At;
        return since < At ? At - since : TimeSpan.Zero;
    }

    private static string Moment(DateTimeOffset at, SiteTime time) =>
        time.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
