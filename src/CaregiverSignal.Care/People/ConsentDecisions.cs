using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.People;

/// <summary>What a caregiver allows whom to know: new decisions, others in place of one that is changed, and
/// none.</summary>
/// <remarks>May be shared between threads. Each look and decision is in the audit log.</remarks>
public sealed class ConsentDecisions(CaregiverAccess access, SiteTime time)
{
    public const int LongestName = 100;

    /// <summary>Every decision of a caregiver, as one of staff looks at them.</summary>
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
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

    /// <param name="replaces">The number of the decision that is changed; empty for none.</param>
    /// <returns>Unchanged when what was to be changed does not hold any more.</returns>
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

    /// <summary>Takes a decision back that a caregiver withdrew by phone.</summary>
    /// <returns>Unchanged when it is not this caregiver's, or was withdrawn before.</returns>
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

    /// <summary>The decision that a page is asked to change; null for one that does not hold, or that has no
    /// form.</summary>
    public static Consent? ToChange(IEnumerable<Consent> decisions, string? id, DateOnly today) =>
        decisions.FirstOrDefault(decision => Texts.Number(decision.Id) == id && MayChange(decision, today));

    public static bool MayChange(Consent consent, DateOnly today) => consent.IsForOutside && consent.HoldsOn(today);

    /// <summary>A change is a new decision: the one before is withdrawn, and both stay to be read.</summary>
    /// <remarks>A caregiver types no address; where they change what the same person may know, the address that a
    /// coordinator looked up goes on.</remarks>
    /// <param name="replaces">The number of the decision that is changed; empty for none.</param>
    /// <returns>The decisions; null when what was to be changed does not hold any more, and nothing is
    /// stored.</returns>
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

    /// <summary>From now on it does not hold, and no mail of it goes out.</summary>
    /// <returns>False when it is not this caregiver's, or was withdrawn before.</returns>
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

    /// <summary>Takes back what a coordinator noted at an instant: what was given never was, and what was withdrawn
    /// holds again.</summary>
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

/// <param name="Decisions">Also those that no longer apply.</param>
/// <param name="TellsNow">Whether a professional with an email address is told immediately.</param>
public sealed record ConsentLook(Caregiver Caregiver, IReadOnlyList<Consent> Decisions, bool TellsNow);
