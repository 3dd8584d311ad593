namespace CaregiverSignal.CheckIns;

/// <summary>How long answering takes, as mails and pages say: our estimate for an unhurried reader.</summary>
public static class TimeNeeded
{
    private const int Page = 60;

    private const int Question = 8;

    private static readonly Texts Words = Texts.Of(typeof(TimeNeeded));

    public static string OfPage => InWords(Page);

    /// <summary>How long so many questions of a list take.</summary>
    public static string Of(int questions) => InWords(questions * Question);

    /// <summary>"een minuut", "twee minuten": rounded up to whole minutes.</summary>
    public static string InWords(int seconds) =>
        (seconds + 59) / 60 is var minutes && Words.Has($"Minutes.{minutes}")
            ? Words[$"Minutes.{minutes}"]
            : Words.Counted("Minutes", Math.Max(1, minutes));
}
