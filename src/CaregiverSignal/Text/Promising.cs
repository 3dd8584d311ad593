using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>Words by which a reader takes a sentence for a promise; ours.</summary>
public static partial class Promising
{
    /// <summary>Those that stand in a text, each once.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Words().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct()];

    /// <summary>
    /// Those in a support point's own words, which speak as somebody who may call or come; of what the program itself
    /// says docs/promises.md keeps account.
    /// </summary>
    public static IReadOnlyList<string> InOwn(string text) =>
        [.. In(text).Union(OwnWords().Matches(text).Select(match => match.Value.ToLowerInvariant()))];

    [GeneratedRegex(
        @"\b(nooit|niemand|alleen|wis|wissen|gewist|bewaar|bewaart|bewaard|bewaren|ziet|zien|leest|lezen|las|kan er ook bij|binnen|dezelfde|volgende werkdag|wij bellen|bellen wij|niet zomaar|contact|tot en met|dagen|jaar|week lang|geen mail|geen vragen|geen nieuwe mail|één keer|altijd|terugdraaien|beslist|stuurt|verantwoordelijk)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Words();

    /// <remarks>"Komt het niet uit?" and "Komt dat uit?" promise nothing.</remarks>
    [GeneratedRegex(
        @"\b(bel|belt|bellen|kom(t|en)?(?! (het|dit|dat)\b)|langs|bezoek|vandaag|vanavond|morgen|overmorgen|(maan|dins|woens|donder|vrij|zater|zon)dag|(deze|volgende|komende) (week|maand)|over een (week|maand)|snel|meteen|direct|uiterlijk|beloof|beloven)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OwnWords();
}
