using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The CarerQol tariff; its numbers come from the operator's file, never from us.</summary>
public static class Tariff
{
    public const string Instrument = "carerqol";
    public const string Scale = "tariff";

    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Where the numbers come from, or why the newest answers have no value.</summary>
    /// <param name="scores">One caregiver's scores, oldest first.</param>
    /// <returns>Null without CarerQol answers, or without the numbers.</returns>
    public static string? About(IReadOnlyList<StoredScore> scores, Instruments instruments)
    {
        if (
            scores.LastOrDefault(score => score.Instrument == Instrument) is not { } newest
            || instruments.Find(Instrument)?.Scale(Scale) is null
        )
            return null;

        var score = scores.LastOrDefault(last =>
            last.CheckInId == newest.CheckInId && last.Instrument == Instrument && last.Scale == Scale
        );
        var supply = instruments.Newest(Instrument).Supply;
        return score is null ? Words["Tariff.Later", ("tarief", Named(supply?.Set))]
            : supply is not null && score.SuppliedSet == supply.Set
                ? Words["Tariff.Source", ("tarief", Named(supply.Set)), ("bron", DisplayText.Visible(supply.Source))]
            : Words["Tariff.Before", ("tarief", Named(score.SuppliedSet))];
    }

    public static LocalText NameOf(Scale scale, string? set) =>
        new(Words["Tariff.Name", ("naam", scale.Name.Here), ("tarief", Named(set))], scale.Name.En);

    private static string Named(string? set) => DisplayText.Visible(set ?? "");
}
