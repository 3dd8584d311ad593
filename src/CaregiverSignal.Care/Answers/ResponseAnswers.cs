using System.Text.Json;
using System.Text.Json.Serialization;
using CaregiverSignal.CheckIns;

namespace CaregiverSignal.Answers;

/// <summary>Every question shown in a response, in the form in which its row stores them.</summary>
/// <remarks>Immutable.</remarks>
public sealed partial class ResponseAnswers
{
    public static readonly ResponseAnswers None = new([]);

    private ResponseAnswers(IReadOnlyList<ResponseAnswer> given) => Given = given;

    public IReadOnlyList<ResponseAnswer> Given { get; }

    public bool IsAnswered => Given.Any(answer => answer.Value is not null);

    /// <summary>The answered ones, without the skipped ones, by item name.</summary>
    public IEnumerable<(string Item, int Code)> Answered =>
        Given
            .Where(answer => answer.Value is not null)
            .OrderBy(answer => answer.Item, StringComparer.Ordinal)
            .Select(answer => (answer.Item, answer.Value!.Value));

    /// <summary>The same, in the form for scoring.</summary>
    public IReadOnlyDictionary<string, int> Codes =>
        Given
            .Where(answer => answer.Value is not null)
            .ToDictionary(answer => answer.Item, answer => answer.Value!.Value);

    /// <summary>Whether one of them calls for a kind call in aftercare.</summary>
    internal bool AreHeavy => Answered.Any(answer => Aftercare.IsHeavy(answer.Item, answer.Code));

    /// <summary>Imported answers, each question at most once.</summary>
    internal static ResponseAnswers Imported(IEnumerable<(string Item, int Code)> answers) =>
        new([.. answers.Select(answer => new ResponseAnswer(answer.Item, answer.Code, null, null))]);

    /// <summary>With newly saved answers, which replace earlier ones, except that a blank keeps the earlier
    /// answer.</summary>
    /// <param name="typedBy">As in <see cref="ResponseAnswer.EnteredBy"/>.</param>
    /// <param name="sessionId">As in <see cref="ResponseAnswer.SessionId"/>.</param>
    public ResponseAnswers With(IEnumerable<ItemAnswer> saved, string? typedBy, long? sessionId)
    {
        var all = new OrderedDictionary<string, ResponseAnswer>(
            Given.Select(answer => KeyValuePair.Create(answer.Item, answer))
        );
        foreach (var answer in saved)
            if (!answer.IsBlank)
                all[answer.Item] = new(answer.Item, answer.Value, typedBy, sessionId);
            else
                all.TryAdd(answer.Item, new(answer.Item, null, null, sessionId));
        return new([.. all.Values]);
    }

    /// <exception cref="FormatException">It is not in the stored form.</exception>
    internal static ResponseAnswers Parse(string text)
    {
        try
        {
            return new([
                .. (
                    JsonSerializer.Deserialize(text, Json.Default.ListTogether) ?? throw new JsonException()
                ).SelectMany(
                    together => together.Items,
                    (together, item) => new ResponseAnswer(item.Key, item.Value, together.TypedBy, together.Session)
                ),
            ]);
        }
        catch (JsonException error)
        {
            throw new FormatException("Answers in the store have another form than theirs.", error);
        }
    }

    /// <summary>As stored: answers that came together are kept together.</summary>
    internal string Text =>
        JsonSerializer.Serialize(
            [
                .. Given
                    .GroupBy(answer => (answer.SessionId, answer.EnteredBy))
                    .Select(together => new Together(
                        together.ToDictionary(answer => answer.Item, answer => answer.Value),
                        together.Key.SessionId,
                        together.Key.EnteredBy
                    )),
            ],
            Json.Default.ListTogether
        );

    /// <summary>Answers of one session, or typed in by one person, or neither.</summary>
    private sealed record Together(Dictionary<string, int?> Items, long? Session = null, string? TypedBy = null);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(List<Together>))]
    private sealed partial class Json : JsonSerializerContext;
}

/// <param name="EnteredBy">The address of the coordinator who typed it in; null for the caregiver.</param>
/// <param name="SessionId">The browser session it came from; null if it came from elsewhere.</param>
public sealed record ResponseAnswer(string Item, int? Value, string? EnteredBy, long? SessionId);
