using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>
/// Until when somebody says that they can still go on: no day to look again is offered after it, and who chooses one is
/// asked once.
/// </summary>
/// <param name="SaidOn">The day of their newest answer.</param>
/// <param name="Last">The last day within the time that they named, tomorrow's work at the earliest.</param>
public sealed record CanGoOn(DateOnly SaidOn, DateOnly Last)
{
    /// <summary>The field in which a form sends back the day that was asked about.</summary>
    public const string AskedField = "toch";

    /// <returns>Null when they did not say it lately, named more than two years, or the care is over.</returns>
    public static CanGoOn? Of(Transaction transaction, Caregiver caregiver, SiteTime time)
    {
        if (
            caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused)
            || ScoreTable.Newest(transaction, caregiver.Id, "volhoudtijd", "time") is not { Value: { } value } said
            || said.AnsweredOn.AddDays(PerseveranceTime.HoldsDays.Shipped) < time.Today
            || PerseveranceTime.EndOf((int)value, said.AnsweredOn) is not { } end
        )
            return null;
        // That time is over and they still go on: it begins anew with what is talked about today.
        if (end < time.Today)
            end = PerseveranceTime.EndOf((int)value, time.Today)!.Value;
        var soonest = time.WorkingDays.Add(time.Today, 1);
        return new CanGoOn(said.AnsweredOn, end < soonest ? soonest : end);
    }

    /// <returns>Null for a day within that time, and for a later one that was asked about already.</returns>
    public FormError? Fault(DateOnly? chosen, string field, string target, IFormCollection form) =>
        chosen is { } day && day > Last && form[AskedField] != day.ToString("O", CultureInfo.InvariantCulture)
            ? new FormError(
                field,
                target,
                ContactModel.Words["Error.Later", ("dag", Texts.Day(SaidOn)), ("uiterlijk", Texts.Day(Last))]
            )
            : null;
}
