using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Activities;

/// <summary>All activities of the support point; nobody stands on it.</summary>
/// <param name="Coming">The first one first.</param>
/// <param name="Held">The last one first.</param>
public sealed record ActivitiesPageModel(
    StaffShell Shell,
    IReadOnlyList<Activity> Coming,
    IReadOnlyList<Activity> Held,
    ActivityForm Typed
)
{
    public static readonly Texts Words = Texts.Of(typeof(ActivitiesPage));
}

/// <summary>One activity, with whom of the reader's people it invites.</summary>
/// <param name="Others">How many are invited whom the reader may not see.</param>
/// <param name="ToInvite">The reader's people who are not invited yet.</param>
/// <param name="IsOver">Whether its day has passed.</param>
public sealed record ActivityPageModel(
    StaffShell Shell,
    Activity Activity,
    IReadOnlyList<ActivityGuest> Guests,
    int Others,
    IReadOnlyList<(long Id, string Name)> ToInvite,
    bool IsOver,
    bool IsSaved
);
