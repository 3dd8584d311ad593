using CaregiverSignal.Answers;

namespace CaregiverSignal.Feedback;

/// <summary>
/// One small thing for who sent a check-in: it fits what they said would help.
/// </summary>
/// <remarks>
/// A choice among texts, never a judgement: each is small enough for a tired person, and none is a task for family.
/// </remarks>
public static class SelfCareTip
{
    private static readonly Texts Words = Texts.Of(typeof(SelfCareTip));

    /// <param name="wish">What they said would help; null when they did not say, or long ago.</param>
    /// <param name="sent">How many check-ins they sent before: so the same text never comes twice running.</param>
    public static string For(HelpWish? wish, int sent)
    {
        var key = wish is { } wanted and not HelpWish.Nothing ? wanted.ToString() : "Any";
        var texts = Enumerable.Range(1, 9).TakeWhile(number => Words.Has($"Thing.{key}.{number}")).Count();
        return Words[$"Thing.{key}.{(sent % texts) + 1}"];
    }
}
