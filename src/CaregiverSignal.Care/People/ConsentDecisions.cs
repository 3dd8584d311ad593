using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.People;

/// <summary>What a caregiver allows to be shared and with whom: new decisions, changed ones, and withdrawals.</summary>
/// <remarks>May be shared between threads. Each view and decision is in the audit log.</remarks>
public sealed class ConsentDecisions(CaregiverAccess access, SiteTime time)
{
    public const int LongestName = 100;

    /// <summary>Every decision of a caregiver, as staff see them.</summary>
    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<ConsentLook?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Consent),
            async (transaction, caregiver) =>
                new ConsentLook(
                    caregiver,
                    await ConsentTable.Of(transaction, caregiver.Id),
                    await ConsentTable.TellsNow(transaction, caregiver.Id)
                ),
            stop
        );

    /// <param name="replaces">The number of the decision to change; empty for none.</param>
    /// <returns>Unchanged if the decision to change no longer applies.</returns>
    public Task<ChangeResult> GiveAsync(
        long? caregiverId,
        IReadOnlyList<Consent> given,
        string replaces,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.Add.Of(AuditTarget.Consent),
            async (transaction, caregiver) =>
                await Save(transaction, caregiver.Id, given, replaces, staff.Coordinator.Id, time.Still()) is not null,
            stop
        );

    /// <summary>Withdraws a decision, as the caregiver asked by phone.</summary>
    /// <returns>Unchanged if it is not this caregiver's, or was withdrawn before.</returns>
    public Task<ChangeResult> WithdrawAsync(
        long? caregiverId,
        long id,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync(
            staff,
            caregiverId,
            AuditAction.TakeBack.Of(AuditTarget.Consent),
            (transaction, caregiver) =>
                Withdraw(transaction, id, caregiver.Id, ConsentWay.Phone, staff.Coordinator.Id, time.Still()),
            stop
        );

    /// <summary>The decision a page should change; null if it no longer applies, or has no form.</summary>
    public static Consent? ToChange(IEnumerable<Consent> decisions, string? id, DateOnly today) =>
        decisions.FirstOrDefault(decision => Texts.Number(decision.Id) == id && MayChange(decision, today));

    public static bool MayChange(Consent consent, DateOnly today) => consent.IsForOutside && consent.HoldsOn(today);

    /// <summary>A change is a new decision: the previous one is withdrawn, and both stay readable.</summary>
    /// <remarks>A caregiver types no address; if they change what the same person may know, the address found by a
    /// coordinator carries over.</remarks>
    /// <param name="replaces">The number of the decision to change; empty for none.</param>
    /// <returns>The decisions; null if the one to change no longer applies, and nothing is stored.</returns>
    internal static async Task<IReadOnlyList<Consent>?> Save(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<Consent> given,
        string replaces,
        long notedBy,
        SiteTime time
    )
    {
        if (replaces.Length > 0)
        {
            if (ToChange(await ConsentTable.Of(transaction, caregiverId), replaces, time.Today) is not { } old)
                return null;
            given =
            [
                .. given.Select(consent => IsOnPageFor(consent, old) ? consent with { Email = old.Email } : consent),
            ];
            if (!given.Any(consent => IsSame(consent, old)))
                await Withdraw(transaction, old.Id, caregiverId, given[0].GivenHow, notedBy, time);
        }

        foreach (var consent in given)
            await ConsentTable.Add(transaction, consent with { CaregiverId = caregiverId }, notedBy, time.Now);
        return given;
    }

    /// <summary>Ends a decision from today and cancels its email.</summary>
    /// <returns>False if it is not this caregiver's, or was withdrawn before.</returns>
    internal static async Task<bool> Withdraw(
        Transaction transaction,
        long id,
        long caregiverId,
        ConsentWay how,
        long notedBy,
        SiteTime time
    )
    {
        if (!await ConsentTable.Withdraw(transaction, id, caregiverId, time.Today, how, notedBy, time.Now))
            return false;
        await SharedLinkTable.CancelMails(transaction, id, time.Now);
        return true;
    }

    /// <summary>Undoes what a coordinator recorded at an instant: consents given then are removed, and those withdrawn
    /// apply again.</summary>
    internal static async Task Undo(Transaction transaction, long caregiverId, DateTimeOffset at, SiteTime time)
    {
        foreach (var given in await ConsentTable.GivenAt(transaction, caregiverId, at))
        {
            await SharedLinkTable.CancelMails(transaction, given, time.Now);
            await SharedLinkTable.RemoveUnsent(transaction, given);
            await ConsentTable.Remove(transaction, given);
        }

        foreach (var withdrawn in await ConsentTable.HoldAgain(transaction, caregiverId, at))
            await SharedLinkTable.RemoveUnsent(transaction, withdrawn, at);
    }

    private static bool IsOnPageFor(Consent consent, Consent old) =>
        consent is { GivenHow: ConsentWay.Page, Data: ConsentData.Burden }
        && (consent.Recipient, consent.Name) == (old.Recipient, old.Name);

    private static bool IsSame(Consent consent, Consent old) =>
        (consent.Recipient, consent.Name, consent.Email, consent.Data, consent.UntilOn)
        == (old.Recipient, old.Name, old.Email, old.Data, old.UntilOn);
}

/// <param name="Decisions">Includes those that no longer apply.</param>
/// <param name="TellsNow">Whether a professional with an email address is notified immediately.</param>
public sealed record ConsentLook(Caregiver Caregiver, IReadOnlyList<Consent> Decisions, bool TellsNow);
