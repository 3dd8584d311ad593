using CaregiverSignal.CheckIns;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Export;

/// <summary>The check-ins that an export has: those that were answered, and those that count as silence.</summary>
internal static class ExportedCheckIns
{
    /// <param name="answered">Those in which a question was answered.</param>
    internal static async Task<IReadOnlyList<CheckIn>> Of(
        Transaction transaction,
        long caregiverId,
        IEnumerable<long> answered,
        SiteTime time
    )
    {
        var given = answered.ToHashSet();
        // A caregiver who only asked to be called, or only wrote something, answered no question but was not silent
        // either.
        return
        [
            .. (await Histories.SentOf(transaction, caregiverId, time)).Where(checkIn =>
                checkIn.AnsweredAt is null || given.Contains(checkIn.Id)
            ),
        ];
    }

    /// <summary>The day of an answer, moved before the next check-in: on reading, an answer belongs to the last
    /// check-in asked on or before its day.</summary>
    public static DateOnly Within(DateOnly asked, DateOnly next, DateOnly day) =>
        day < asked ? asked
        : day >= next ? next.AddDays(-1)
        : day;
}
