using System.Text.Json;
using System.Text.Json.Serialization;
using CaregiverSignal.Answers;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Scores;

/// <summary>The values of a response's scales, in the form in which its row keeps them.</summary>
/// <remarks>Immutable.</remarks>
public sealed partial class ResponseScores
{
    private ResponseScores(IReadOnlyDictionary<string, Kept> scales) => Scales = scales;

    public IReadOnlyDictionary<string, Kept> Scales { get; }

    /// <summary>Scores all the answers that a response has.</summary>
    internal static ResponseScores Of(Instrument instrument, ResponseAnswers answers) =>
        new(
            Scoring
                .Score(instrument, answers.Codes)
                .ToDictionary(
                    score => score.Scale,
                    score => new Kept(score.Low, score.High, score.Value, score.Band, instrument.SetOf(score.Scale)),
                    StringComparer.Ordinal
                )
        );

    /// <exception cref="FormatException">It is not in the stored form.</exception>
    internal static ResponseScores Parse(string text)
    {
        try
        {
            return new(
                JsonSerializer.Deserialize(text, StoredForm.Default.DictionaryStringKept) ?? throw new JsonException()
            );
        }
        catch (JsonException error)
        {
            throw new FormatException("Scores in the store have another form than theirs.", error);
        }
    }

    /// <summary>As they are stored.</summary>
    internal string Text => JsonSerializer.Serialize(Scales, StoredForm.Default.IReadOnlyDictionaryStringKept);

    /// <summary>How long somebody says that they can go on, which lists ask of many; null in other questionnaires.</summary>
    internal double? CanGoOn(Instrument instrument) =>
        instrument.Key == HelpCourse.Instrument ? Scales.GetValueOrDefault(HelpCourse.Scale)?.Value : null;

    /// <summary>As <see cref="ScaleValue"/>, by the scale.</summary>
    /// <param name="SuppliedSet">As in <see cref="StoredScore.SuppliedSet"/>.</param>
    public sealed record Kept(
        double Low,
        double High,
        double? Value = null,
        string? Band = null,
        string? SuppliedSet = null
    );

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(Dictionary<string, Kept>))]
    [JsonSerializable(typeof(IReadOnlyDictionary<string, Kept>))]
    private sealed partial class StoredForm : JsonSerializerContext;
}
