using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>A coordinator's new signals of a week compared with how many they can handle; pure.</summary>
/// <param name="PerWeek">Signals a week that the coordinator can handle; 0 is no limit.</param>
/// <param name="New">Signals notified or taken up in the last seven days, and those not yet notified.</param>
/// <param name="Waiting">
/// The open signals whose notification waits, in order; never a red one and never a request to be called.
/// </param>
public sealed record AlertBudget(int PerWeek, int New, IReadOnlyList<long> Waiting)
{
    /// <summary>How many days count, today included.</summary>
    public const int Days = 7;

    /// <summary>How many more there are than the coordinator can handle; 0 within the budget.</summary>
    public int Over => PerWeek == 0 ? 0 : Math.Max(0, New - PerWeek);

    /// <summary>When the first signal that waits has room: once so many of the last <see cref="Days"/> days are older.</summary>
    /// <param name="notifiedAt">When the signals of those days were notified or taken up, the longest ago first.</param>
    /// <returns>Null when nothing waits, or when what cannot wait fills the week.</returns>
    public DateTimeOffset? RoomFrom(IReadOnlyList<DateTimeOffset> notifiedAt)
    {
        var tooMany = New - Waiting.Count - PerWeek;
        return Waiting.Count > 0 && tooMany >= 0 && tooMany < notifiedAt.Count
            ? notifiedAt[tooMany].AddDays(Days)
            : null;
    }

    /// <param name="items">One coordinator's open cases, the most urgent first.</param>
    /// <param name="notified">
    /// How many of this coordinator's signals, including closed ones, were notified or taken up in the last
    /// <see cref="Days"/> days.
    /// </param>
    public static AlertBudget Of(IEnumerable<WorkItem> items, int notified, int perWeek)
    {
        var untold = items.Where(item => item.Case is { NotifiedAt: null, SeenAt: null }).ToList();
        var patient = untold.Where(item => item.Case.Urgency != Urgency.Red && !item.AsksForContact).ToList();
        var room = perWeek == 0 ? patient.Count : Math.Max(0, perWeek - notified - (untold.Count - patient.Count));
        return new AlertBudget(perWeek, notified + untold.Count, [.. patient.Skip(room).Select(item => item.Case.Id)]);
    }
}
