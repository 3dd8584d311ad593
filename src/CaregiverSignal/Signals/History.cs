using CaregiverSignal.Scores;

namespace CaregiverSignal.Signals;

/// <summary>All that the rules may know of one caregiver, up to and including <paramref name="Today"/>; oldest first.</summary>
public sealed record History(
    DateOnly Today,
    IReadOnlyList<Wave> Waves,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<Contact> Contacts);

/// <summary>One check-in: when it was asked, when answered, and what came out.</summary>
/// <param name="AskedOn">The day it was opened, in the support point's time zone.</param>
/// <param name="AnsweredOn">Null while, or when, it was not answered.</param>
/// <param name="IsOver">Its window is past, so no answer means it was missed.</param>
/// <param name="WantsCall">The caregiver answered "yes, call me".</param>
public sealed record Wave(
    DateOnly AskedOn,
    DateOnly? AnsweredOn,
    bool IsOver,
    bool WantsCall,
    IReadOnlyList<Measured> Values);

/// <summary>One scale value of one instrument in a wave.</summary>
public sealed record Measured(string Instrument, int Version, ScaleValue Value);

/// <summary>An event of the contract's list (<c>Hospital</c>, <c>HelperLost</c> …), and who reported it.</summary>
public sealed record HistoryEvent(DateOnly Day, string Kind, string By);

/// <summary>A coordinator's logged contact or closing; until <paramref name="NextOn"/> the same state stays quiet.</summary>
public sealed record Contact(DateOnly Day, bool Closes, DateOnly? NextOn);
