using CaregiverSignal.Import.Lists;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>The SQL that only an import needs.</summary>
internal static class ImportTable
{
    /// <summary>Those with these codes who are here.</summary>
    public static Task<IReadOnlyList<StoredPerson>> Stored(Transaction transaction, IEnumerable<string> persons) =>
        transaction.All<StoredPerson>(
            $"select id, person, coordinator_id, enrolled_on from caregiver where person in ({persons})"
        );

    /// <param name="coordinatorIds">Whose people; null for everybody.</param>
    public static Task<IReadOnlyList<KnownPerson>> Known(
        Transaction transaction,
        IReadOnlyCollection<long>? coordinatorIds
    ) =>
        transaction.All<KnownPerson>(
            $"""
            select person, enrolled_on, first_name, last_name, email, phone, born, postal_address, status
            from caregiver
            where {coordinatorIds is null} = 1 or coordinator_id in ({coordinatorIds ?? []})
            """
        );

    /// <summary>What was noted of whom with no kind of its own, as a list brings remarks.</summary>
    public static Task<IReadOnlyList<(string Person, string Note)>> Noted(Transaction transaction) =>
        transaction.All<(string Person, string Note)>(
            $"""
            select person, note
            from event
            join caregiver on caregiver.id = caregiver_id
            where kind = {EventKind.Other} and reported_by = {ReportedBy.Coordinator} and note <> ''
            """
        );

    /// <summary>Moves the next check-in after the last one that was asked elsewhere; never to an earlier day.</summary>
    public static Task MoveDueBehind(Transaction transaction, long caregiverId, DateOnly next) =>
        transaction.Execute(
            $"""
            update caregiver set next_due_on = {next} where id = {caregiverId} and next_due_on < {next}
            """
        );

    /// <summary>Has a server count what a long list filled: by itself it does so after a minute, and until then it
    /// takes the tables for empty and reads them whole for a few rows. Of what is long it counts only what questions
    /// look for. A file's plans do not rest on counts.</summary>
    public static Task CountRows(Transaction transaction) =>
        transaction.Execute(
            "analyze (skip_locked) caregiver, check_in (caregiver_id), response (caregiver_id, check_in_id, instrument)"
        );
}

/// <summary>Somebody whom a list names and who is here.</summary>
internal sealed record StoredPerson(long Id, string Person, long CoordinatorId, DateOnly EnrolledOn);
