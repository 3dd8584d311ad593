using CaregiverSignal.AuditLogs;
using CaregiverSignal.Configuration;
using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;

namespace CaregiverSignal.OwnPage;

/// <summary>The choices behind every mail of ours as shown on the own page, and what each does at once.</summary>
/// <remarks>May be shared between threads. Each act is in the audit log in the same commit.</remarks>
public sealed class OwnOptOuts(
    OwnVisits visits,
    OptOuts optOuts,
    OwnPageMails mails,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>Choices on the own page that are confirmed only there: an email would contradict them.</summary>
    private static readonly IReadOnlyList<string> EndsMail = [.. PauseLengths.All, OptOuts.Stop, OptOuts.Enough];

    /// <summary>What a step shows on their own page.</summary>
    public Task<Behind<OptOut>> LookAsync(OwnBrowser browser, string step) =>
        visits.LookAsync(
            browser,
            null,
            null,
            async (transaction, visit) => await optOuts.Read(transaction, visit.Caregiver, visit.Came, step)
        );

    /// <summary>Does on the own page what each mail offers too, and confirms it by a mail that says no more.</summary>
    public Task<Behind<OptOut>> ChooseAsync(OwnBrowser browser, GivenWay given) =>
        visits.ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
            {
                var done = await optOuts.Choose(transaction, visit.Caregiver, visit.Came, given, visit.By);
                if (!given.IsFaulty && !EndsMail.Contains(given.Choice))
                    await mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                return done;
            }
        );

    /// <summary>Moves the call shown on their own page, or takes it back.</summary>
    /// <param name="to">The new time; null to take it back.</param>
    public Task<Behind<MovedCall>> MoveCallAsync(OwnBrowser browser, long seen, CallTime? to) =>
        visits.ChangeAsync(
            browser,
            null,
            async (transaction, visit) =>
                new MovedCall(
                    await Move(transaction, visit, seen, to),
                    await CoordinatorTable.NameFor(transaction, visit.Caregiver, settings.SupportPoint)
                )
        );

    private async Task<CallMoved> Move(Transaction transaction, MyVisit visit, long seen, CallTime? to)
    {
        var id = visit.Caregiver.Id;
        if (await StaffTaskTable.CallOf(transaction, id) is { } call && !visit.Came.Shows(call))
            return CallMoved.NeedsCode;
        if (
            to is null
                ? await PromisedCall.TakeBack(transaction, id, seen, settings.SupportPoint.Language, time)
                : await PromisedCall.Move(transaction, id, seen, to, time)
        )
        {
            var entry = (to is null ? AuditAction.TakeBack : AuditAction.Ask).Of(AuditTarget.Call);
            await auditWriter.Add(transaction, visit.By, entry, id);
            await mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
            return to is null ? CallMoved.TakenBack : CallMoved.Moved;
        }

        // Pressed twice, it says the same again.
        return to is null && await StaffTaskTable.CallsOf(transaction, id) is [.., { TakenBackAt: not null }]
            ? CallMoved.TakenBack
            : CallMoved.Gone;
    }
}

public sealed record MovedCall(CallMoved Done, string Coordinator);
