using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>
/// Reads what an <see cref="Audit"/> counts: the signals of which staff were told, and what came after.
/// </summary>
/// <remarks>
/// Who was erased is in none of it, and who was passed on counts where they are now. A row that cannot be read is left
/// out, and is among <see cref="Transaction.Unreadable"/>.
/// </remarks>
public static class AuditReading
{
    /// <summary>
    /// How many people are read at once: a team in as many statements as one person, and a large store without having
    /// all its answers in memory.
    /// </summary>
    private const int AtOnce = 2000;

    /// <inheritdoc cref="Of(Transaction, IReadOnlyList{long}?, RuleSettings, SiteTime, Action{int, int}?)"/>
    /// <returns>With the rows that were left out.</returns>
    public static (Audit Audit, IReadOnlyList<UnreadableRow> Unreadable) Of(
        Database database,
        IReadOnlyList<long>? coordinatorIds,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress = null
    ) =>
        database.Read(transaction =>
            (Of(transaction, coordinatorIds, settings, time, progress), transaction.Unreadable)
        );

    /// <param name="coordinatorIds">Whose people; null for everybody's.</param>
    /// <param name="progress">Called with the number of people, and then with how many are done.</param>
    internal static Audit Of(
        Transaction transaction,
        IReadOnlyList<long>? coordinatorIds,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress = null
    ) =>
        Audit.Of(
            People(transaction, IdsOf(transaction, coordinatorIds), time, progress)
                .Select(person =>
                    AuditedCourse.Of(
                        person.History,
                        person.Told,
                        person.Open,
                        person.Help,
                        settings,
                        person.From,
                        time.Today,
                        person: person.Person
                    )
                )
                .OfType<AuditedCourse>()
        );

    /// <param name="coordinatorIds">Whose people; null for everybody's.</param>
    internal static IReadOnlyList<long> IdsOf(Transaction transaction, IReadOnlyList<long>? coordinatorIds) =>
        transaction.All<long>(
            $"""
            select id from caregiver
            {(coordinatorIds is null ? (Sql)$"" : $"where coordinator_id in ({coordinatorIds})")}
            order by id
            """
        );

    /// <summary>People with what is known of them, some at a time.</summary>
    internal static IEnumerable<AuditedPerson> People(
        Transaction transaction,
        IReadOnlyList<long> people,
        SiteTime time,
        Action<int, int>? progress = null
    )
    {
        for (var done = 0; done < people.Count; done += AtOnce)
        {
            progress?.Invoke(people.Count, done);
            List<long> ids = [.. people.Skip(done).Take(AtOnce)];
            var told = NotificationTable
                .ReadableOf(transaction, ids)
                .ToLookup(notification => notification.CaregiverId);
            var open = SignalTable.Stood(transaction, ids).ToLookup(stood => stood.CaregiverId);
            var help = HelpTable.ReadableOf(transaction, ids).ToLookup(arranged => arranged.CaregiverId);
            foreach (var ((caregiver, _, _), history) in Histories.ReadableOf(transaction, ids, time))
                yield return new AuditedPerson(
                    caregiver.Person,
                    history,
                    told[caregiver.Id].Select(signal => new AuditedSignal(signal.NotifiedOn, signal.Urgency)),
                    [
                        .. open[caregiver.Id]
                            .Select(stood =>
                                (stood.OpenedOn, stood.ClosedAt is { } at ? time.DayOf(at) : (DateOnly?)null)
                            ),
                    ],
                    [.. help[caregiver.Id].Select(arranged => (arranged.WantedOn, arranged.BeganOn))],
                    time.DayOf(caregiver.CreatedAt)
                );
        }
    }
}

/// <param name="From">The first day: staff are told of nobody before, whatever was imported of earlier days.</param>
internal sealed record AuditedPerson(
    string Person,
    History History,
    IEnumerable<AuditedSignal> Told,
    IReadOnlyList<(DateOnly From, DateOnly? Until)> Open,
    IReadOnlyList<(DateOnly? Chosen, DateOnly? Began)> Help,
    DateOnly From
);
