using CaregiverSignal.Storage;

namespace CaregiverSignal.Scores;

/// <summary>All SQL on the score table.</summary>
public static class ScoreTable
{
    public static void Add(Work work, long responseId, ScaleValue value) => work.Change("""
        insert into score (response_id, scale, value, low, high, band)
        values (@responseId, @Scale, @Value, @Low, @High, @Band)
        """, new { responseId, value.Scale, value.Value, value.Low, value.High, value.Band });

    /// <summary>Every scale value of a caregiver, oldest first.</summary>
    public static IReadOnlyList<StoredScore> Of(Work work, long caregiverId) => work.All<StoredScore>("""
        select response.check_in_id, response.instrument, response.version, response.answered_on,
               score.scale, score.value, score.low, score.high, score.band
        from score join response on response.id = score.response_id
        where response.caregiver_id = @caregiverId
        order by response.answered_on, response.id, score.scale
        """, new { caregiverId });
}

/// <summary>A scale value with the response it came from.</summary>
public sealed record StoredScore
{
    public long CheckInId { get; init; }

    public string Instrument { get; init; } = "";

    public int Version { get; init; }

    public DateOnly AnsweredOn { get; init; }

    public string Scale { get; init; } = "";

    public double? Value { get; init; }

    public double Low { get; init; }

    public double High { get; init; }

    public string? Band { get; init; }

    public ScaleValue ToValue() => new(Scale, Value, Low, High, Band);
}
