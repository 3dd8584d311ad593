using System.Text;
using System.Text.Json;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Answers;

/// <summary>A response's scale values, as its row keeps them.</summary>
/// <remarks>Immutable. Read and written by hand: a first run reads all of them, and a serializer would be compiled anew
/// in each run.</remarks>
internal sealed class ResponseScores
{
    private ResponseScores(IReadOnlyDictionary<string, Kept> scales) => Scales = scales;

    public IReadOnlyDictionary<string, Kept> Scales { get; }

    /// <summary>Scores all the answers that a response has.</summary>
    internal static ResponseScores Of(Instrument instrument, ResponseAnswers answers)
    {
        var scales = new Dictionary<string, Kept>(StringComparer.Ordinal);
        foreach (var score in Scoring.Score(instrument, answers.Codes))
            scales.Add(
                score.Scale,
                new Kept(score.Value, score.Low, score.High, score.Band, instrument.SetOf(score.Scale))
            );
        return new(scales);
    }

    /// <exception cref="FormatException">It is not in the stored form.</exception>
    internal static ResponseScores Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var scales = new Dictionary<string, Kept>(StringComparer.Ordinal);
            foreach (var scale in document.RootElement.EnumerateObject())
            {
                double? value = scale.Value.TryGetProperty("value", out var known) ? known.GetDouble() : null;
                var isRange = scale.Value.TryGetProperty("low", out var low);
                scales.Add(
                    scale.Name,
                    new Kept(
                        value,
                        isRange ? low.GetDouble() : value!.Value,
                        isRange ? scale.Value.GetProperty("high").GetDouble() : value!.Value,
                        scale.Value.TryGetProperty("band", out var band) ? band.GetString() : null,
                        scale.Value.TryGetProperty("suppliedSet", out var set) ? set.GetString() : null
                    )
                );
            }

            return new(scales);
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("Scores in the store have another form than theirs.", error);
        }
    }

    /// <summary>As stored: the bounds only if they differ from the value.</summary>
    internal string Text
    {
        get
        {
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text))
            {
                writer.WriteStartObject();
                foreach (var (scale, kept) in Scales)
                {
                    writer.WriteStartObject(scale);
                    if (kept.Value is { } value)
                        writer.WriteNumber("value", value);
                    if (kept.Low != kept.Value || kept.High != kept.Value)
                    {
                        writer.WriteNumber("low", kept.Low);
                        writer.WriteNumber("high", kept.High);
                    }

                    if (kept.Band is { } band)
                        writer.WriteString("band", band);
                    if (kept.SuppliedSet is { } set)
                        writer.WriteString("suppliedSet", set);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }

    /// <summary>How long the caregiver says they can go on, which lists of many people show; null for other
    /// questionnaires.</summary>
    internal double? CanGoOn(Instrument instrument) =>
        instrument.Key == HelpCourse.Instrument ? Scales.GetValueOrDefault(HelpCourse.Scale)?.Value : null;

    /// <summary>As <see cref="ScaleValue"/>, by scale.</summary>
    /// <param name="SuppliedSet">As in <see cref="StoredScore.SuppliedSet"/>.</param>
    public sealed record Kept(double? Value, double Low, double High, string? Band, string? SuppliedSet);
}
