using CaregiverSignal.CheckIns;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals.Life;

/// <summary>An open signal together with the caregiver.</summary>
public sealed record OpenCase : SignalState
{
    /// <summary>The day of the newest alert; null without one, as for every amber signal.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>When the newest request to be called was found; null once they took it back.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public CaregiverStatus Status { get; init; }

    public long CoordinatorId { get; init; }

    /// <param name="found">Null without a finding.</param>
    /// <param name="acts">Of this signal, oldest first.</param>
    internal OpenCase With(FoundInCase? found, IReadOnlyList<ActInCase> acts)
    {
        if (acts.Count == 0)
            return found is null ? this : With(found);
        List<ActInCase> tries = [.. acts.Where(one => one.Kind == ActionKind.Contacted)];
        return With(found ?? new FoundInCase()) with
        {
            NotifiedOn = acts.Where(one => one.Kind == ActionKind.Notified).Max(one => (DateOnly?)one.DoneOn),
            Tries = tries.Count,
            TriedDays = tries.Select(one => one.DoneOn).Distinct().Count(),
            TriedOn = tries.Max(one => (DateOnly?)one.DoneOn),
            TriedHow = tries.LastOrDefault()?.Outcome,
        };
    }

    private OpenCase With(FoundInCase found) =>
        this with
        {
            NewestFinding = found.Newest,
            NewsAt = found.NewsAt,
            RedNewsAt = found.RedNewsAt,
            RequestedAt = found.RequestedAt,
        };
}

/// <summary>What the findings of a signal say of it, as <see cref="SignalState"/> and <see cref="OpenCase"/> have it.</summary>
internal sealed record FoundInCase
{
    public long SignalId { get; init; }

    public long Newest { get; init; }

    public DateTimeOffset? NewsAt { get; init; }

    public DateTimeOffset? RedNewsAt { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }
}

/// <summary>An alert about a signal, or an attempt to reach the caregiver since the last talk.</summary>
internal sealed record ActInCase
{
    public long SignalId { get; init; }

    public ActionKind Kind { get; init; }

    public DateOnly DoneOn { get; init; }

    /// <summary>How the attempt went; null for an alert.</summary>
    public ContactWay? Outcome { get; init; }
}

/// <summary>What a caregiver said last in a check-in.</summary>
public sealed record LastSaid
{
    public long CaregiverId { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>
    /// The newest answer to "may we call you": <c>yes</c>, <c>no</c> or <c>self</c>; null when never given.
    /// </summary>
    public CallWish? CallMe { get; init; }

    /// <summary>When they took back the call that they were promised last; null when they did not.</summary>
    public DateTimeOffset? TookBackAt { get; init; }
}
