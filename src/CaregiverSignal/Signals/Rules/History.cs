using CaregiverSignal.People;
using CaregiverSignal.Scores;

namespace CaregiverSignal.Signals.Rules;

/// <summary>
/// All that the rules may know of one caregiver, up to and including <paramref name="Today"/>; oldest first.
/// </summary>
public sealed record History(
    DateOnly Today,
    IReadOnlyList<Wave> Waves,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<Contact> Contacts
)
{
    /// <summary>The state with which somebody was brought in, where no event tells it; null otherwise.</summary>
    public LifeStep? Given { get; init; }
}

/// <summary>One check-in: when it was asked, when answered, and what came out.</summary>
/// <param name="AskedOn">The day it was opened, in the support point's time zone.</param>
/// <param name="ClosesOn">The first day on which it can no longer be answered.</param>
/// <param name="AnsweredOn">Null while, or when, it was not answered.</param>
/// <param name="WantsCall">The caregiver answered "yes, call me".</param>
public sealed record Wave(
    DateOnly AskedOn,
    DateOnly ClosesOn,
    DateOnly? AnsweredOn,
    bool WantsCall,
    IReadOnlyList<Measured> Values
)
{
    /// <summary>The raw codes given, item by item; a skipped item has none.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>
    /// Asked by mail. One that waits for a call or a letter depends on the support point, and is no silence.
    /// </summary>
    public bool ByMail { get; init; } = true;

    /// <summary>While it is not answered it says nothing: its mail did not arrive, or they were away.</summary>
    public bool IsExcused { get; init; }

    /// <summary>
    /// The same check-in as it was known until <see cref="AnsweredOn"/>, when a part was answered on an earlier day.
    /// </summary>
    public Wave? Before { get; init; }
}

/// <summary>An item's raw code as it was answered.</summary>
public sealed record GivenAnswer(string Instrument, string Item, int Code);

/// <summary>One scale value of one instrument in a wave.</summary>
public sealed record Measured(string Instrument, int Version, ScaleValue Value);

/// <summary>An event of the contract's list (<c>Hospital</c>, <c>HelperLost</c> …), and who reported it.</summary>
public sealed record HistoryEvent(DateOnly Day, string Kind, string By);

/// <summary>
/// A coordinator's logged contact or closing; until <paramref name="NextOn"/> the same state stays quiet.
/// </summary>
public sealed record Contact(DateOnly Day, bool Closes, DateOnly? NextOn);
