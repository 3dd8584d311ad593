using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>One thing to do for one person, every text ready to show. A source of the worklist is one function that
/// makes these; a row of the worklist joins those of a person into a row.</summary>
public sealed record WorklistLine
{
    public required WorklistPerson Who { get; init; }

    public required WorklistKind Kind { get; init; }

    public required WorklistPlace Place { get; init; }

    /// <summary>What is the matter: one or two sentences.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>What they wrote, a paragraph each.</summary>
    public IReadOnlyList<string> OwnWords { get; init; } = [];

    /// <summary>The whole mail that they wrote, with what it repeats: to be folded; null where there is no
    /// more.</summary>
    public string? Whole { get; init; }

    /// <summary>The most important first.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The day that it is for; null where it waits.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether that day is the desk's own, before the one that was promised.</summary>
    public bool IsAim { get; init; }

    /// <summary>How long it waits, or by when it is to be done; null when neither matters.</summary>
    public string? When { get; init; }

    /// <summary>What is next, where the act does not say it.</summary>
    public string? Next { get; init; }

    /// <summary>For when it is, in a word or two.</summary>
    public string DayBy(SiteTime time) =>
        DueOn is { } day && (day >= time.Today || Place.IsLate) ? WaitingTime.Short(day, time.Today)
        : Place.Group == WorkGroup.Today ? WaitingTime.Short(time.DeskDay, time.Today)
        : WorklistModel.Words["Due.ThisWeek"];

    /// <summary>How late it is, how long it waits, and what is next, below its day.</summary>
    public IEnumerable<string> BelowDay(SiteTime time) =>
        new[]
        {
            DueOn is { } day && Place.IsLate && time.WorkingDays.Between(day, time.Today) is > 0 and var late
                ? WorklistModel.Words["LateBy", ("wacht", WaitingTime.WorkingDaysOf(late))]
                : null,
            DueOn is null ? When : null,
            Next,
        }.OfType<string>();

    /// <summary>What can be done in the row, the likely one first.</summary>
    public IReadOnlyList<RowAct> Acts { get; init; } = [];

    /// <summary>Whether a call may follow: not for who said that they want no contact.</summary>
    public bool IsCall { get; init; } = true;

    /// <summary>The number to call for this, which they asked for; null for the one that is known.</summary>
    public string? CallOn { get; init; }
}

/// <summary>Whom a line is about.</summary>
/// <param name="CaregiverId">Null for a report, which is about somebody who is not yet known.</param>
/// <param name="Address">The page about them.</param>
/// <param name="OwnerId">Whose they are; null for the whole team's.</param>
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

/// <summary>What can be done in a row.</summary>
/// <param name="About">Whom it is about, for who hears the page.</param>
/// <param name="Posts">A button that posts; otherwise a link.</param>
public sealed record RowAct(string Text, string About, string Address, bool Posts = false)
{
    /// <summary>What a button sends along.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The day that it proposes, where there is room to choose another; null where it needs none.</summary>
    public DateOnly? Day { get; init; }

    public DateOnly? LastDay { get; init; }
}
