namespace CaregiverSignal.People;

/// <summary>The contract's event kinds in Dutch, as charts and lists show them.</summary>
public static class EventWords
{
    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    public static string Of(EventKind kind) => Words["Kind." + kind.Code()];

    /// <summary>As it is chosen: a near fall as a near accident, of which the third is told.</summary>
    public static string Choice(EventKind kind) =>
        kind is EventKind.Fall or EventKind.Incident ? Words["Choice." + kind.Code()] : Capital(kind);

    /// <summary>Who told it, where a professional did; null for anybody else.</summary>
    public static string? By(string? toldBy) =>
        toldBy is null ? null : Words["By", ("naam", DisplayText.Visible(toldBy))];

    /// <summary>The day of it, or the one on which it was told where no day was said.</summary>
    public static string DayOf(DateOnly day, bool unsaid) =>
        unsaid ? Words["Day.Unsaid", ("dag", Texts.Day(day))] : Texts.Day(day);

    /// <summary>That no day was said; null where one was.</summary>
    public static string? DayUnsaid(CareEvent careEvent) => careEvent.DayUnsaid ? Words["DayUnsaid"] : null;

    /// <summary>That a number or an address was changed on the own page, and what it was.</summary>
    /// <param name="field">The column of a <see cref="PersonField"/>.</param>
    public static string Reach(string field, string was) =>
        Words["Reach." + field, ("eerst", DisplayText.Visible(was))];

    /// <summary>What whoever calls has to know of that besides.</summary>
    public static string ReachDoubt(string field) => Words["Doubt." + field];

    /// <summary>That a call was taken back on the own page while it is red.</summary>
    public static string CallOnce => Words["CallOnce"];

    public static string CallOnceAfterWords => Words["CallOnceAfterWords"];

    /// <summary>What was told that is no longer there.</summary>
    public static string Gone => Words["Gone"];

    /// <summary>The same as it begins a line.</summary>
    public static string Capital(EventKind kind) => Texts.Capital(Of(kind));
}
