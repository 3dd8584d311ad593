using CaregiverSignal.Answers;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Erasure;
using CaregiverSignal.OwnPage;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Export;

/// <remarks>May be shared between threads. The export is in the audit log before it is shown.</remarks>
public sealed class PersonCopies(CaregiverAccess access, OwnVisits visits, SiteTime time)
{
    /// <returns>Null if the reader may see no such caregiver.</returns>
    public Task<PersonFacts?> LookAsync(long? caregiverId, SignedInStaff staff, CancellationToken stop = default) =>
        access.LookAsync(
            staff,
            caregiverId,
            AuditAction.Export.Of(AuditTarget.Case),
            async (transaction, caregiver) => await Of(transaction, caregiver),
            stop
        );

    public Task<Behind<PersonFacts>> LookAsync(OwnBrowser browser) =>
        visits.LookAsync(
            browser,
            ToldBefore.Words,
            AuditAction.Export.Of(AuditTarget.Case),
            async (transaction, visit) => await Of(transaction, visit.Caregiver)
        );

    private async Task<PersonFacts> Of(Transaction transaction, Caregiver caregiver)
    {
        var id = caregiver.Id;
        return new PersonFacts
        {
            Caregiver = caregiver,
            Details = await PersonDetailsTable.Of(transaction, id),
            Coordinator = (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!,
            Keeping = await KeepingTable.Of(transaction, id),
            IsLost =
                await EndedCare.IsOver(transaction, caregiver)
                && await EndedCare.Of(transaction, id) is { Kind: EventKind.Death },
            Cares = await SharedCare.Of(
                transaction,
                await SituationTable.Of(transaction, id),
                await HelperTable.OfCaregiver(transaction, id),
                sees: [],
                time.Today
            ),
            Network = await DrawnNetwork.Of(transaction, caregiver, time.Today),
            Changes = await DetailChangeTable.After(transaction, id),
            CheckIns = [.. (await CheckInTable.Of(transaction, id)).Reverse()],
            Invalidated = await InvalidatedTable.Of(transaction, id),
            Answers = (await AnswerTable.OfPerson(transaction, id)).ToLookup(answer =>
                (answer.CheckInId, answer.InvalidatedId)
            ),
            Scores = await ScoreTable.Of(transaction, id),
            Actions = await ActionTable.Timeline(transaction, id, most: int.MaxValue),
            Events = await EventTable.Of(transaction, id),
            Found = await FindingTable.Of(transaction, id),
            Notified = await NotificationTable.Of(transaction, id),
            Agreements = await AgreementTable.Of(transaction, id),
            Plans = await RelapsePlanTable.Of(transaction, id),
            TypedIn = await TypedInTable.OfCaregiver(transaction, id),
            Helps = await HelpTable.Of(transaction, id),
            HelpSteps = await HelpTable.StepsOf(transaction, id),
            Consents = await ConsentTable.Of(transaction, id),
            Tasks = await PersonTable.Rows(transaction, "staff_task", id),
            Mails = await PersonTable.Rows(transaction, "mail", id),
            Returns = await PersonTable.Rows(transaction, "mail_return", id),
            Record = (await AuditLog.About(transaction, id, int.MaxValue - 1, int.MaxValue)).Lines,
        };
    }
}

public sealed record PersonFacts
{
    public required Caregiver Caregiver { get; init; }
    public required PersonDetails Details { get; init; }
    public required Coordinator Coordinator { get; init; }
    public required Keeping Keeping { get; init; }

    /// <summary>Whether the person they cared for died: no text then suggests that the care continues.</summary>
    public bool IsLost { get; init; }

    public required IReadOnlyList<SharedCare> Cares { get; init; }
    public required DrawnNetwork Network { get; init; }
    public required IReadOnlyList<DetailChange> Changes { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CheckIn> CheckIns { get; init; }

    public required IReadOnlyList<Invalidated> Invalidated { get; init; }

    /// <summary>Without skipped ones, by check-in or by invalidated answers.</summary>
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

    /// <summary>Rows as stored, by column; the same for emails and replies.</summary>
    public required IReadOnlyList<IDictionary<string, object?>> Tasks { get; init; }

    public required IReadOnlyList<IDictionary<string, object?>> Mails { get; init; }
    public required IReadOnlyList<IDictionary<string, object?>> Returns { get; init; }
    public required IReadOnlyList<AuditLine> Record { get; init; }
}
