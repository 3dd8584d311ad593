using System.Text.RegularExpressions;

namespace CaregiverSignal.Tests.Text;

/// <summary>Words by which a reader takes a sentence for a promise; ours.</summary>
public static partial class Promising
{
    /// <summary>Those that stand in a text, each once.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Words().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct()];

    [GeneratedRegex(
        @"\b(nooit|niemand|alleen|wis|wissen|gewist|bewaar|bewaart|bewaard|bewaren|ziet|zien|leest|lezen|las|kan er ook bij|binnen|dezelfde|volgende werkdag|wij bellen|bellen wij|niet zomaar|contact|tot en met|dagen|jaar|week lang|geen mail|geen vragen|geen nieuwe mail|één keer|altijd|terugdraaien|beslist|stuurt|verantwoordelijk)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Words();
}
