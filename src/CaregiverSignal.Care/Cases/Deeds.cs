using System.Globalization;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Cases;

/// <summary>Undoes what a coordinator did on a case with one press, on the same day, unless something followed from it
/// or left the program. An undone act counts nowhere, and remains in the audit log.</summary>
/// <remarks>May be shared between threads. Everything that one press did has the same instant, by which it is
/// found.</remarks>
public sealed class Deeds(CaregiverAccess access, Database database, CurrentSettings settings, SiteTime time)
{
    /// <summary>The reader's newest act for a caregiver that can be undone.</summary>
    /// <param name="since">Earlier acts are left out.</param>
    /// <returns>Null if there is none.</returns>
    public Task<Deed?> NewestAsync(
        long? caregiverId,
        SignedInStaff staff,
        DateTimeOffset since,
        CancellationToken stop = default
    ) =>
        database.ReadAsync(
            async transaction =>
                await CaregiverAccess.Find(transaction, staff, caregiverId) is { } caregiver
                    ? (await Of(transaction, caregiver.Id, staff.Coordinator.Id, time)).FirstOrDefault(deed =>
                        deed.At >= since
                    )
                    : null,
            stop
        );

    /// <returns>What was undone; null if it can no longer be undone.</returns>
    public Task<Changed<Deed>> TakeBackAsync(
        long caregiverId,
        AuditTarget target,
        long id,
        SignedInStaff staff,
        CancellationToken stop = default
    ) =>
        access.ChangeAsync<Deed>(
            staff,
            caregiverId,
            target == AuditTarget.Task ? AuditAction.TakeBack.Of(target, id) : AuditAction.TakeBack.Of(target),
            async (transaction, caregiver) =>
            {
                if (await Find(transaction, caregiver.Id, target, id, staff.Coordinator.Id) is not { } deed)
                    return (false, null);
                var arranged = await Undo(transaction, deed, staff.Coordinator.Id);
                return (true, deed with { Who = caregiver, Arranged = arranged });
            },
            stop
        );

    private static async Task<IReadOnlyList<Deed>> Of(
        Transaction transaction,
        long caregiverId,
        long coordinatorId,
        SiteTime time
    ) => await Of(transaction, caregiverId, await EventTable.Of(transaction, caregiverId), coordinatorId, time);

    /// <summary>A coordinator's acts of today for a caregiver that can be undone, newest first.</summary>
    /// <param name="events">All of the caregiver's events.</param>
    internal static async Task<IReadOnlyList<Deed>> Of(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<CareEvent> events,
        long coordinatorId,
        SiteTime time
    )
    {
        var since = time.StartOf(time.Today);
        List<Deed> all = [];
        if (await StepTakenBack.Find(transaction, caregiverId, coordinatorId, time) is { } step)
            all.Add(
                new(caregiverId, step.Outcome is null ? AuditTarget.Contact : AuditTarget.Signal, step.Id, step.At)
                {
                    Step = step,
                }
            );
        all.AddRange(
            from press in await HelpTakenBack.Of(transaction, caregiverId, coordinatorId, since)
            select new Deed(caregiverId, AuditTarget.Help, press.Step.Id, press.At) { Help = press }
        );
        var told = events.Where(happened => happened.RecordedAt >= since).ToList();
        var noted = told.Count == 0 ? [] : await EventTable.NotedSince(transaction, caregiverId, coordinatorId, since);
        all.AddRange(
            from happened in told
            where noted.Contains(happened.Id) && IsByItself(happened.Kind)
            select new Deed(caregiverId, AuditTarget.Change, happened.Id, happened.RecordedAt) { Event = happened }
        );
        if (
            told.Exists(happened => happened.ReportedBy == ReportedBy.Coordinator)
            && await NotSo.Standing(transaction, caregiverId, time) is { ReportedBy: ReportedBy.Coordinator } stands
            && stands.RecordedAt >= since
        )
            all.Add(new(caregiverId, AuditTarget.Change, stands.Id, stands.RecordedAt) { Event = stands });
        all.AddRange(
            from consents in (await ConsentTable.NotedSince(transaction, caregiverId, coordinatorId, since)).GroupBy(
                consent => consent.At
            )
            let first = consents.First()
            select new Deed(caregiverId, AuditTarget.Consent, first.Id, first.At) { Consent = first }
        );
        all.AddRange(
            from read in await StaffTaskTable.ReadSince(transaction, caregiverId, coordinatorId, since)
            select new Deed(caregiverId, AuditTarget.Task, read.Id, read.DoneAt!.Value)
        );
        return [.. all.OrderByDescending(deed => deed.At)];
    }

    /// <summary>Whether the event concerns this caregiver only and is recorded on the page for events; anybody who may
    /// see an event that concerns others too can undo it (<see cref="NotSo.Standing"/>).</summary>
    private static bool IsByItself(EventKind kind) =>
        !Consequences.ConcernsAll(kind) && Consequences.Told.Contains(kind);

    private async Task<Deed?> Find(
        Transaction transaction,
        long caregiverId,
        AuditTarget target,
        long id,
        long coordinatorId
    )
    {
        if (target == AuditTarget.Task)
            return await StaffTasks.ToReopen(transaction, caregiverId, id, coordinatorId, time) is { } task
                ? new(caregiverId, target, id, task.DoneAt!.Value)
                : null;
        if (
            target == AuditTarget.Change
            && await NotSo.Standing(transaction, caregiverId, time) is { } stands
            && stands.Id == id
        )
            return new(caregiverId, target, id, stands.RecordedAt) { Event = stands };
        return (await Of(transaction, caregiverId, coordinatorId, time)).FirstOrDefault(deed =>
            (deed.Target, deed.Id) == (target, id)
        );
    }

    /// <returns>The event by which a contact said that help began or ended; null if it did not.</returns>
    private async Task<EventKind?> Undo(Transaction transaction, Deed deed, long coordinatorId)
    {
        var (id, at) = (deed.CaregiverId, deed.At);
        switch (deed)
        {
            case { Step: { } step }:
                return await StepTakenBack.Undo(transaction, id, step, time);
            case { Consent: not null }:
                await ConsentDecisions.Undo(transaction, id, at, time);
                return null;
            case { Event: { } happened } when !IsByItself(happened.Kind):
                await NotSo.CareGoesOn(transaction, id, settings.SupportPoint.Language, time);
                return null;
        }

        await HelpTakenBack.Undo(transaction, id, coordinatorId, at, time);
        await EventTable.RemoveNoted(transaction, id, at);
        await SignalTable.RemoveLook(transaction, id, at);
        await StaffTaskTable.NotDone(transaction, id, at);
        await EvaluationTable.Request(transaction, id, time.Now);
        return null;
    }
}

/// <summary>What a coordinator did for a caregiver with one press.</summary>
/// <param name="Target">The kind of record that it changed.</param>
/// <param name="Id">The number of a row that it wrote.</param>
public sealed record Deed(long CaregiverId, AuditTarget Target, long Id, DateTimeOffset At)
{
    /// <summary>The caregiver, set when it is undone.</summary>
    public Caregiver? Who { get; init; }

    /// <summary>The contact, or the closing.</summary>
    public NotedStep? Step { get; init; }

    /// <summary>The event by which a contact said that help began or ended.</summary>
    public EventKind? Arranged { get; init; }

    public HelpPress? Help { get; init; }

    public CareEvent? Event { get; init; }

    public NotedConsent? Consent { get; init; }

    /// <summary>Its name on a page, such as "12:help:5".</summary>
    public string Mark => MarkOf(CaregiverId, Target, Id);

    public static string MarkOf(long caregiverId, AuditTarget target, long id) =>
        FormattableString.Invariant($"{caregiverId}:{target.Code()}:{id}");

    /// <returns>Null if the mark is malformed.</returns>
    public static (long CaregiverId, AuditTarget Target, long Id)? Find(string mark) =>
        mark.Split(':') is [var caregiver, var code, var number]
        && Codes.Find<AuditTarget>(code) is { } target
        && long.TryParse(caregiver, NumberStyles.None, CultureInfo.InvariantCulture, out var caregiverId)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (caregiverId, target, id)
            : null;
}
