using System.Globalization;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The served paths that letters and tasks link to. A link's path ends before its key; those that begin with
/// Form, except the form itself, follow the key.</summary>
/// <param name="SignInLink">A link that signs in.</param>
/// <param name="NewPerson">Where somebody is added.</param>
/// <param name="Erase">Where a caregiver is erased, with {0} for their number.</param>
/// <param name="Shared">A link for a professional.</param>
/// <param name="Enrolment">A link that confirms an enrolment.</param>
/// <param name="OwnPage">A link to somebody's own page.</param>
/// <param name="Pause">A link that pauses mail.</param>
/// <param name="Form">A link to the questions.</param>
/// <param name="FormAnswer">The first answer, before its code.</param>
/// <param name="FormChange">Telling that something changed.</param>
/// <param name="FormLess">Being asked less often, or no more.</param>
/// <param name="FormEnough">Ending aftercare.</param>
/// <param name="FormOwnPage">Opening the own page.</param>
public sealed record PagePaths(
    string SignIn,
    string SignInLink,
    string OwnAccount,
    string Accounts,
    string Settings,
    string AuditLog,
    string Worklist,
    string NewPerson,
    string ServiceDirectory,
    string Erase,
    string Shared,
    string Enrolment,
    string OwnPage,
    string Pause,
    string Form,
    string FormAnswer,
    string FormCall,
    string FormChange,
    string FormLess,
    string FormEnough,
    string FormOwnPage
)
{
    public string EraseOf(long caregiverId) => string.Format(CultureInfo.InvariantCulture, Erase, caregiverId);
}
