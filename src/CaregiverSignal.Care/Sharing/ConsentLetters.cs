using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Sharing;

/// <summary>Reads exactly what a recipient may be told today.</summary>
/// <remarks>May be shared between threads. Each view by staff is in the audit log.</remarks>
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

    /// <param name="consentId">One of the caregiver's decisions; the letter is for the recipient it names.</param>
    /// <returns>Null if no decision for that recipient is in force today, or the reader may not see the
    /// caregiver.</returns>
    public Task<LetterFacts?> LookAsync(
        long? caregiverId,
        long consentId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Shared),
            (transaction, caregiver) => Of(transaction, caregiver, consentId),
            stop
        );

    /// <summary>Two caregivers of one caring role, only if both agreed and the reader may see both.</summary>
    /// <returns>Null otherwise.</returns>
    public async Task<TogetherLook?> LookTogetherAsync(
        long? caregiverId,
        long fellow,
        SignedInStaff staff,
        CancellationToken stop = default
    )
    {
        var look = AuditAction.Look.Of(AuditTarget.Together);
        var both = await access.LookAsync(
            staff,
            caregiverId,
            look,
            async (transaction, caregiver) =>
                await CaregiverAccess.Find(transaction, staff, fellow) is { } other
                && await CareSituations.CareTogether(transaction, caregiver.Id, fellow)
                && await SideBySide.IsAgreed(transaction, caregiver.Id, fellow, time.Today)
                    ? new TogetherLook(await FactsOf(transaction, caregiver), await FactsOf(transaction, other))
                    : null,
            stop
        );
        if (both is not null)
            await auditWriter.AddAsync(staff.With(both.Other.Caregiver), look, fellow, stop: stop);
        return both;
    }

    /// <inheritdoc cref="LookAsync"/>
    internal async Task<LetterFacts?> Of(Transaction transaction, Caregiver caregiver, long consentId)
    {
        var all = await ConsentTable.Of(transaction, caregiver.Id);
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
        List<PartFacts> parts = [.. await held.SelectAsync(consent => PartOf(transaction, caregiver, consent.Data))];
        return new LetterFacts(
            caregiver,
            await PersonDetailsTable.Of(transaction, caregiver.Id),
            await CoordinatorTable.NameOn(transaction, caregiver, time.Today),
            held,
            parts
        );
    }

    /// <summary>What is known of one kind, whoever asks.</summary>
    internal async Task<PartFacts> PartOf(Transaction transaction, Caregiver caregiver, ConsentData data)
    {
        var id = caregiver.Id;
        // Answers from before the care ended say nothing about now.
        DateOnly? ended = await EndedCare.IsOver(transaction, caregiver)
            ? (await EndedCare.Of(transaction, id))?.HappenedOn ?? DateOnly.MaxValue
            : null;
        var part = new PartFacts(data, caregiver, ended is not null);
        return data switch
        {
            ConsentData.Burden => ended is not null
                ? part
                : part with
                {
                    Standing = await standings.Of(transaction, id),
                },
            ConsentData.Wishes when ended is not null => part,
            ConsentData.Wishes => part with
            {
                Details = await PersonDetailsTable.Of(transaction, id),
                CheckIns = await CheckInTable.Of(transaction, id),
                Timeline = await ActionTable.Timeline(transaction, id),
                Said =
                [
                    // Their opinion of professionals is for the support point, never for those professionals (domain.md
                    //
                    .. (await Wishes.Of(transaction, id, instruments)).Where(said =>
                        said.Item is Wishes.Wish or Wishes.Barrier
                    ),
                ],
            },
            ConsentData.OwnWords => part with { CheckIns = await WordsOf(transaction, id, ended) },
            ConsentData.Scores => part with
            {
                CheckIns = await CheckInTable.Of(transaction, id),
                Scores =
                [
                    .. (await ScoreTable.Of(transaction, id)).Where(score => ended is null || score.AnsweredOn > ended),
                ],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };
    }

    /// <summary>The check-ins with their own words: unread ones first, then the newest.</summary>
    private static async Task<List<CheckIn>> WordsOf(Transaction transaction, long caregiverId, DateOnly? ended)
    {
        var unread = (await OpenTaskTable.WordsOf(transaction, caregiverId))
            .Where(words => words.DoneAt is null)
            .Select(words => words.CheckInId)
            .ToHashSet();
        return
        [
            .. (await CheckInTable.Of(transaction, caregiverId))
                .Where(checkIn => ended is null || checkIn.AskedOn > ended)
                .Where(checkIn => !string.IsNullOrWhiteSpace(checkIn.OwnWords))
                .Reverse()
                .OrderBy(checkIn => !unread.Contains(checkIn.Id))
                .Take(MostWords),
        ];
    }

    private async Task<FellowFacts> FactsOf(Transaction transaction, Caregiver caregiver) =>
        new(
            caregiver,
            await PersonDetailsTable.Of(transaction, caregiver.Id),
            await SituationTable.Of(transaction, caregiver.Id),
            [.. await SideBySideShown.SelectAsync(async data => await PartOf(transaction, caregiver, data))]
        );
}

/// <param name="Coordinator">The caregiver's coordinator today; null if no name is known.</param>
/// <param name="Held">The decisions in force for that recipient, one of each kind.</param>
public sealed record LetterFacts(
    Caregiver Caregiver,
    PersonDetails Details,
    string? Coordinator,
    IReadOnlyList<Consent> Held,
    IReadOnlyList<PartFacts> Parts
);

/// <summary>What is known of one kind; only the parts of that kind are filled.</summary>
public sealed record PartFacts(ConsentData Data, Caregiver Caregiver, bool IsOver)
{
    public Standing? Standing { get; init; }

    public PersonDetails? Details { get; init; }

    public IReadOnlyList<CheckIn> CheckIns { get; init; } = [];

    public IReadOnlyList<Done> Timeline { get; init; } = [];

    public IReadOnlyList<SaidOfHelp> Said { get; init; } = [];

    public IReadOnlyList<StoredScore> Scores { get; init; } = [];
}

/// <summary>One of two caregivers shown side by side.</summary>
public sealed record FellowFacts(
    Caregiver Caregiver,
    PersonDetails Details,
    IReadOnlyList<CareFacts> Cares,
    IReadOnlyList<PartFacts> Parts
);

public sealed record TogetherLook(FellowFacts One, FellowFacts Other);
