using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

public static class TrendWords
{
    private static readonly Texts Words = Texts.Of("Trends.TrendTexts");

    /// <summary>The sentence for a reading, without any number of the scale.</summary>
    public static string Sentence(TrendReading reading, Audience audience) =>
        Words[Words.Has($"{audience}.{reading}") ? $"{audience}.{reading}" : $"Either.{reading}"];

    /// <summary>The coordinator's sentence about a ceiling effect, without any number of the scale; caregivers never
    /// see it.</summary>
    /// <returns>Null if there is none.</returns>
    public static string? Sentence(CeilingEffect room) => room == CeilingEffect.None ? null : Words[$"Ceiling.{room}"];

    /// <summary>What a value within a band means: our own words if there are any, otherwise the scale's.</summary>
    public static string Band(string instrument, Band band) =>
        $"Band.{instrument}.{band.Key}" is var key && Words.Has(key) ? Words[key] : band.Label.Here;
}
