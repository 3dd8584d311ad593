using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal.Staff.Credentials;

/// <summary>By what somebody of the staff signs in, besides their mailbox, and in which language they read.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class OwnSignIn(Database database, AccountMail mail)
{
    public IReadOnlyList<Passkey> Passkeys(SignedInStaff staff) =>
        database.Read(transaction => PasskeyTable.Of(transaction, staff.Coordinator.Id));

    public bool HasCode(SignedInStaff staff) =>
        database.Read(transaction => CredentialTable.HasCode(transaction, staff.Coordinator.Id));

    public Factors FactorsOf(SignedInStaff staff) =>
        database.Read(transaction => Factors.Of(transaction, staff.Coordinator.Id));

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryCodes(SignedInStaff staff) =>
        database.Read(transaction => CredentialTable.CountCodes(transaction, staff.Coordinator.Id));

    /// <summary>The seed of an authenticator app that is being added; null where there is none.</summary>
    public string? SeedOf(SignedInStaff staff) =>
        database.Read(transaction =>
            CredentialTable.HasCode(transaction, staff.Coordinator.Id)
                ? null
                : CredentialTable.KeyOf(transaction, staff.Coordinator.Id)
        );

    /// <summary>Begins to add an authenticator app; who has one keeps it.</summary>
    public void BeginCode(SignedInStaff staff, string seed) =>
        database.Write(transaction =>
        {
            if (!CredentialTable.HasCode(transaction, staff.Coordinator.Id))
                CredentialTable.SetKey(transaction, staff.Coordinator.Id, seed);
        });

    /// <returns>False where it is the last, which stays.</returns>
    public bool RemoveCode(SignedInStaff staff) =>
        database.Write(transaction =>
        {
            if (PasskeyTable.Of(transaction, staff.Coordinator.Id).Count == 0)
                return false;
            CredentialTable.RemoveKey(transaction, staff.Coordinator.Id);
            return true;
        });

    public void SetLanguage(SignedInStaff staff, Language language) =>
        database.Write(transaction => CoordinatorTable.SetLanguage(transaction, staff.Coordinator.Id, language));

    /// <summary>Records a change, and mails them of it.</summary>
    public void Tell(SignedInStaff staff, string what) =>
        database.Write(transaction => mail.Queue(transaction, staff.Coordinator, what, staff.On(Ground.Themselves)));
}
