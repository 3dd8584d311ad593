using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Configuration;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers;

/// <summary>Questions on paper: the letters that wait to be printed, and those that were posted.</summary>
/// <remarks>May be shared between threads. Each view and change is in the audit log.</remarks>
public sealed class PaperLetters(
    CaregiverAccess access,
    Database database,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>All letters for caregivers whom the reader follows now, to print or posted; who they are is in the
    /// audit log first.</summary>
    /// <param name="by">To look, or to take them along in a file.</param>
    public async Task<IReadOnlyList<LetterContents>> ListAsync(
        SignedInStaff staff,
        AuditAction by,
        CancellationToken stop = default
    )
    {
        var letters = await database.ReadAsync(
            async transaction =>
                (
                    await (await CheckInTable.OnPaper(transaction, staff.ActsFor)).SelectAsync(async checkIn =>
                        await Of(transaction, (await CaregiverTable.Get(transaction, checkIn.CaregiverId))!, checkIn)
                    )
                ).ToList(),
            stop
        );
        await auditWriter.AddListAsync(
            staff.On(Ground.Own),
            by,
            AuditTarget.Letter,
            letters.Select(letter => letter.Caregiver.Id),
            stop
        );
        return letters;
    }

    /// <summary>The letter to one caregiver, while the check-in takes answers.</summary>
    /// <returns>Null otherwise, and for a caregiver whom the reader may not see.</returns>
    public Task<LetterContents?> LookAsync(
        long? caregiverId,
        long checkInId,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Letter, checkInId),
            async (transaction, caregiver) =>
                await CheckInTable.Get(transaction, checkInId) is { } checkIn
                && checkIn.CaregiverId == caregiver.Id
                && EntryRules.WindowOf(checkIn, caregiver.Status, time.Today) is EntryWindow.Open or EntryWindow.Late
                    ? await Of(transaction, caregiver, checkIn)
                    : null,
            stop
        );

    /// <summary>Notes which letters were posted, and which one was not after all.</summary>
    /// <param name="notGone">Null if all were.</param>
    public Task PostAsync(
        IEnumerable<long> checkIns,
        long? notGone,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                foreach (var id in checkIns.Distinct())
                    await Change(transaction, id, AuditAction.Send, staff);
                if (notGone is { } taken)
                    await Change(transaction, taken, AuditAction.TakeBack, staff);
            },
            stop
        );

    private async Task Change(Transaction transaction, long id, AuditAction action, SignedInStaff staff)
    {
        if (
            await CheckInTable.Get(transaction, id) is not { } checkIn
            || await CaregiverAccess.Find(transaction, staff, checkIn.CaregiverId) is not { } caregiver
        )
            return;
        var isDone =
            action == AuditAction.Send
                ? await CheckInsByHand.Posted(transaction, checkIn, staff.Coordinator.Id, time)
                : await CheckInsByHand.NotPosted(transaction, checkIn);
        if (isDone)
            await auditWriter.Add(transaction, staff.With(caregiver), action.Of(AuditTarget.Letter, id), caregiver.Id);
    }

    private async Task<LetterContents> Of(Transaction transaction, Caregiver caregiver, CheckIn checkIn) =>
        new(
            caregiver,
            checkIn,
            await PersonDetailsTable.Of(transaction, caregiver.Id),
            await CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint),
            await HelpArrangements.ToAskAbout(transaction, caregiver.Id, checkIn.IsAftercare, time.Today),
            await ResponseTable.OfCheckIn(transaction, checkIn.Id)
        )
        {
            Ended = checkIn.IsAftercare
                ? (await EndedCare.Of(transaction, caregiver.Id))?.Kind ?? EventKind.Admission
                : null,
            IsFirst = checkIn.IsAftercare && await Aftercare.IsFirst(transaction, checkIn, time),
        };
}

/// <summary>The contents of the letter with one check-in.</summary>
/// <param name="Coordinator">The name that the caregiver reads.</param>
/// <param name="Help">The help that is asked about; null for none.</param>
/// <param name="Begun">Started answers to its lists.</param>
public sealed record LetterContents(
    Caregiver Caregiver,
    CheckIn CheckIn,
    PersonDetails Details,
    string Coordinator,
    ArrangedHelp? Help,
    IReadOnlyList<Response> Begun
)
{
    /// <summary>The event that ended care at home; null for the usual questions.</summary>
    public EventKind? Ended { get; init; }

    public bool IsFirst { get; init; }
}
