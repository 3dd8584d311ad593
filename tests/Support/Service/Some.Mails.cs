using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    /// <summary>A kind of mail as the program has it, or one that it does not know.</summary>
    /// <param name="urgent">Other than the kind says.</param>
    public static MailKind Kind(string code, bool? urgent = null)
    {
        var kind =
            ServiceRegistration.MailKinds.All.FirstOrDefault(kind => kind.Code == code)
            ?? new MailKind(code, Priority: 50);
        return kind with { Urgent = urgent ?? kind.Urgent };
    }
}
