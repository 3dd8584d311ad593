using System.Globalization;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Jobs;

/// <summary>The state of the work at an instant.</summary>
/// <param name="Troubles">What failed and has not succeeded since, longest first.</param>
/// <param name="Due">What waits for a step that may run now.</param>
public sealed record WorkState(DateTimeOffset At, IReadOnlyList<Failure> Troubles, IReadOnlyList<WaitingItems> Due)
{
    /// <summary>Steps that failed with no item to blame, or do nothing, so that all their items wait.</summary>
    public IEnumerable<Failure> StandingStill => Troubles.Where(one => one.IsOfTheStep);

    /// <summary>Items that failed again when they were retried.</summary>
    public IEnumerable<Failure> AsideForLong =>
        Troubles.Where(one => !one.IsOfTheStep && At - one.FirstAt > FailureTable.Lasting);

    public bool IsWell => !StandingStill.Any() && !AsideForLong.Any();

    /// <summary>What failed for the first time, and is tried again by itself.</summary>
    public IReadOnlyList<string> AsideInWords =>
        Troubles.Count(one => !one.IsOfTheStep) is var aside and > 0
            ? [$"{aside} items failed and wait an hour before they are tried again: the log says where"]
            : [];

    internal static WorkState Read(Transaction transaction, IEnumerable<DueJob> jobs, SiteTime time)
    {
        var held = SendHold.WhyHeld(transaction);
        var due = jobs.Where(job => !DueJobs.IsHeld(job.Name, held)).Select(job => job.Count(transaction, time));
        return new WorkState(time.Now, FailureTable.All(transaction), [.. due.Where(one => one.Items > 0)]);
    }

    /// <summary>
    /// One line for each thing that a person must look at: steps, numbers and ages, and no personal data.
    /// </summary>
    public IReadOnlyList<string> InWords(SiteTime time) =>
        [
            .. StandingStill.Select(one =>
                one.Kind == WorkWatch.NotDone
                    ? $"step '{one.Step}' does not do its work{Waiting(one.Step, time)}"
                    : $"step '{one.Step}' stands still since {Moment(one.FirstAt, time)}, {one.Kind}{Waiting(one.Step, time)}"
            ),
            .. AsideForLong
                .GroupBy(one => one.Step)
                .Select(step =>
                    FormattableString.Invariant(
                        $"step '{step.Key}' cannot do {Items(step.Count())}, aside since {Moment(step.Min(one => one.FirstAt), time)}: {string.Join(", ", step.Take(5).Select(one => $"number {one.Item} ({one.Kind}, {one.Times} times)"))}{(step.Count() > 5 ? " …" : "")}"
                    )
                ),
        ];

    /// <summary>How long the oldest item has been due; zero when the store has no readable day there.</summary>
    public TimeSpan AgeOf(WaitingItems due, SiteTime time) =>
        SinceOf(due, time) is { } since && since < At ? At - since : TimeSpan.Zero;

    private string Waiting(string step, SiteTime time) =>
        Due.FirstOrDefault(one => one.Step == step) is { } due
            ? FormattableString.Invariant(
                $"; {Items(due.Items)} waiting, the oldest due {(SinceOf(due, time) is { } since ? $"since {Moment(since, time)}" : "at a time that cannot be read")}"
            )
            : "";

    private static DateTimeOffset? SinceOf(WaitingItems due, SiteTime time)
    {
        if (DateOnly.TryParseExact(due.Oldest, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return time.StartOf(day);
        return DateTimeOffset.TryParse(
            due.Oldest,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant
            : null;
    }

    private static string Items(int count) => count == 1 ? "1 item" : FormattableString.Invariant($"{count} items");

    private static string Moment(DateTimeOffset at, SiteTime time) =>
        time.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
