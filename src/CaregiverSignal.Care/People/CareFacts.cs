namespace CaregiverSignal.People;

/// <summary>The care that one caregiver gives in one situation, in their own words.</summary>
/// <remarks>The year of birth and town of the person cared for are shared by all who care for them. Everything else
/// each caregiver says for themselves: two of one situation may differ, and neither sees what the other says.</remarks>
public sealed record CareFacts
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>The situation's code, which says nothing about the person cared for; null for the first one while
    /// nobody and nothing else belongs to it.</summary>
    public string? Situation { get; init; }

    public CareRole Role { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public string? Condition { get; init; }

    /// <summary>What they call the person, such as "mijn moeder"; null if unsaid.</summary>
    public string? Called { get; init; }

    /// <summary>The year in which the person cared for was born.</summary>
    public int? BornIn { get; init; }

    /// <summary>Where the person lives; while they live together, the caregiver's own town applies.</summary>
    public string? Municipality { get; init; }

    /// <summary>How the care ended; null while it continues.</summary>
    public CareEnd? Ended { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>Whether it is the first one, which their <see cref="PersonDetails"/> describe.</summary>
    public bool IsOwn { get; init; } = true;

    /// <summary>Whether nothing is known of it, as after leaving the only situation.</summary>
    public bool IsEmpty =>
        Situation is null
        && Relation is null
        && HoursPerWeek is null
        && CaringSince is null
        && LivesTogether is null
        && Condition is null
        && Called is null;

    /// <summary>Whether something is known of it and it has not ended.</summary>
    public bool GoesOn => Ended is null && !IsEmpty;

    /// <summary>The caregiver's details, with what they say of this care.</summary>
    public PersonDetails Over(PersonDetails details) =>
        details with
        {
            Relation = Relation,
            HoursPerWeek = HoursPerWeek,
            CaringSince = CaringSince,
            LivesTogether = LivesTogether,
            Condition = Condition,
            Called = Called,
            CaredForBorn = BornIn,
            CaredForMunicipality = Municipality,
        };

    /// <summary>The same care, with what the details say of it.</summary>
    public CareFacts With(PersonDetails details) =>
        this with
        {
            Relation = details.Relation,
            HoursPerWeek = details.HoursPerWeek,
            CaringSince = details.CaringSince,
            LivesTogether = details.LivesTogether,
            Condition = details.Condition,
            Called = details.Called,
            BornIn = details.CaredForBorn,
            Municipality = details.CaredForMunicipality,
        };

    /// <summary>Hours a week over all current care; null if none are known.</summary>
    public static int? HoursOf(IEnumerable<CareFacts> all) =>
        all.Where(facts => facts.Ended is null).Select(facts => facts.HoursPerWeek).OfType<int>().ToList()
            is { Count: > 0 } known
            ? known.Sum()
            : null;
}

/// <summary>How care for a person ended.</summary>
public enum CareEnd
{
    Death,
    Admission,
}
