using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>The SQL that counts signals for whoever watches the program.</summary>
public static class SignalCountTable
{
    /// <summary>
    /// How many signals are open, by urgency; without those that only follow somebody about whom nothing was found.
    /// </summary>
    /// <param name="before">Who was to take one up before this instant, and did not, has left it lying.</param>
    public static IReadOnlyList<OpenCount> Open(Transaction transaction, DateTimeOffset before) =>
        transaction.All<OpenCount>(
            $"""
            select
                urgency, count(*) as signals,
                sum(case when seen_at is null and notified_at < {before} then 1 else 0 end) as left_lying
            from signal
            where closed_at is null and kinds <> ''
            group by urgency
            """
        );
}

/// <summary>Open signals of one urgency.</summary>
public sealed record OpenCount
{
    public Urgency Urgency { get; init; }

    public int Signals { get; init; }

    /// <summary>Those that nobody took up in time.</summary>
    public int LeftLying { get; init; }
}
