using CaregiverSignal.Answers;

namespace CaregiverSignal.Feedback;

/// <summary>
/// One small thing, or a kind word, for who sent a check-in: it fits what they said would help and how heavy it is.
/// </summary>
/// <remarks>
/// A choice among texts, never a judgement: each is small enough for a tired person, and none is a task for family.
/// </remarks>
public static class SmallThing
{
    private static readonly Texts Words = Texts.Of(typeof(SmallThing));

    /// <param name="wish">What they said would help; null when they did not say, or long ago.</param>
    /// <param name="weight">How heavy it is now; nothing is left for somebody with whom it goes badly.</param>
    /// <param name="sent">How many check-ins they sent before: so the same text never comes twice running.</param>
    public static string For(HelpWish? wish, Weight weight, int sent)
    {
        var key =
            wish is { } wanted and not HelpWish.Nothing && weight != Weight.Light
                ? wanted.ToString()
                : weight.ToString();
        var texts = Enumerable.Range(1, 9).TakeWhile(number => Words.Has($"Thing.{key}.{number}")).Count();
        return Words[$"Thing.{key}.{(sent % texts) + 1}"];
    }
}

/// <summary>How heavy the answers of one check-in are, in their own words; no rule uses it (our choice).</summary>
public enum Weight
{
    Light,
    Some,

    /// <summary>It goes badly, cannot go on for a month, or is near the heaviest.</summary>
    Heavy,
}
