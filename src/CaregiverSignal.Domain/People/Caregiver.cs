namespace CaregiverSignal.People;

/// <summary>Somebody who cares, unpaid, for a person close to them.</summary>
/// <remarks><see cref="Person"/> is the support point's own number for them; it is what CSV files contain.</remarks>
public sealed record Caregiver
{
    public long Id { get; init; }

    public string Person { get; init; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>Null when not known.</summary>
    public DateOnly? Born { get; init; }

    /// <summary>The tag of the language in which they read and talk; also of one that the program does not
    /// speak.</summary>
    public string Language { get; init; } = "nl";

    public Channel Channel { get; init; }

    public CaregiverStatus Status { get; init; }

    public long CoordinatorId { get; init; }

    public DateOnly EnrolledOn { get; init; }

    public DateOnly NextDueOn { get; init; }

    /// <summary>In aftercare, the day of the next look, or the day it began; null for everybody else, and once nothing
    /// more is planned.</summary>
    public DateOnly? AftercareOn { get; init; }

    public DateOnly? PausedUntil { get; init; }

    /// <summary>Whether their questions wait until somebody spoke with them: it is no pause that they asked
    /// for.</summary>
    public bool QuestionsWait { get; init; }

    /// <summary>Whether they have the pause that they asked for.</summary>
    public bool HasPaused => Status == CaregiverStatus.Paused && !QuestionsWait;

    /// <summary>Until when somebody who enrolled themselves at 16 or 17 is asked the one page only, as long as no day
    /// of birth is known; null for everybody else.</summary>
    public DateOnly? YoungUntil { get; init; }

    /// <summary>Whether the questions open with pictures and a few words; null when nobody chose.</summary>
    public bool? WithPictures { get; init; }

    /// <summary>Where the last text message to their present number went, at the gateway; null where none
    /// did.</summary>
    public string? SmsTo { get; init; }

    /// <summary>Null where nobody asked, or they do not know.</summary>
    public MailReaders? MailReaders { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether questions go to them by mail on a day, as far as their own record decides: whether mail to
    /// their address is stopped is decided elsewhere.</summary>
    public bool IsMailedOn(DateOnly day) => Channel == Channel.Email && IsSentOn(day);

    /// <summary>The same by mail or as a text message.</summary>
    public bool IsSentOn(DateOnly day) =>
        Channel switch
        {
            Channel.Email => Email,
            Channel.Sms => Phone,
            _ => null,
        }
            is not null
        && !Minors.AskedByAPerson(Born, YoungUntil, day);

    /// <summary>Whether they enrolled at 16 or 17 and may still be under 18: they get no list.</summary>
    public bool IsYoungOn(DateOnly day) =>
        YoungUntil is { } until && (Born is null ? day < until : Minors.Is(Born, day));
}
