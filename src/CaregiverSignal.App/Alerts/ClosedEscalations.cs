using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Alerts;

/// <summary>
/// Moves what would be escalated on a day on which the support point is now closed to the next working day, once it is
/// closed on other days.
/// </summary>
public static class ClosedEscalations
{
    /// <remarks>Later only: a day that opens again leaves what was moved where it is.</remarks>
    internal static void Move(Transaction transaction, WorkingDays days, DateOnly today) =>
        SignalAlertTable.MoveEscalations(transaction, today, days.OnOrAfter);
}
