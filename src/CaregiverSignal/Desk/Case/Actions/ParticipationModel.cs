using CaregiverSignal.People;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>The form in which a caregiver pauses, stops, or takes part again.</summary>
/// <param name="Status">Whether and how they take part now, in words.</param>
/// <param name="Choices">The changes that are possible; without any there is no form.</param>
public sealed record ParticipationModel(string Status, IReadOnlyList<string> Choices)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Whether care ended with a death: nothing on this page may sound as if it goes on.</summary>
    public bool AfterDeath { get; init; }

    /// <param name="ended">With what care ended; null while it goes on.</param>
    public static ParticipationModel Of(Caregiver caregiver, CareEvent? ended)
    {
        var afterDeath = ended is { Kind: EventKind.Death };
        return new ParticipationModel(
            WhoModel.StatusOf(caregiver),
            [.. ChoicesOf(caregiver.Status).Where(choice => !(afterDeath && choice == "overlijden"))]
        )
        {
            AfterDeath = afterDeath,
            ToAftercare = ended is not null && caregiver.Status == CaregiverStatus.Ended,
        };
    }

    /// <summary>Whether taking part again is aftercare.</summary>
    public bool ToAftercare { get; init; }

    public IEnumerable<SelectListItem> Options => Choices.Select(choice => new SelectListItem(TextOf(choice), choice));

    private string TextOf(string choice) =>
        Words[
            choice != "hervat" ? "Life." + choice
            : ToAftercare ? "Life.hervat.Aftercare"
            : AfterDeath ? "Life.hervat.Death"
            : "Life.hervat"
        ];

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
