using CaregiverSignal.People;

namespace CaregiverSignal.Enrolments;

/// <summary>What somebody typed who wants to take part; once they confirmed their address, only that they enrolled and
/// when.</summary>
public sealed record Enrolment
{
    /// <summary>For how many days what was typed waits for the link in the mail to be used (our choice: a week, in
    /// which most people read their mail; nobody but the owner of the mailbox said that they want it).</summary>
    public const int DaysKept = 7;

    public long Id { get; init; }

    /// <summary>Whether they said that they are 16 or 17.</summary>
    public bool IsYoung { get; init; }

    public string Email { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public string? Municipality { get; init; }

    /// <summary>Of who is older than 18: of who turns 18 in this year, it would not say that they are.</summary>
    public int? BornIn { get; init; }

    /// <summary>Where who is cared for lives; null also where they live together.</summary>
    public string? CaredForMunicipality { get; init; }

    public Relation? Relation { get; init; }

    public int? HoursPerWeek { get; init; }

    public DateOnly? CaringSince { get; init; }

    public string? Condition { get; init; }

    /// <inheritdoc cref="PersonDetails.Tasks"/>
    public string? Tasks { get; init; }

    public string? KeepsDoing { get; init; }

    public string? HandsOver { get; init; }

    /// <summary>The name of the general practitioner who may know something; null when nobody may.</summary>
    public string? Gp { get; init; }

    /// <summary>The codes of what that is, with a semicolon between them.</summary>
    public string? GpMayKnow { get; init; }

    /// <summary>Who reads their mail; null where they do not know.</summary>
    public MailReaders? MailReaders { get; init; }

    /// <summary>In which they want to read.</summary>
    public Language Language { get; init; }

    /// <summary>The key of the mail that the link went in, in the mail ledger.</summary>
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
