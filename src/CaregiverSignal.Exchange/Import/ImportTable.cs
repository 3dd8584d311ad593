using CaregiverSignal.Import.Lists;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>The SQL that only imports need.</summary>
internal static class ImportTable
{
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

    /// <summary>Notes without a kind of their own, such as a list's remarks.</summary>
    public static Task<IReadOnlyList<(string Person, string Note)>> Noted(Transaction transaction) =>
        transaction.All<(string Person, string Note)>(
            $"""
            select person, note
            from event
            join caregiver on caregiver.id = caregiver_id
            where kind = {EventKind.Other} and reported_by = {ReportedBy.Coordinator} and note <> ''
            """
        );

    /// <summary>Moves the next check-in after the last one asked elsewhere; never to an earlier day.</summary>
    public static Task MoveDueBehind(Transaction transaction, long caregiverId, DateOnly next) =>
        transaction.Execute(
            $"""
            update caregiver set next_due_on = {next} where id = {caregiverId} and next_due_on < {next}
            """
        );

    /// <summary>Makes a server update its statistics after a long list. On its own it does so after a minute, and until
    /// then reads whole tables that it thinks empty. Of long tables it covers only columns used in queries. SQLite's
    /// plans do not need statistics.</summary>
    public static Task CountRows(Transaction transaction) =>
        transaction.Execute(
            "analyze (skip_locked) caregiver, check_in (caregiver_id), response (caregiver_id, check_in_id, instrument)"
        );
}

internal sealed record StoredPerson(long Id, string Person, long CoordinatorId, DateOnly EnrolledOn);
