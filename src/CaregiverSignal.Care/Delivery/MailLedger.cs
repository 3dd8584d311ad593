using CaregiverSignal.AuditLogs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.People;

namespace CaregiverSignal.Delivery;

/// <summary>Mail that waits, went and came back, for the operator: to which domain, never what.</summary>
/// <remarks>May be shared between threads. Reading it is in the audit log first.</remarks>
public sealed class MailLedger(Database database, Func<SendRate> pace, AuditWriter auditWriter, SiteTime time)
{
    /// <summary>Whether the oldest mail comes first, as in groups where a person or the program still has to
    /// act.</summary>
    public static bool IsOldestFirst(string group) => group is "late" or "waiting";

    /// <summary>The groups that have mail, each with its first mails, and what holds all mail up.</summary>
    /// <param name="most">For each group.</param>
    /// <param name="by">To look, or to export it in a file.</param>
    public async Task<LedgerView> ListAsync(
        int most,
        SignedInStaff staff,
        AuditAction by,
        CancellationToken stop = default
    )
    {
        var perDay = pace().PerDay;
        var view = await database.ReadAsync(
            async transaction => new LedgerView(
                [
                    .. (
                        await MailLedgerTable.Groups.SelectAsync(async name =>
                            (name, await MailLedgerTable.In(transaction, name, time, most))
                        )
                    ).Where(group => group.Item2.Count > 0),
                ],
                await SendHold.WhyHeld(transaction),
                await SendHoldTable.Relay(transaction),
                perDay > 0 && await MailQueue.CountToCaregivers(transaction, time.Now.AddDays(-1)) >= perDay,
                transaction.Unreadable
            ),
            stop
        );
        await auditWriter.AddAsync(staff.On(Ground.Operation), by.Of(AuditTarget.Mail), stop: stop);
        return view;
    }

    /// <returns>False if it cannot: it does not exist, is on its way, or is over.</returns>
    public Task<bool> SendAgainAsync(string id, SignedInStaff staff, CancellationToken stop = default) =>
        database.WriteAsync(
            async transaction =>
            {
                if (!await MailLedgerTable.SendAgain(transaction, id, time))
                    return false;
                await auditWriter.Add(
                    transaction,
                    staff.On(Ground.Operation),
                    AuditAction.Send.Of(AuditTarget.Mail, id)
                );
                return true;
            },
            stop
        );
}

/// <param name="Held">Why nothing is mailed; null while mail is sent.</param>
/// <param name="IsPastDailyLimit">Whether caregivers' daily mail limit is reached.</param>
public sealed record LedgerView(
    IReadOnlyList<(string Name, IReadOnlyList<MailLedgerRow> Rows)> Groups,
    HoldReason? Held,
    Relay Relay,
    bool IsPastDailyLimit,
    IReadOnlyList<UnreadableRow> Unreadable
);
