using System.Text.Json.Serialization;

namespace CaregiverSignal.Text;

/// <summary>A text in a file of ours: Dutch with English beside it, and other languages where somebody wrote
/// them.</summary>
public sealed record LocalText(
    string Nl,
    string En,
    [property: JsonPropertyName("nl-x-je")] string? YoungNl = null,
    string? Tr = null,
    string? Ar = null,
    string? Pl = null
)
{
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
