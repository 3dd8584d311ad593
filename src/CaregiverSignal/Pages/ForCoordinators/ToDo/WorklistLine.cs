using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>One thing to do for one person, as texts ready to show. Each source of the worklist is one function that
/// makes lines; a row joins a person's lines.</summary>
public sealed record WorklistLine
{
    public required WorklistPerson Who { get; init; }

    public required WorklistKind Kind { get; init; }

    public required WorklistPlace Place { get; init; }

    /// <summary>The issue, in one or two sentences.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Their text, one item per paragraph.</summary>
    public IReadOnlyList<string> OwnWords { get; init; } = [];

    /// <summary>The whole email with its quotes, to fold; null if it adds nothing.</summary>
    public string? Whole { get; init; }

    /// <summary>Most important first.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Its day; null if it just waits.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether that day is our own aim, before the promised one.</summary>
    public bool IsAim { get; init; }

    /// <summary>The waiting time or deadline; null if neither matters.</summary>
    public string? When { get; init; }

    /// <summary>The next step, if the action does not say it.</summary>
    public string? Next { get; init; }

    public string DayBy(SiteTime time) =>
        DueOn is { } day && (day >= time.Today || Place.IsLate) ? WaitingTime.Short(day, time.Today)
        : Place.Group == WorkGroup.Today ? WaitingTime.Short(time.DeskDay, time.Today)
        : WorklistModel.Words["Due.ThisWeek"];

    /// <summary>Below the day: how late it is, how long it waits, and what is next.</summary>
    public IEnumerable<string> BelowDay(SiteTime time) =>
        new[]
        {
            DueOn is { } day && Place.IsLate && time.WorkingDays.Between(day, time.Today) is > 0 and var late
                ? WorklistModel.Words["LateBy", ("wacht", WaitingTime.WorkingDaysOf(late))]
                : null,
            DueOn is null ? When : null,
            Next,
        }.OfType<string>();

    /// <summary>The row's actions, likeliest first.</summary>
    public IReadOnlyList<RowAct> Acts { get; init; } = [];

    /// <summary>Whether a call may follow: not if they said that they want no contact.</summary>
    public bool IsCall { get; init; } = true;

    /// <summary>The number they asked us to use for this call; null for the known one.</summary>
    public string? CallOn { get; init; }
}

/// <param name="CaregiverId">Null for a concern, whose subject is not yet known.</param>
/// <param name="OwnerId">The coordinator; null if it belongs to the whole team.</param>
public sealed record WorklistPerson(long? CaregiverId, string Address, string Name, string? Phone, long? OwnerId)
{
    public static WorklistPerson Of(ListedPerson person) =>
        Of(
            person.CaregiverId,
            DisplayText.Name(person.Person, person.FirstName, person.LastName),
            person.Phone,
            person.CoordinatorId
        );

    public static WorklistPerson Of(Signal signal, LastSaid who) =>
        Of(
            signal.CaregiverId,
            DisplayText.Name(who.Person, who.FirstName, who.LastName),
            who.Phone,
            signal.CoordinatorId
        );

    public static WorklistPerson Of(long caregiverId, string name, string? phone, long ownerId) =>
        new(caregiverId, FormattableString.Invariant($"/zaak/{caregiverId}"), name, phone, ownerId);
}

/// <param name="Posts">Whether it is a button that posts, not a link.</param>
public sealed record RowAct(string Text, string About, string Address, bool Posts = false)
{
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The proposed day, which can be changed; null if it needs none.</summary>
    public DateOnly? Day { get; init; }

    public DateOnly? LastDay { get; init; }
}
