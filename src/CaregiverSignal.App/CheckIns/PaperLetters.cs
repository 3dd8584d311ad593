using CaregiverSignal.Answers;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.CheckIns;

/// <summary>The questions on paper: which letters wait to be printed, and that they were posted.</summary>
/// <remarks>May be shared between threads. Each look and change is in the audit log.</remarks>
public sealed class PaperLetters(
    CaregiverAccess access,
    Database database,
    AuditWriter auditWriter,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>
    /// All letters of whom the reader follows now, to print or gone; who they are is in the audit log first.
    /// </summary>
    /// <param name="by">To look, or to take them along in a file.</param>
    public IReadOnlyList<PaperLetter> List(SignedInStaff staff, AuditAction by)
    {
        var letters = database.Read(transaction =>
            CheckInTable
                .OnPaper(transaction, staff.ActsFor)
                .Select(checkIn => Of(transaction, CaregiverTable.Get(transaction, checkIn.CaregiverId)!, checkIn))
                .ToList()
        );
        auditWriter.AddList(
            staff.On(Ground.Own),
            by,
            AuditTarget.Letter,
            letters.Select(letter => letter.Caregiver.Id)
        );
        return letters;
    }

    /// <summary>The letter to one caregiver, while the check-in takes answers.</summary>
    /// <returns>Null otherwise, and for whom the reader may not see.</returns>
    public PaperLetter? Look(long? caregiverId, long checkInId, SignedInStaff staff) =>
        access.Look(
            staff,
            caregiverId,
            AuditAction.Look.Of(AuditTarget.Letter, checkInId),
            (transaction, caregiver) =>
                CheckInTable.Get(transaction, checkInId) is { } checkIn
                && checkIn.CaregiverId == caregiver.Id
                && EntryRules.WindowOf(checkIn, caregiver.Status, time.Today) is EntryWindow.Open or EntryWindow.Late
                    ? Of(transaction, caregiver, checkIn)
                    : null
        );

    /// <summary>Notes which letters were posted, and which was not after all.</summary>
    /// <param name="notGone">Null where all were.</param>
    public void Post(IEnumerable<long> checkIns, long? notGone, SignedInStaff staff) =>
        database.Write(transaction =>
        {
            foreach (var id in checkIns.Distinct())
                Change(transaction, id, AuditAction.Send, staff);
            if (notGone is { } taken)
                Change(transaction, taken, AuditAction.TakeBack, staff);
        });

    private void Change(Transaction transaction, long id, AuditAction action, SignedInStaff staff)
    {
        if (
            CheckInTable.Get(transaction, id) is not { } checkIn
            || CaregiverAccess.Find(transaction, staff, checkIn.CaregiverId) is not { } caregiver
        )
            return;
        var isDone =
            action == AuditAction.Send
                ? CheckInsByHand.Posted(transaction, checkIn, staff.Coordinator.Id, time)
                : CheckInsByHand.NotPosted(transaction, checkIn);
        if (isDone)
            auditWriter.Add(transaction, staff.With(caregiver), action.Of(AuditTarget.Letter, id), caregiver.Id);
    }

    private PaperLetter Of(Transaction transaction, Caregiver caregiver, CheckIn checkIn) =>
        new(
            caregiver,
            checkIn,
            PersonDetailsTable.Of(transaction, caregiver.Id),
            CoordinatorTable.NameFor(transaction, caregiver, settings.SupportPoint),
            HelpArrangements.ToAskAbout(transaction, caregiver.Id, checkIn.IsAftercare, time.Today),
            ResponseTable.OfCheckIn(transaction, checkIn.Id)
        )
        {
            Ended = checkIn.IsAftercare ? EndedCare.Of(transaction, caregiver.Id)?.Kind ?? EventKind.Admission : null,
            IsFirst = checkIn.IsAftercare && Aftercare.IsFirst(transaction, checkIn, time),
        };
}

/// <summary>What the letter with one check-in says.</summary>
/// <param name="Coordinator">Whom the caregiver reads as the one who looks after them.</param>
/// <param name="Help">The help that is asked about; null for none.</param>
/// <param name="Begun">What was begun of its lists.</param>
public sealed record PaperLetter(
    Caregiver Caregiver,
    CheckIn CheckIn,
    PersonDetails Details,
    string Coordinator,
    ArrangedHelp? Help,
    IReadOnlyList<Response> Begun
)
{
    /// <summary>With what the care at home ended; null for the usual questions.</summary>
    public EventKind? Ended { get; init; }

    /// <summary>Whether it is the first of aftercare.</summary>
    public bool IsFirst { get; init; }
}
