using CaregiverSignal.People;

namespace CaregiverSignal.Enrolments;

/// <summary>What somebody typed to take part; once they confirmed their address, only that they enrolled and
/// when.</summary>
public sealed record Enrolment
{
    /// <summary>Days for which it waits for the link in the mail (our choice: a week, in which most people read their
    /// mail; only the mailbox's owner can say that they want it).</summary>
    public const int DaysKept = 7;

    public long Id { get; init; }

    public bool IsYoung { get; init; }

    public string Email { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public string? Municipality { get; init; }

    /// <summary>Above 18; for somebody who turns 18 this year, the year would not tell.</summary>
    public int? BornIn { get; init; }

    /// <summary>Where the person cared for lives; null also if they live together.</summary>
    public string? CaredForMunicipality { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public string? Condition { get; init; }

    /// <inheritdoc cref="PersonDetails.Tasks"/>
    public string? Tasks { get; init; }

    public string? KeepsDoing { get; init; }

    public string? HandsOver { get; init; }

    /// <summary>The name of the general practitioner who may know something; null for nobody.</summary>
    public string? Gp { get; init; }

    /// <summary>Codes of what the GP may know, separated by semicolons.</summary>
    public string? GpMayKnow { get; init; }

    /// <summary>Who reads their mail; null if they do not know.</summary>
    public MailReaders? MailReaders { get; init; }

    public Language Language { get; init; }

    /// <summary>The mail ledger's key of the mail with the link.</summary>
    public string MailKey { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public long? CaregiverId { get; init; }

    public IReadOnlyList<ConsentData> MayKnow =>
        [.. (GpMayKnow ?? "").Split(';').Select(Codes.Find<ConsentData>).OfType<ConsentData>()];

    public PersonDetails Details =>
        new()
        {
            FirstName = FirstName,
            LastName = LastName,
            Email = Email,
            Phone = Phone,
            Municipality = Municipality,
            Born = BornIn is { } year ? new DateOnly(year, 12, 31) : null,
            BornInYear = BornIn is not null,
            CaredForMunicipality = CaredForMunicipality,
            LivesTogether = CaredForMunicipality is null ? null : false,
            Relation = Relation,
            HoursPerWeek = HoursPerWeek,
            CaringSince = CaringSince,
            Condition = Condition,
            Tasks = Tasks,
            KeepsDoing = KeepsDoing,
            HandsOver = HandsOver,
            MailReaders = MailReaders,
            Channel = Channel.Email,
            Language = Language.Code(),
        };
}
