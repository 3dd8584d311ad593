using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Trends;

/// <summary>What a trend says, from TrendTexts.resx.</summary>
public static class TrendWords
{
    private static readonly Texts Words = Texts.Of("Trends.TrendTexts");

    /// <summary>The sentence for a reading, without any number of the scale in it.</summary>
    public static string Sentence(TrendReading reading, Audience audience) =>
        Words[Words.Has($"{audience}.{reading}") ? $"{audience}.{reading}" : $"Either.{reading}"];

    /// <summary>The coordinator's sentence for a lack of room, without any number of the scale; a caregiver never reads
    /// it.</summary>
    /// <returns>Null when there is room.</returns>
    public static string? Sentence(CeilingEffect room) => room == CeilingEffect.None ? null : Words[$"Ceiling.{room}"];

    /// <summary>What a value within a band means, in words of its own here or else those of the scale.</summary>
    public static string Band(string instrument, Band band) =>
        $"Band.{instrument}.{band.Key}" is var key && Words.Has(key) ? Words[key] : band.Label.Here;
}
