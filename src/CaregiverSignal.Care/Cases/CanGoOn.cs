using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>Until when somebody says that they can still go on: no day to look again is offered after it, and who
/// chooses one is asked once.</summary>
/// <param name="SaidOn">The day of their newest answer.</param>
/// <param name="Last">The last day within the time that they named, tomorrow's work at the earliest.</param>
public sealed record CanGoOn(DateOnly SaidOn, DateOnly Last)
{
    /// <returns>Null when they did not say it lately, named more than two years, or the care is over.</returns>
    internal static async Task<CanGoOn?> Of(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        await ScoreTable.NewestTime(transaction, caregiver.Id) is { Step: { } step } said
            ? Of(caregiver.Status, (int)step, said.Day, time)
            : null;

    /// <param name="step">Of perseverance time, 1 to 6; null where it was never said.</param>
    public static CanGoOn? Of(CaregiverStatus status, int? step, DateOnly? saidOn, SiteTime time)
    {
        if (
            status is not (CaregiverStatus.Active or CaregiverStatus.Paused)
            || (step, saidOn) is not ({ } value, { } said)
            || said.AddDays(PerseveranceTime.HoldsDays) < time.Today
            || PerseveranceTime.EndOf(value, said) is not { } end
        )
            return null;
        // That time is over and they still go on: it begins anew with what is talked about today.
        if (end < time.Today)
            end = PerseveranceTime.EndOf(value, time.Today)!.Value;
        var soonest = time.WorkingDays.Add(time.Today, 1);
        return new CanGoOn(said, end < soonest ? soonest : end);
    }

    /// <summary>Whether a chosen day is to be asked about: it is later, and was not asked about before.</summary>
    /// <param name="asked">The day that was asked about before.</param>
    public bool Asks(DateOnly? chosen, string asked) =>
        chosen is { } day && day > Last && asked != day.ToString("O", CultureInfo.InvariantCulture);
}
