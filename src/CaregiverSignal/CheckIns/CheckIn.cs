using CaregiverSignal.Time;

namespace CaregiverSignal.CheckIns;

/// <summary>One round of questions for one caregiver.</summary>
public sealed record CheckIn
{
    public long Id { get; init; }

    public long CaregiverId { get; init; }

    public int Number { get; init; }

    public DateOnly AskedOn { get; init; }

    /// <summary>The first day on which it can no longer be answered.</summary>
    public DateOnly ClosesOn { get; init; }

    public string Instruments { get; init; } = "";

    /// <summary>
    /// Asked between two of the plan, because somebody had become near or something heavy had happened.
    /// </summary>
    public bool InBetween { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>
    /// Who wrote them: <c>caregiver</c>, or the address of who typed them in; null without own words.
    /// </summary>
    public string? WordsBy { get; init; }

    public string? CallMe { get; init; }

    /// <summary>They wrote something that a person is to read; who typed it in for them has read it.</summary>
    public bool HasWordsToRead => !string.IsNullOrWhiteSpace(OwnWords) && WordsBy is null or "caregiver";

    /// <summary>
    /// It was answered, also early, or its days went by without an answer; one taken back by a pause or a stop is
    /// neither.
    /// </summary>
    public bool IsOver(SiteTime time) =>
        AnsweredAt is not null || (ClosedAt is { } closed && time.DayOf(closed) >= ClosesOn);

    /// <summary>It asked for an answer, so that leaving it is a silence; one in between asks for none.</summary>
    public bool Counts => !InBetween || AnsweredAt is not null;

    public IReadOnlyList<string> InstrumentKeys => Instruments.Split(';');
}
