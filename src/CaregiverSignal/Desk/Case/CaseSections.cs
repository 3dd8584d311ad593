using CaregiverSignal.Cases;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case;

/// <summary>What the case of one caregiver shows: the story, and beside it what to do now.</summary>
public sealed record CaseSections
{
    public required string Initials { get; init; }

    public required string FirstName { get; init; }

    /// <summary>Whether anybody ever talked with them.</summary>
    public required bool IsSpoken { get; init; }

    /// <summary>The open signal; null without one, and then there is no call to prepare and nothing to close.</summary>
    public required Signal? Open { get; init; }

    /// <summary>That they are red again after a closing; null where they are not.</summary>
    public required CameBack? CameBack { get; init; }

    /// <summary>Whether they said to a person that they want no contact, so that no call is offered.</summary>
    public required bool WantsNoContact { get; init; }

    /// <summary>Where the open signal stands; without one that they stay silent, where the worklist says so.</summary>
    public required string? State { get; init; }

    /// <summary>Until when a call was promised; null when none was.</summary>
    public required string? Promised { get; init; }

    /// <summary>That answers or mail are not as they seem.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    public required string? Aftercare { get; init; }

    /// <summary>What else the worklist says is to be done.</summary>
    public required AlsoToDoModel AlsoToDo { get; init; }

    /// <summary>The check-ins that can be typed in for this person now.</summary>
    public required IReadOnlyList<EntryLink> Entries { get; init; }

    public required WhoModel Who { get; init; }

    public required FactLine Owner { get; init; }

    public required CareModel Care { get; init; }

    public required OwnWordsModel OwnWords { get; init; }

    public required WishesModel Wishes { get; init; }

    public required ReasonsModel Reasons { get; init; }

    /// <summary>From <see cref="InPlace.LinesOf"/>.</summary>
    public required IReadOnlyList<string> InPlace { get; init; }

    /// <summary>Help that could be proposed, in its order: with something to talk about, or serious that was told.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    public required CallModel? Call { get; init; }

    /// <summary>The mail that offers a talk; null where a call is next, or no mail reaches them.</summary>
    public required TalkOffer? Offer { get; init; }

    public required CourseModel Course { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TimelineLine> Timeline { get; init; }

    public required ContactModel Contact { get; init; }

    public required CloseModel? Close { get; init; }

    /// <summary>What the caregiver says of a next time; null without a plan.</summary>
    public required PlanQuote? Plan { get; init; }

    public required SafetyModel Safety { get; init; }
}
