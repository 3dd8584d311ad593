using CaregiverSignal.Answers;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Erasure;
using CaregiverSignal.OwnPage;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Export;

/// <summary>All that is stored about a caregiver, for a copy in words.</summary>
/// <remarks>May be shared between threads. Taking it along is in the audit log before it is shown.</remarks>
public sealed class PersonCopies(CaregiverAccess access, OwnVisits visits, SiteTime time)
{
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    public PersonFacts? Look(long? caregiverId, SignedInStaff staff) =>
        access.Look(staff, caregiverId, AuditAction.Export.Of(AuditTarget.Case), Of);

    /// <summary>What they fetch themselves.</summary>
    public Task<Behind<PersonFacts>> LookAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Words,
            AuditAction.Export.Of(AuditTarget.Case),
            (transaction, visit) => Of(transaction, visit.Caregiver)
        );

    private PersonFacts Of(Transaction transaction, Caregiver caregiver)
    {
        var id = caregiver.Id;
        return new PersonFacts
        {
            Caregiver = caregiver,
            Details = PersonDetailsTable.Of(transaction, id),
            Coordinator = CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!,
            Keeping = KeepingTable.Of(transaction, id),
            IsLost =
                EndedCare.IsOver(transaction, caregiver) && EndedCare.Of(transaction, id) is { Kind: EventKind.Death },
            Cares = SharedCare.Of(transaction, SituationTable.Of(transaction, id), sees: [], time.Today),
            Network = DrawnNetwork.Of(transaction, caregiver, time.Today),
            Changes = DetailChangeTable.After(transaction, id),
            CheckIns = [.. CheckInTable.Of(transaction, id).Reverse()],
            Invalidated = InvalidatedTable.Of(transaction, id),
            Answers = AnswerTable
                .OfPerson(transaction, id)
                .ToLookup(answer => (answer.CheckInId, answer.InvalidatedId)),
            Scores = ScoreTable.Of(transaction, id),
            Actions = ActionTable.Timeline(transaction, id, most: int.MaxValue),
            Events = EventTable.Of(transaction, id),
            Found = FindingTable.Of(transaction, id),
            Notified = NotificationTable.Of(transaction, id),
            Agreements = AgreementTable.Of(transaction, id),
            Plans = RelapsePlanTable.Of(transaction, id),
            TypedIn = TypedInTable.OfCaregiver(transaction, id),
            Helps = HelpTable.Of(transaction, id),
            HelpSteps = HelpTable.StepsOf(transaction, id),
            Consents = ConsentTable.Of(transaction, id),
            Tasks = PersonTable.Rows(transaction, "staff_task", id),
            Mails = PersonTable.Rows(transaction, "mail", id),
            Returns = PersonTable.Rows(transaction, "mail_return", id),
            Record = AuditLog.About(transaction, id, int.MaxValue - 1, int.MaxValue).Lines,
        };
    }
}

/// <summary>All that is stored about a caregiver.</summary>
public sealed record PersonFacts
{
    public required Caregiver Caregiver { get; init; }
    public required PersonDetails Details { get; init; }
    public required Coordinator Coordinator { get; init; }
    public required Keeping Keeping { get; init; }

    /// <summary>Whether who they cared for died: nothing is said as if that care went on.</summary>
    public bool IsLost { get; init; }

    public required IReadOnlyList<SharedCare> Cares { get; init; }
    public required DrawnNetwork Network { get; init; }
    public required IReadOnlyList<DetailChange> Changes { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CheckIn> CheckIns { get; init; }

    /// <summary>What was not theirs.</summary>
    public required IReadOnlyList<Invalidated> Invalidated { get; init; }

    /// <summary>Without the skipped ones: of a check-in, or of what was not theirs.</summary>
    public required ILookup<(long? CheckIn, long? Invalidated), StoredAnswer> Answers { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<StoredScore> Scores { get; init; }

    public required IReadOnlyList<Done> Actions { get; init; }
    public required IReadOnlyList<CareEvent> Events { get; init; }
    public required IReadOnlyList<StoredFinding> Found { get; init; }
    public required IReadOnlyList<StoredNotification> Notified { get; init; }
    public required IReadOnlyList<Agreement> Agreements { get; init; }
    public required IReadOnlyList<RelapsePlan> Plans { get; init; }
    public required IReadOnlyList<TypedCheckIn> TypedIn { get; init; }
    public required IReadOnlyList<ArrangedHelp> Helps { get; init; }
    public required IReadOnlyList<TakenStep> HelpSteps { get; init; }
    public required IReadOnlyList<Consent> Consents { get; init; }

    /// <summary>Rows as they are stored, by column; the same of mail, and of what came back.</summary>
    public required IReadOnlyList<IDictionary<string, object?>> Tasks { get; init; }

    public required IReadOnlyList<IDictionary<string, object?>> Mails { get; init; }
    public required IReadOnlyList<IDictionary<string, object?>> Returns { get; init; }
    public required IReadOnlyList<AuditLine> Record { get; init; }
}
