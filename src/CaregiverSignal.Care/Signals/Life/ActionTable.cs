using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Life;

/// <summary>All SQL on the action table: what staff did about a signal, including contacts.</summary>
internal static class ActionTable
{
    /// <summary>Days until the follow-up of a signal closed without reaching the caregiver (our choice).</summary>
    public const int AgainAfter = 28;

    private const string Columns = """
        action.id, action.signal_id, action.caregiver_id, action.coordinator_id, action.kind, action.at, action.done_on,
        action.note, action.next_on,
        case when action.kind = 'contacted' then action.outcome end as way,
        case when action.kind = 'closed' then action.outcome end as outcome
        """;

    /// <summary>The contacts that the rules use, oldest first; attempts that reached nobody do not count.</summary>
    /// <remarks>Closing ends a signal even if nobody was reached, but then postpones the next by only some weeks: no
    /// talk showed that the caregiver is well.</remarks>
    public static async Task<IReadOnlyList<Contact>> Of(Transaction transaction, long caregiverId) =>
        [.. (await transaction.All<Done>(Whose($"= {caregiverId}"))).Select(ContactOf)];

    /// <summary>Likewise for several, by caregiver; unreadable rows are left out.</summary>
    public static async Task<ILookup<long, Contact>> ReadableOf(
        Transaction transaction,
        IReadOnlyCollection<long> ids
    ) => (await transaction.AllReadable<Done>(Whose($"in ({ids})"))).ToLookup(done => done.CaregiverId, ContactOf);

    /// <summary>Whether a contact was a talk, as in <see cref="ContactWays.IsReached"/>; an import does not say
    /// how.</summary>
    public static Sql IsTalk => $"(action.outcome is null or action.outcome in ('spoken', 'visit', 'called-us'))";

    private static Sql Whose(Sql caregiverId) =>
        $"""
            select {Columns:sql}
            from action
            where caregiver_id {caregiverId} and kind in ('contacted', 'closed')
              and (kind = 'closed' or {IsTalk})
            order by done_on, id
            """;

    private static Contact ContactOf(Done done) =>
        new(
            done.DoneOn,
            done.Kind == ActionKind.Closed,
            done.NextOn ?? (done.Outcome == SignalOutcome.NotReached ? done.DoneOn.AddDays(AgainAfter) : null)
        )
        {
            DoneInstead = done.Outcome == SignalOutcome.NoContactWanted,
        };

    /// <summary>All actions for a caregiver, newest first.</summary>
    public static Task<IReadOnlyList<Done>> Timeline(Transaction transaction, long caregiverId, int most = 200) =>
        transaction.AllReadable<Done>(
            $"""
            select {Columns:sql}, coalesce(coordinator.name, coordinator.email) as coordinator
            from action left join coordinator on coordinator.id = action.coordinator_id
            where action.caregiver_id = {caregiverId}
            order by action.at desc, action.id desc
            limit {most}
            """
        );

    /// <summary>Whether the same action was stored after the form was shown, because it was sent twice.</summary>
    public static async Task<bool> HasSame(Transaction transaction, NewAction action, long after) =>
        await transaction.One<long>(
            $"""
            select count(*) from action
            where signal_id = {action.SignalId} and id > {after} and coordinator_id = {action.CoordinatorId}
              and kind = {action.Kind} and note = {action.Note}
              and coalesce(next_on, '') = coalesce({action.NextOn}, '')
              and coalesce(outcome, '') = coalesce({action.Way}, {action.Outcome}, '')
            """
        ) > 0;

    /// <summary>The newest contact with a caregiver, or closing of a signal; null if there is none.</summary>
    public static Task<NotedStep?> NewestStep(Transaction transaction, long caregiverId) =>
        transaction.First<NotedStep>(
            $"""
            select {Columns:sql}, action.next_look, signal.next_time, signal.closed_at,
                   exists (
                       select 1 from mail
                       where mail.caregiver_id = action.caregiver_id and mail.kind = 'talk-offer'
                         and mail.created_at >= action.at) as is_mailed
            from action join signal on signal.id = action.signal_id
            where action.caregiver_id = {caregiverId} and action.kind in ('contacted', 'closed')
            order by action.at desc, action.id desc
            limit 1
            """
        );

    /// <summary>Removes an action noted by mistake.</summary>
    public static Task Remove(Transaction transaction, long id) =>
        transaction.Execute($"delete from action where id = {id}");

    public static Task Add(Transaction transaction, NewAction action) =>
        transaction.Execute(
            $"""
            insert into action (
                signal_id, caregiver_id, coordinator_id, kind, at, done_on, note, next_on, outcome, next_look)
            values (
                {action.SignalId}, {action.CaregiverId}, {action.CoordinatorId}, {action.Kind}, {action.At},
                {action.DoneOn}, {action.Note}, {action.NextOn}, coalesce({action.Way}, {action.Outcome}),
                {action.NextLook})
            """
        );
}

/// <summary>An action about a signal, to be stored.</summary>
/// <param name="Way">How a contact went.</param>
/// <param name="Outcome">How a closing went.</param>
/// <param name="NextLook">What happens next, after a closing.</param>
internal sealed record NewAction(
    long SignalId,
    long CaregiverId,
    long? CoordinatorId,
    ActionKind Kind,
    DateTimeOffset At,
    DateOnly DoneOn,
    string Note = "",
    DateOnly? NextOn = null,
    ContactWay? Way = null,
    SignalOutcome? Outcome = null,
    LookKind? NextLook = null
);

/// <summary>What was done about a signal, as stored.</summary>
public record Done
{
    public long Id { get; init; }

    public long SignalId { get; init; }

    public long CaregiverId { get; init; }

    public long? CoordinatorId { get; init; }

    public ActionKind Kind { get; init; }

    public DateOnly DoneOn { get; init; }

    public DateTimeOffset At { get; init; }

    public string Note { get; init; } = "";

    public DateOnly? NextOn { get; init; }

    /// <summary>Null except for a contact, and for an imported one, which does not say how.</summary>
    public ContactWay? Way { get; init; }

    /// <summary>Whether somebody talked to them, as a colleague noted.</summary>
    public bool IsReached => Way is { } way && way.IsReached();

    /// <summary>Null except for a closing.</summary>
    public SignalOutcome? Outcome { get; init; }

    public string? Coordinator { get; init; }
}

/// <summary>A contact, or the closing of a signal, with its results.</summary>
public sealed record NotedStep : Done
{
    public LookKind? NextLook { get; init; }

    /// <summary>As in its signal, with its day.</summary>
    public string? NextTime { get; init; }

    public TimeOnly? NextAt => AgreedTime.On(NextOn, NextTime);

    /// <summary>When its signal was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether it is a mail asking if a talk is welcome: that cannot be taken back.</summary>
    public bool IsMailed { get; init; }
}
