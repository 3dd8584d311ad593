using System.Globalization;

namespace CaregiverSignal.Mail.Letters;

/// <summary>
/// The paths on this site to which letters and tasks lead, as they are served: each from its first slash, and those of
/// a link up to its key.
/// </summary>
public sealed record PagePaths
{
    /// <summary>Where staff sign in.</summary>
    public required string SignIn { get; init; }

    /// <summary>A link that signs in.</summary>
    public required string SignInLink { get; init; }

    public required string OwnAccount { get; init; }

    public required string Accounts { get; init; }

    public required string Settings { get; init; }

    public required string AuditLog { get; init; }

    public required string Worklist { get; init; }

    /// <summary>Where somebody is added.</summary>
    public required string NewPerson { get; init; }

    public required string ServiceDirectory { get; init; }

    /// <summary>Where a caregiver is erased, with {0} for their number.</summary>
    public required string Erase { get; init; }

    public string EraseOf(long caregiverId) => string.Format(CultureInfo.InvariantCulture, Erase, caregiverId);

    /// <summary>A link for a professional.</summary>
    public required string Shared { get; init; }

    /// <summary>A link that confirms an enrolment.</summary>
    public required string Enrolment { get; init; }

    /// <summary>A link to somebody's own page.</summary>
    public required string OwnPage { get; init; }

    /// <summary>A link that pauses mail.</summary>
    public required string Pause { get; init; }

    /// <summary>A link to the questions; what follows stands behind its key.</summary>
    public required string Form { get; init; }

    /// <summary>The first answer, before its code.</summary>
    public required string FormAnswer { get; init; }

    public required string FormCall { get; init; }

    /// <summary>Telling that something changed.</summary>
    public required string FormChange { get; init; }

    /// <summary>Being asked less often, or no more.</summary>
    public required string FormLess { get; init; }

    /// <summary>Ending aftercare.</summary>
    public required string FormEnough { get; init; }

    /// <summary>Having a link to the own page.</summary>
    public required string FormOwnPage { get; init; }
}
