using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Forms;

/// <summary>Whether one question is enough now: after heavy answers, which are known, and after two missed
/// check-ins.</summary>
internal static class Shorter
{
    internal static async Task<bool> Is(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var before = (await CheckInTable.Of(transaction, checkIn.CaregiverId))
            .Where(item => item.Id != checkIn.Id && item.Counts && item.IsOver(time))
            .ToList();
        var newest = before.LastOrDefault(item => item.AnsweredAt is not null)?.Id;
        return LightForm.Follows([
            .. await before.SelectAsync(async item => new EarlierCheckIn(
                item.AnsweredAt is not null,
                item.Id == newest
                    && (await AnswerTable.OfCheckIn(transaction, item.Id)).Any(answer =>
                        IsHeavy(answer.Instrument, answer.Item, answer.Value)
                    )
            )),
        ]);
    }

    /// <summary>Whether one answer alone says that it is heavy.</summary>
    public static bool IsHeavy(string instrument, string item, int? value) =>
        instrument == Aftercare.Instrument
            ? value is { } code && Aftercare.IsHeavy(item, code)
            : (instrument, item) is ("opening", "going") or ("volhoudtijd", "time") && value <= LightForm.HeavyUpTo;
}
