using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Export;

/// <summary>The check-ins in an export: the answered ones, and those that count as silence.</summary>
internal static class ExportedCheckIns
{
    /// <param name="answered">Those with an answered question.</param>
    internal static async Task<IReadOnlyList<CheckIn>> Of(
        Transaction transaction,
        long caregiverId,
        IEnumerable<long> answered,
        SiteTime time
    )
    {
        var given = answered.ToHashSet();
        // A caregiver who only asked to be called, or only wrote something, was not silent either.
        return
        [
            .. (await Histories.SentOf(transaction, caregiverId, time)).Where(checkIn =>
                checkIn.AnsweredAt is null || given.Contains(checkIn.Id)
            ),
        ];
    }

    /// <summary>The day of an answer, moved before the next check-in, which would otherwise get it on import.</summary>
    public static DateOnly Within(DateOnly asked, DateOnly next, DateOnly day) =>
        day < asked ? asked
        : day >= next ? next.AddDays(-1)
        : day;
}
