using CaregiverSignal.People;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>How a caregiver can pause, stop, or take part again.</summary>
public static class ParticipationModel
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="ended">With what care ended; null while it goes on.</param>
    /// <returns>After a death nothing sounds as if it goes on.</returns>
    public static IEnumerable<SelectListItem> OptionsFor(Caregiver caregiver, CareEvent? ended)
    {
        var afterDeath = ended is { Kind: EventKind.Death };
        var again =
            ended is not null && caregiver.Status == CaregiverStatus.Ended ? "hervat.Aftercare"
            : afterDeath ? "hervat.Death"
            : "hervat";
        return ChoicesOf(caregiver.Status)
            .Where(choice => !(afterDeath && choice == "overlijden"))
            .Select(choice => new SelectListItem(Words["Life." + (choice == "hervat" ? again : choice)], choice));
    }

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
    public static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status.Code()];

    /// <summary>Whether somebody takes part, pauses, or is in aftercare: nobody who stopped is followed.</summary>
    public static bool TakesPart(Caregiver caregiver) => caregiver.Status != CaregiverStatus.Ended;

    public static string[] ChoicesOf(CaregiverStatus status) =>
        status switch
        {
            CaregiverStatus.Active => ["pauze", "opname", "overlijden", "stop"],
            CaregiverStatus.Paused => ["hervat", "opname", "overlijden", "stop"],
            CaregiverStatus.Aftercare => ["hervat", "overlijden", "kloptniet", "stop"],
            CaregiverStatus.Ended => ["hervat"],
            _ => [],
        };
}
