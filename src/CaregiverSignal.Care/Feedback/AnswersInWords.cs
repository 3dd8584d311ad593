using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Feedback;

/// <summary>A caregiver's answers in the words of the questions, grouped by meaning; no numbers.</summary>
/// <param name="Fine">Good things fully present.</param>
/// <param name="Light">Burdens that are absent.</param>
/// <param name="Heavy">Burdens fully present.</param>
/// <param name="Missing">Missing good things that somebody might help with; not joy or health.</param>
public sealed record AnswersInWords(
    IReadOnlyList<string> Fine,
    IReadOnlyList<string> Light,
    IReadOnlyList<string> Heavy,
    IReadOnlyList<string> Missing
)
{
    /// <summary>Sorts every question with short words that was answered at one of its ends; answers in between are left
    /// out.</summary>
    /// <param name="answers">Raw codes by item for each questionnaire, without skipped items.</param>
    public static AnswersInWords Of(
        IEnumerable<(Instrument Instrument, IReadOnlyDictionary<string, int> Answers)> answers
    )
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
                        (isBurden ? heavy : fine).Add(words.Here);
                    else if (code == part.Item.Lowest && isBurden)
                        light.Add(words.Here);
                    else if (code == part.Item.Lowest && !part.Item.IsNamedOnlyWhenPresent)
                        missing.Add(words.Here);
                }
            }
        }

        // Two questionnaires may ask about the same thing; what is heavy in one is not called light because of the
        // other.
        return new AnswersInWords(
            [.. fine.Distinct()],
            [.. light.Distinct().Except(heavy)],
            [.. heavy.Distinct()],
            [.. missing.Distinct()]
        );
    }
}
