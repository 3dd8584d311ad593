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

    public DateOnly LastDay => ClosesOn.AddDays(-1);

    public string Instruments { get; init; } = "";

    /// <summary>Whether it came between two planned check-ins: after something serious, by hand, or in
    /// aftercare.</summary>
    public bool InBetween { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? OwnWords { get; init; }

    /// <summary>Who entered the own words: <c>caregiver</c>, or the address of the coordinator who typed them in; null
    /// without own words.</summary>
    public string? WordsBy { get; init; }

    public CallWish? CallMe { get; init; }

    /// <summary>Whether the caregiver wrote something that staff must read; words that a coordinator typed in have been
    /// read.</summary>
    public bool HasWordsToRead => !string.IsNullOrWhiteSpace(OwnWords) && WordsBy is null or "caregiver";

    /// <summary>When somebody noted that its answers were not the caregiver's; it stays when others replace
    /// them.</summary>
    public DateTimeOffset? InvalidatedAt { get; init; }

    /// <summary>Whether it has no answers because they were not the caregiver's: that is no silence.</summary>
    public bool IsInvalidated => InvalidatedAt is not null && AnsweredAt is null;

    /// <summary>Whether it was answered, early or not, or closed without an answer. A check-in withdrawn by a pause or
    /// a stop is neither, nor is one whose answers were not the caregiver's.</summary>
    public bool IsOver(SiteTime time) =>
        AnsweredAt is not null || (!IsInvalidated && ClosedAt is { } closed && time.DayOf(closed) >= ClosesOn);

    /// <summary>Whether leaving it unanswered counts as silence; a check-in in between need not be answered.</summary>
    public bool Counts => !InBetween || AnsweredAt is not null;

    /// <summary>Whether it asks how somebody is after an admission or a death, and nothing about caring.</summary>
    public bool IsAftercare => Instruments == Aftercare.Instrument;

    public IReadOnlyList<string> InstrumentKeys => Instruments.Split(';');

    /// <summary>The questionnaires offered after the one page was sent that have no answer; null if it was not sent
    /// that way.</summary>
    public string? Offered { get; init; }

    /// <summary>Whether those can still be answered; false once they are over.</summary>
    public bool OffersLists { get; init; }

    public IReadOnlyList<string> OfferedKeys => string.IsNullOrEmpty(Offered) ? [] : Offered.Split(';');

    /// <summary>Whether it asks a questionnaire, rather than only offering it.</summary>
    public bool Expects(string instrument) => IsIn(Instruments, instrument) && !IsIn(Offered, instrument);

    private static bool IsIn(ReadOnlySpan<char> keys, ReadOnlySpan<char> key)
    {
        foreach (var part in keys.Split(';'))
        {
            if (keys[part].SequenceEqual(key))
                return true;
        }

        return false;
    }

    /// <summary>The day on which the questions were posted; null if no letter went.</summary>
    public DateOnly? PostedOn { get; init; }

    /// <summary>Whether the caregiver can still answer part of it.</summary>
    public bool TakesAnswers => ClosedAt is null || OffersLists;
}
