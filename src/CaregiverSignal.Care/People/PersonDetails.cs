namespace CaregiverSignal.People;

/// <summary>What is known of a caregiver and their care, as an intake asks it, a file brings it and staff correct
/// it.</summary>
/// <remarks>Nothing here decides whether they take part: hours and duration are context, never a gate (row 71 of
/// domain.md).</remarks>
public sealed record PersonDetails
{
    /// <summary>The most characters of a single line: a name, a number, an address.</summary>
    public const int LongestLine = 100;

    /// <summary>The most hours of care: a whole week.</summary>
    public const int MostHoursPerWeek = 168;

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? PostalAddress { get; init; }

    public Channel Channel { get; init; }

    /// <summary>Empty only in a file's row that does not give it.</summary>
    public string Language { get; init; } = CaregiverSignal.Text.Language.Dutch.Code();

    public bool? Interpreter { get; init; }

    /// <summary>Whether the questions open with pictures and few words; null if nobody chose.</summary>
    public bool? WithPictures { get; init; }

    /// <summary>Null if nobody asked, or they do not know.</summary>
    public MailReaders? MailReaders { get; init; }

    /// <summary>Null if unknown; the last day of the year if <see cref="BornInYear"/>.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>Whether only the year of birth is known.</summary>
    public bool BornInYear { get; init; }

    public string? Municipality { get; init; }

    public string? Neighbourhood { get; init; }

    /// <summary>When and how they can safely be phoned, and whether a message may be left.</summary>
    public string? SafeToCall { get; init; }

    public string? ReferredBy { get; init; }

    public string? ReferralAgreedBy { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public bool? Works { get; init; }

    public string? Condition { get; init; }

    /// <inheritdoc cref="CareFacts.Called"/>
    public string? Called { get; init; }

    /// <inheritdoc cref="CareFacts.BornIn"/>
    public int? CaredForBorn { get; init; }

    /// <inheritdoc cref="CareFacts.Municipality"/>
    public string? CaredForMunicipality { get; init; }

    /// <summary>What they do (<see cref="CareTasks"/>); null if nobody ticked any.</summary>
    public string? Tasks { get; init; }

    /// <summary>When they last said so; null if nobody asked.</summary>
    public DateOnly? TasksOn { get; init; }

    /// <summary>Whether they felt that they had a choice when the care began (row 37 of domain.md).</summary>
    public bool? HadChoice { get; init; }

    /// <summary>Whether somebody can take over for half a day.</summary>
    public bool? TakesOver { get; init; }

    /// <summary>What they want to keep doing themselves (row 86 of domain.md).</summary>
    public string? KeepsDoing { get; init; }

    public string? HandsOver { get; init; }

    public bool IsReachable => Email is not null || Phone is not null || PostalAddress is not null;

    /// <summary>See <see cref="Caregiver.YoungUntil"/>; never typed.</summary>
    public DateOnly? YoungUntil { get; init; }

    /// <summary>Whether a person, not a mail, asks the questions on a day, because of their age.</summary>
    public bool IsAskedByAPersonOn(DateOnly day) => Minors.AskedByAPerson(Born, YoungUntil, day);
}
