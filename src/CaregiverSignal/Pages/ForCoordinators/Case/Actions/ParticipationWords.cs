using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case.Actions;

/// <summary>Whether and how somebody takes part, and what can change in it.</summary>
public static class ParticipationWords
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
    public static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status.Code()];

    /// <param name="ended">With what care ended; null while it goes on.</param>
    /// <param name="endings">A death or an admission, which have a page of their own; false for all else.</param>
    /// <returns>After a death nothing sounds as if it goes on.</returns>
    public static IEnumerable<SelectListItem> OptionsFor(Caregiver caregiver, CareEvent? ended, bool endings)
    {
        var afterDeath = ended is { Kind: EventKind.Death };
        var again =
            ended is not null && caregiver.Status == CaregiverStatus.Ended ? ".Aftercare"
            : afterDeath ? ".Death"
            : "";
        return ChangeParticipation
            .ChoicesOf(caregiver.Status)
            .Where(choice => choice.BeginsAftercare() == endings && choice != TakingPart.NeverEnded)
            .Where(choice => !(afterDeath && choice == TakingPart.Death))
            .Select(choice => new SelectListItem(
                Words[$"Life.{choice.Code()}{(choice == TakingPart.Resume ? again : "")}"],
                choice.Code()
            ));
    }
}
