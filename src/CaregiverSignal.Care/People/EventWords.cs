namespace CaregiverSignal.People;

/// <summary>The event kinds in words, as charts and lists show them.</summary>
public static class EventWords
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    public static string Of(EventKind kind) => Words["Kind." + kind.Code()];

    /// <summary>As offered in a choice: a near fall counts as a near accident, told in the third person.</summary>
    public static string Choice(EventKind kind) =>
        kind is EventKind.Fall or EventKind.Incident ? Words["Choice." + kind.Code()] : Capital(kind);

    /// <summary>The professional who told it; null for anybody else.</summary>
    public static string? By(string? toldBy) =>
        toldBy is null ? null : Words["By", ("naam", DisplayText.Visible(toldBy))];

    /// <summary>Its day, or the day of telling if none was given.</summary>
    public static string DayOf(DateOnly day, bool unsaid) =>
        unsaid ? Words["Day.Unsaid", ("dag", Texts.Day(day))] : Texts.Day(day);

    /// <summary>The words that no day was given; null if one was.</summary>
    public static string? DayUnsaid(CareEvent careEvent) => careEvent.DayUnsaid ? Words["DayUnsaid"] : null;

    /// <summary>The words that a number or an address was changed on the own page, with the old value.</summary>
    /// <param name="field">The column of a <see cref="PersonField"/>.</param>
    public static string Reach(string field, string was) =>
        Words["Reach." + field, ("eerst", DisplayText.Visible(was))];

    /// <summary>What else to know before calling about it.</summary>
    public static string ReachDoubt(string field) => Words["Doubt." + field];

    /// <summary>The words that a call was taken back on the own page while the caregiver is red.</summary>
    public static string CallOnce => Words["CallOnce"];

    public static string CallOnceAfterWords => Words["CallOnceAfterWords"];

    /// <summary>Something told that was taken back.</summary>
    public static string Gone => Words["Gone"];

    /// <summary>Likewise, at the start of a line.</summary>
    public static string Capital(EventKind kind) => Texts.Capital(Of(kind));
}
