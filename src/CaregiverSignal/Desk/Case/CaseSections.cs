using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.ToDo;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// What the case of one caregiver shows, a model for each section: the story, and beside it what to do now; every text
/// ready to show.
/// </summary>
public sealed record CaseSections
{
    public required string Initials { get; init; }

    public required string FirstName { get; init; }

    /// <summary>Null when no signal is open.</summary>
    public required SignalNoticeModel? Open { get; init; }

    /// <summary>Until when a call was promised; null when none was.</summary>
    public required string? Promised { get; init; }

    /// <summary>That they stay silent, where the worklist says so; null otherwise.</summary>
    public required string? Silent { get; init; }

    /// <summary>From <see cref="DisownedRecord"/>; null while the signal rests on answers that count.</summary>
    public required string? Disowned { get; init; }

    /// <summary>
    /// From <see cref="MailNotice"/>; null while no problem is known, and where <see cref="AlsoToDo"/> says it.
    /// </summary>
    public required string? Mail { get; init; }

    /// <summary>What else the worklist says is to be done.</summary>
    public required AlsoToDoModel AlsoToDo { get; init; }

    /// <summary>From <see cref="AftercareNotice"/>; null for who is not in aftercare.</summary>
    public required string? Aftercare { get; init; }

    /// <summary>The check-ins that can be typed in for this person now.</summary>
    public required IReadOnlyList<EntryLink> Entries { get; init; }

    /// <summary>Whether the questions can be started now: none are open.</summary>
    public required bool MayAskNow { get; init; }

    public required WhoModel Who { get; init; }

    public required CareModel Care { get; init; }

    public required OwnWordsModel OwnWords { get; init; }

    public required WishesModel Wishes { get; init; }

    public required ReasonsModel Reasons { get; init; }

    public required InPlaceModel InPlace { get; init; }

    /// <summary>Null when no signal is open.</summary>
    public required CallModel? Call { get; init; }

    /// <summary>The mail that offers a talk; null where a call is next, or no mail reaches them.</summary>
    public required TalkOffer? Offer { get; init; }

    public required CourseModel Course { get; init; }

    public required GivenModel Given { get; init; }

    public required TimelineModel Timeline { get; init; }

    public required ContactModel Contact { get; init; }

    public required CloseModel? Close { get; init; }

    public required ParticipationModel Participation { get; init; }

    public required AgreementsModel Agreements { get; init; }

    /// <summary>Whether somebody takes part: nobody who stopped is followed.</summary>
    public required bool TakesPart { get; init; }

    /// <summary>What was agreed for a next time; null without an open signal, or without a plan.</summary>
    public required RelapsePlan? Plan { get; init; }

    public required SafetyModel Safety { get; init; }
}
