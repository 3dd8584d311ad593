using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Sharing;

/// <summary>Reads what a recipient may be told today, and nothing else.</summary>
/// <remarks>May be shared between threads. Each look of staff is in the audit log.</remarks>
public sealed class ConsentLetters(
    CaregiverAccess access,
    AuditWriter auditWriter,
    Standings standings,
    Instruments instruments,
    SiteTime time
)
{
    private const int MostWords = 3;

    private static readonly ConsentData[] SideBySideShown =
    [
        ConsentData.Burden,
        ConsentData.Wishes,
        ConsentData.Scores,
    ];

    /// <param name="consentId">One of the caregiver's decisions: the letter is to whom it names.</param>
    /// <returns>Null when no decision for that recipient holds today, or the reader may not see the
    /// caregiver.</returns>
    public LetterFacts? Look(long? caregiverId, long consentId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Shared),
            (transaction, caregiver) => Of(transaction, caregiver, consentId)
        );

    /// <summary>Two caregivers of one situation, only when both agreed and the reader may see both.</summary>
    /// <returns>Null otherwise.</returns>
    public (FellowFacts One, FellowFacts Other)? LookTogether(long? caregiverId, long fellow, SignedInStaff staff)
    {
        var look = AuditAction.Look.Of(AuditTarget.Together);
        var both = access.Look(
            staff,
            caregiverId,
            look,
            (transaction, caregiver) =>
                CaregiverAccess.Find(transaction, staff, fellow) is { } other
                && CareSituations.CareTogether(transaction, caregiver.Id, fellow)
                && SideBySide.IsAgreed(transaction, caregiver.Id, fellow, time.Today)
                    ? Tuple.Create(FactsOf(transaction, caregiver), FactsOf(transaction, other))
                    : null
        );
        if (both is not null)
            auditWriter.Add(staff.With(both.Item2.Caregiver), look, fellow);
        return both?.ToValueTuple();
    }

    /// <inheritdoc cref="Look"/>
    internal LetterFacts? Of(Transaction transaction, Caregiver caregiver, long consentId)
    {
        var all = ConsentTable.Of(transaction, caregiver.Id);
        if (all.FirstOrDefault(consent => consent.Id == consentId) is not { IsForOutside: true } named)
            return null;
        var held = all.Where(consent =>
                (consent.Recipient, consent.Name) == (named.Recipient, named.Name) && consent.HoldsOn(time.Today)
            )
            .DistinctBy(consent => consent.Data)
            .OrderBy(consent => consent.Data)
            .ToList();
        if (held.Count == 0)
            return null;
        List<PartFacts> parts = [.. held.Select(consent => PartOf(transaction, caregiver, consent.Data))];
        return new LetterFacts(
            caregiver,
            PersonDetailsTable.Of(transaction, caregiver.Id),
            CoordinatorTable.NameOn(transaction, caregiver, time.Today),
            held,
            parts
        );
    }

    /// <summary>What is known of one kind, whoever asks.</summary>
    internal PartFacts PartOf(Transaction transaction, Caregiver caregiver, ConsentData data)
    {
        var id = caregiver.Id;
        // What was said of caring before the care ended is not said of now.
        DateOnly? ended = EndedCare.IsOver(transaction, caregiver)
            ? EndedCare.Of(transaction, id)?.HappenedOn ?? DateOnly.MaxValue
            : null;
        var part = new PartFacts(data, caregiver, ended is not null);
        return data switch
        {
            ConsentData.Burden => ended is not null ? part : part with { Standing = standings.Of(transaction, id) },
            ConsentData.Wishes when ended is not null => part,
            ConsentData.Wishes => part with
            {
                Details = PersonDetailsTable.Of(transaction, id),
                CheckIns = CheckInTable.Of(transaction, id),
                Timeline = ActionTable.Timeline(transaction, id),
                Said =
                [
                    // What they say of professionals is for the support point, and never for those (domain.md R-11).
                    .. Wishes
                        .Of(transaction, id, instruments)
                        .Where(said => said.Item is Wishes.Wish or Wishes.Barrier),
                ],
            },
            ConsentData.OwnWords => part with { CheckIns = WordsOf(transaction, id, ended) },
            ConsentData.Scores => part with
            {
                CheckIns = CheckInTable.Of(transaction, id),
                Scores = [.. ScoreTable.Of(transaction, id).Where(score => ended is null || score.AnsweredOn > ended)],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };
    }

    /// <summary>The check-ins with own words, those that staff have not read first, and then the newest.</summary>
    private static List<CheckIn> WordsOf(Transaction transaction, long caregiverId, DateOnly? ended)
    {
        var unread = OpenTaskTable
            .WordsOf(transaction, caregiverId)
            .Where(words => words.DoneAt is null)
            .Select(words => words.CheckInId)
            .ToHashSet();
        return
        [
            .. CheckInTable
                .Of(transaction, caregiverId)
                .Where(checkIn => ended is null || checkIn.AskedOn > ended)
                .Where(checkIn => !string.IsNullOrWhiteSpace(checkIn.OwnWords))
                .Reverse()
                .OrderBy(checkIn => !unread.Contains(checkIn.Id))
                .Take(MostWords),
        ];
    }

    private FellowFacts FactsOf(Transaction transaction, Caregiver caregiver) =>
        new(
            caregiver,
            PersonDetailsTable.Of(transaction, caregiver.Id),
            SituationTable.Of(transaction, caregiver.Id),
            [.. SideBySideShown.Select(data => PartOf(transaction, caregiver, data))]
        );
}

/// <summary>What a professional may be told.</summary>
/// <param name="Coordinator">Who looks after the caregiver today; null when they have no name here.</param>
/// <param name="Held">The decisions that hold for that recipient, one of each kind.</param>
public sealed record LetterFacts(
    Caregiver Caregiver,
    PersonDetails Details,
    string? Coordinator,
    IReadOnlyList<Consent> Held,
    IReadOnlyList<PartFacts> Parts
);

/// <summary>What is known of one kind; empty but for what that kind is.</summary>
/// <param name="IsOver">Whether the care at home ended.</param>
public sealed record PartFacts(ConsentData Data, Caregiver Caregiver, bool IsOver)
{
    public Standing? Standing { get; init; }

    public PersonDetails? Details { get; init; }

    public IReadOnlyList<CheckIn> CheckIns { get; init; } = [];

    public IReadOnlyList<Done> Timeline { get; init; } = [];

    public IReadOnlyList<SaidOfHelp> Said { get; init; } = [];

    public IReadOnlyList<StoredScore> Scores { get; init; } = [];
}

/// <summary>One of two who care along, as they are seen side by side.</summary>
public sealed record FellowFacts(
    Caregiver Caregiver,
    PersonDetails Details,
    IReadOnlyList<CareFacts> Cares,
    IReadOnlyList<PartFacts> Parts
);
