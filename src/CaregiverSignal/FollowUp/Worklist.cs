using CaregiverSignal.Signals;

namespace CaregiverSignal.FollowUp;

/// <summary>Who comes first: pure, over the open cases.</summary>
public static class Worklist
{
    /// <summary>In order of urgency: asks for contact; agreed day past; red; not yet seen; then the longest open.</summary>
    /// <remarks>Our choice, after pages.md W2 and domain.md section 7.</remarks>
    public static IReadOnlyList<WorkItem> Order(IEnumerable<OpenCase> cases, DateOnly today) =>
        [.. cases
            .Select(one => new WorkItem(one, GroupOf(one, today), IsOverdue(one, today)))
            .OrderBy(item => item.Group)
            .ThenBy(item => AsksForContact(item.Case) && item.Case.ContactedAt is null ? 0 : 1)
            .ThenBy(item => item.IsOverdue ? 0 : 1)
            .ThenBy(item => item.Case.Level == "red" ? 0 : 1)
            .ThenBy(item => item.Case.SeenAt is null ? 0 : 1)
            .ThenBy(item => item.Case.NextOn ?? item.Case.OpenedOn)
            .ThenBy(item => item.Case.Id)];

    public static WorklistCounts Count(IEnumerable<OpenCase> cases, DateOnly today)
    {
        var items = Order(cases, today);
        return new WorklistCounts(
            items.Count,
            items.Count(item => item.Group == WorkGroup.Today),
            items.Count(item => item.Group == WorkGroup.ThisWeek),
            items.Count(item => item.Group == WorkGroup.Later),
            items.Count(item => item.IsOverdue));
    }

    private static bool AsksForContact(OpenCase one) => Kinds.Split(one.Kinds).Contains(SignalKind.Request);

    private static bool IsOverdue(OpenCase one, DateOnly today) => one.NextOn < today;

    private static WorkGroup GroupOf(OpenCase one, DateOnly today)
    {
        if (one.NextOn is { } next) return next <= today ? WorkGroup.Today : next <= today.AddDays(7) ? WorkGroup.ThisWeek : WorkGroup.Later;
        return one.Level == "red" ? WorkGroup.Today : WorkGroup.ThisWeek;
    }
}

public enum WorkGroup
{
    Today,
    ThisWeek,
    Later,
}

public sealed record WorkItem(OpenCase Case, WorkGroup Group, bool IsOverdue);

public sealed record WorklistCounts(int Open, int Today, int ThisWeek, int Later, int Overdue);
