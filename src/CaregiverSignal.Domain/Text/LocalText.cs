using System.Text.Json.Serialization;

namespace CaregiverSignal.Text;

/// <summary>
/// A text in a file of ours: Dutch with English beside it, and other languages where somebody wrote them.
/// </summary>
public sealed record LocalText(string Nl, string En)
{
    [JsonPropertyName("nl-x-je")]
    public string? YoungNl { get; init; }

    public string? Tr { get; init; }

    public string? Ar { get; init; }

    public string? Pl { get; init; }

    /// <returns>Dutch where nobody wrote it in that language.</returns>
    public string In(Language language) =>
        language switch
        {
            Language.YoungDutch => YoungNl,
            Language.English => En,
            Language.Turkish => Tr,
            Language.Arabic => Ar,
            Language.Polish => Pl,
            _ => null,
        } ?? Nl;

    public override string ToString() => Nl;
}

/// <summary>In a file of words the Dutch may stand alone; it is the English too then.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DutchOrMoreAttribute : Attribute;
