namespace CaregiverSignal.People;

/// <summary>The care that one caregiver gives in one situation, as they say it themselves.</summary>
/// <remarks>
/// Nothing is kept of the person cared for but what each caregiver says: two caregivers of one situation may say
/// something else, and what one says does not reach the other.
/// </remarks>
public sealed record CareFacts
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    /// <summary>
    /// The code of the situation, which says nothing of who is cared for; null in the one they came with, as long as
    /// nobody and nothing else belongs to it.
    /// </summary>
    public string? Situation { get; init; }

    public CareRole Role { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public bool? LivesTogether { get; init; }

    public string? Condition { get; init; }

    /// <summary>Whether it is the one they came with, which their <see cref="PersonDetails"/> describe.</summary>
    public bool IsOwn { get; init; } = true;

    /// <summary>Whether nothing is known of it, as when somebody left the only situation they had.</summary>
    public bool IsEmpty =>
        Situation is null
        && Relation is null
        && HoursPerWeek is null
        && CaringSince is null
        && LivesTogether is null
        && Condition is null;

    /// <summary>The details of whoever cares, with what they say of this care.</summary>
    public PersonDetails Over(PersonDetails details) =>
        details with
        {
            Relation = Relation,
            HoursPerWeek = HoursPerWeek,
            CaringSince = CaringSince,
            LivesTogether = LivesTogether,
            Condition = Condition,
        };

    /// <summary>Hours a week over all situations; null when they are known of none.</summary>
    public static int? HoursOf(IEnumerable<CareFacts> all) =>
        all.Select(facts => facts.HoursPerWeek).OfType<int>().ToList() is { Count: > 0 } known ? known.Sum() : null;
}
