using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Signals.Life;

/// <summary>The SQL that counts signals for whoever watches the program.</summary>
public static class SignalCountTable
{
    /// <summary>
    /// How many signals are open, by urgency; without those that only follow somebody about whom nothing was found.
    /// </summary>
    public static IReadOnlyList<OpenCount> Open(Transaction transaction) =>
        transaction.All<OpenCount>(
            $"""
            select urgency, count(*) as signals
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
}
