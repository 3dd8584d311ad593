using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// The CarerQol tariff in words: its value, or why the newest answers have none. Its numbers come from a file of the operator, never
/// from us.
/// </summary>
/// <param name="Value">The newest value; null when the newest answers have none.</param>
/// <param name="About">Where the numbers come from, or why there is no value.</param>
public sealed record Tariff(string? Value, string About)
{
    public const string Instrument = "carerqol";
    public const string Scale = "tariff";

    private static readonly Texts Words = CaseModel.Words;

    /// <param name="scores">All of one caregiver's, oldest first.</param>
    /// <returns>Null without answers to the CarerQol, and without its numbers.</returns>
    public static Tariff? Of(IReadOnlyList<StoredScore> scores, Instruments instruments)
    {
        if (
            scores.LastOrDefault(score => score.Instrument == Instrument) is not { } newest
            || instruments.Find(Instrument)?.Scale(Scale) is not { } scale
        )
            return null;

        var score = scores.LastOrDefault(one =>
            one.CheckInId == newest.CheckInId && one.Instrument == Instrument && one.Scale == Scale
        );
        var supply = instruments.Newest(Instrument).Supply;
        if (score is null)
            return new Tariff(null, Words["Tariff.Later", ("tarief", Named(supply?.Set))]);
        return new Tariff(
            ValueOf(score, scale),
            supply is not null && score.SuppliedSet == supply.Set
                ? Words["Tariff.Source", ("tarief", Named(supply.Set)), ("bron", Plainly.Shown(supply.Source))]
                : Words["Tariff.Before", ("tarief", Named(score.SuppliedSet))]
        );
    }

    /// <summary>The name of the chart, with the name of the set of numbers.</summary>
    public static LocalText NameOf(Scale scale, string? set) =>
        new(Words["Tariff.Name", ("naam", scale.Name.Nl), ("tarief", Named(set))], scale.Name.En);

    private static string ValueOf(StoredScore score, Scale scale)
    {
        var (name, top, day) = (
            NameOf(scale, score.SuppliedSet).Nl,
            Texts.Number(scale.Max),
            Texts.Day(score.AnsweredOn)
        );
        return score.Value is { } value
            ? Words["Tariff.Value", ("naam", name), ("waarde", Texts.Number(value)), ("top", top), ("dag", day)]
            : Words[
                "Tariff.Bounds",
                ("naam", name),
                ("laag", Texts.Number(score.Low)),
                ("hoog", Texts.Number(score.High)),
                ("top", top),
                ("dag", day)
            ];
    }

    private static string Named(string? set) => Plainly.Shown(set ?? "");
}
