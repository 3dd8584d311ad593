namespace CaregiverSignal.People;

/// <summary>The care that one caregiver gives in one situation, as they say it themselves.</summary>
/// <remarks>Of the person cared for a year of birth and a town are kept, for all who care for them; all else each
/// caregiver says for themselves: two of one situation may say something else, and what one says does not reach the
/// other.</remarks>
public sealed record CareFacts
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>The code of the situation, which says nothing of who is cared for; null in the one they came with, as
    /// long as nobody and nothing else belongs to it.</summary>
    public string? Situation { get; init; }

    public CareRole Role { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public string? Condition { get; init; }

    /// <summary>What they call whom they care for, as "mijn moeder"; null where they did not say.</summary>
    public string? Called { get; init; }

    /// <summary>The year in which the person cared for was born.</summary>
    public int? BornIn { get; init; }

    /// <summary>Where the person cared for lives; as long as they live together, the caregiver's own holds.</summary>
    public string? Municipality { get; init; }

    /// <summary>How the care ended; null while it goes on.</summary>
    public CareEnd? Ended { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>Whether it is the one they came with, which their <see cref="PersonDetails"/> describe.</summary>
    public bool IsOwn { get; init; } = true;

    /// <summary>Whether nothing is known of it, as when somebody left the only situation they had.</summary>
    public bool IsEmpty =>
        Situation is null
        && Relation is null
        && HoursPerWeek is null
        && CaringSince is null
        && LivesTogether is null
        && Condition is null
        && Called is null;

    /// <summary>Whether something is known of it and it did not end.</summary>
    public bool GoesOn => Ended is null && !IsEmpty;

    /// <summary>The details of whoever cares, with what they say of this care.</summary>
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

    /// <summary>The same care with what details say of it.</summary>
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

    /// <summary>Hours a week over all care that goes on; null when they are known of none.</summary>
    public static int? HoursOf(IEnumerable<CareFacts> all) =>
        all.Where(facts => facts.Ended is null).Select(facts => facts.HoursPerWeek).OfType<int>().ToList()
            is { Count: > 0 } known
            ? known.Sum()
            : null;
}

/// <summary>How the care for somebody ended.</summary>
public enum CareEnd
{
    Death,
    Admission,
}
