using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Bench.SimulatedWorlds;

/// <summary>A way to work out nearness from a history, for the tables over worlds.</summary>
/// <param name="Course">The nearness from each day on which it changes or a fact arrives, oldest first; it holds until
/// the next such day. A day's nearness must not depend on later facts.</param>
public sealed record Policy(string Name, Func<History, IReadOnlyList<(DateOnly Day, double Nearness)>> Course)
{
    /// <summary>The same policy with one warning sign more or less, to see what that sign adds.</summary>
    public IReadOnlyList<Policy> Variants { get; init; } = [];

    /// <summary>The limits that it was designed for; null when it is only compared at equal numbers.</summary>
    public NotificationLimits? Own { get; init; }
}

/// <summary>The nearness from which there are notifications.</summary>
/// <param name="Any">Notifications from here on.</param>
/// <param name="Red">Another notification as soon as nearness rises to this; never when infinite.</param>
public readonly record struct NotificationLimits(double Any, double Red = double.PositiveInfinity);
