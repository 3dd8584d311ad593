using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>How long a caregiver says they can go on: no later follow-up is offered, and a coordinator who chooses one
/// is asked once.</summary>
/// <param name="SaidOn">The day of their last answer.</param>
/// <param name="Last">The last day within the time they named, at the earliest the next working day.</param>
public sealed record CanGoOn(DateOnly SaidOn, DateOnly Last)
{
    /// <returns>Null if they did not say it lately, named more than two years, or the care is over.</returns>
    internal static async Task<CanGoOn?> Of(Transaction transaction, Caregiver caregiver, SiteTime time) =>
        await ScoreTable.NewestTime(transaction, caregiver.Id) is { Step: { } step } said
            ? Of(caregiver.Status, (int)step, said.Day, time)
            : null;

    /// <param name="step">A step of perseverance time, 1 to 6; null if never said.</param>
    public static CanGoOn? Of(CaregiverStatus status, int? step, DateOnly? saidOn, SiteTime time)
    {
        if (
            status is not (CaregiverStatus.Active or CaregiverStatus.Paused)
            || (step, saidOn) is not ({ } value, { } said)
            || said.AddDays(PerseveranceTime.HoldsDays) < time.Today
            || PerseveranceTime.EndOf(value, said) is not { } end
        )
            return null;
        // That time is over and they still go on: it starts again with today's talk.
        if (end < time.Today)
            end = PerseveranceTime.EndOf(value, time.Today)!.Value;
        var soonest = time.WorkingDays.Add(time.Today, 1);
        return new CanGoOn(said, end < soonest ? soonest : end);
    }

    /// <summary>Whether to ask about a chosen day: it is later, and was not asked about before.</summary>
    /// <param name="asked">The day asked about before.</param>
    public bool Asks(DateOnly? chosen, string asked) =>
        chosen is { } day && day > Last && asked != day.ToString("O", CultureInfo.InvariantCulture);
}
