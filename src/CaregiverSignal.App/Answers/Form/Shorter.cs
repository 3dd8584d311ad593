using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers.Form;

/// <summary>
/// Whether one question is enough now: after heavy answers, which are known, and after two check-ins that were missed.
/// </summary>
public static class Shorter
{
    /// <summary>Going badly, or not able to go on for a month (our choice, and no rule).</summary>
    private const int HeavyUpTo = 2;

    internal static bool Is(Transaction transaction, CheckIn checkIn, SiteTime time)
    {
        var before = CheckInTable.Of(transaction, checkIn.CaregiverId).Where(item => item.Id != checkIn.Id).ToList();
        return IsSilent(before, time)
            || before.LastOrDefault(item => item.AnsweredAt is not null) is { } last
                && AnswerTable
                    .OfCheckIn(transaction, last.Id)
                    .Any(answer => IsHeavy(answer.Instrument, answer.Item, answer.Value));
    }

    /// <summary>Whether the last two check-ins that counted ended without an answer.</summary>
    private static bool IsSilent(IEnumerable<CheckIn> checkIns, SiteTime time) =>
        checkIns.Where(checkIn => checkIn.Counts && checkIn.IsOver(time)).ToList()
            is [.., { AnsweredAt: null }, { AnsweredAt: null }];

    /// <summary>Whether an answer alone says that it is heavy.</summary>
    public static bool IsHeavy(string instrument, string item, int? value) =>
        instrument == Aftercare.Instrument
            ? value is { } code && Aftercare.IsHeavy(item, code)
            : (instrument, item) is ("opening", "going") or ("volhoudtijd", "time") && value <= HeavyUpTo;
}
