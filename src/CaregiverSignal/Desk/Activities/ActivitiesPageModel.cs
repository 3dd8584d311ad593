using CaregiverSignal.Referrals;

namespace CaregiverSignal.Desk.Activities;

/// <summary>All activities of the support point; nobody stands on it.</summary>
/// <param name="Coming">The first one first.</param>
/// <param name="Held">The last one first.</param>
public sealed record ActivitiesPageModel(
    StaffShell Shell,
    IReadOnlyList<Activity> Coming,
    IReadOnlyList<Activity> Held,
    ActivityForm Typed,
    bool IsRemoved
)
{
    public static readonly Texts Words = Texts.Of(typeof(ActivitiesPage));
}

/// <summary>One activity, with whom of the reader's people it invites.</summary>
/// <param name="Guests">Those of one page.</param>
/// <param name="Others">How many are invited whom the reader may not see.</param>
/// <param name="ToInvite">The reader's people who are not invited yet.</param>
/// <param name="IsOver">Whether its day has passed.</param>
/// <param name="Typed">What it is, to be changed, with errors.</param>
/// <param name="Said">What happened to the form before; null without.</param>
public sealed record ActivityPageModel(
    StaffShell Shell,
    Activity Activity,
    IReadOnlyList<ActivityGuest> Guests,
    int Others,
    IReadOnlyList<(long Id, string Name)> ToInvite,
    bool IsOver,
    ActivityForm Typed,
    string? Said,
    Pager Pager
)
{
    /// <summary>Each guest has two fields, and a form has two hundred values at most.</summary>
    public const int GuestsAPage = 50;

    public bool IsSaved => Said is ActivityEndpoints.Saved or ActivityEndpoints.Cancelled or ActivityEndpoints.GoesOn;

    /// <summary>Whether somebody can still be invited.</summary>
    public bool IsOpen => !IsOver && !Activity.IsCancelled && ToInvite.Count > 0;

    /// <summary>Somebody may come who can still be told.</summary>
    public bool MayBeCancelled => !MayBeRemoved && !IsOver && !Activity.IsCancelled;

    /// <summary>Nobody is invited, whoever follows them.</summary>
    public bool MayBeRemoved => Guests.Count + Others == 0 && Pager.Page == 1;
}
