using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Demo.Worlds;

/// <summary>A way to see danger in what is known of somebody, for the tables over worlds.</summary>
/// <param name="Course">
/// The nearness from each day on at which it changes or a fact arrives, oldest first; it holds until the next day that
/// is given. A day's nearness may look at nothing that is dated later.
/// </param>
public sealed record Policy(string Name, Func<History, IReadOnlyList<(DateOnly Day, double Nearness)>> Course)
{
    /// <summary>The same with one thing more or less, to see what that thing adds.</summary>
    public IReadOnlyList<Policy> Variants { get; init; } = [];

    /// <summary>The limits it is meant to have; null when only those by number count.</summary>
    public NotificationLimits? Own { get; init; }
}

/// <summary>From which nearness on somebody is told.</summary>
/// <param name="Any">Told from here on.</param>
/// <param name="Red">Told again as soon as it rises so far; never, when that is infinite.</param>
public readonly record struct NotificationLimits(double Any, double Red = double.PositiveInfinity);
