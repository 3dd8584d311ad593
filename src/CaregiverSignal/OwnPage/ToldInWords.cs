using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.OwnPage;

/// <summary>What somebody's answers say in the words of the questions, sorted by what they mean; no numbers.</summary>
/// <param name="Fine">Good things that are there in full.</param>
/// <param name="Light">Burdens that are not there at all.</param>
/// <param name="Heavy">Burdens that are there in full.</param>
/// <param name="Missing">Good things that are not there at all, and that somebody might help to get: no joy, no
/// health.</param>
public sealed record ToldInWords(
    IReadOnlyList<string> Fine,
    IReadOnlyList<string> Light,
    IReadOnlyList<string> Heavy,
    IReadOnlyList<string> Missing
)
{
    /// <summary>
    /// Sorts every question that has short words and was answered at one of its ends; what lies between is left unsaid.
    /// </summary>
    /// <param name="answers">Raw codes by item, of each questionnaire; skipped items are left out.</param>
    public static ToldInWords Of(IEnumerable<(Instrument Instrument, IReadOnlyDictionary<string, int> Answers)> answers)
    {
        var (fine, light, heavy, missing) = (
            new List<string>(),
            new List<string>(),
            new List<string>(),
            new List<string>()
        );
        foreach (var (instrument, given) in answers)
        {
            foreach (var scale in instrument.Scales)
            {
                foreach (var part in scale.Items)
                {
                    if (part.Item.Short is not { } words || !given.TryGetValue(part.Item.Key, out var code))
                        continue;
                    var isBurden = scale.IsBurden(part);
                    if (code == part.Item.Highest)
                        (isBurden ? heavy : fine).Add(words.Nl);
                    else if (code == part.Item.Lowest && isBurden)
                        light.Add(words.Nl);
                    else if (code == part.Item.Lowest && !part.Item.IsToldOnlyWhenThere)
                        missing.Add(words.Nl);
                }
            }
        }

        // Two questionnaires may ask after the same thing; what weighs in one of them is not called light for the
        // other.
        return new ToldInWords(
            [.. fine.Distinct()],
            [.. light.Distinct().Except(heavy)],
            [.. heavy.Distinct()],
            [.. missing.Distinct()]
        );
    }
}
