using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Caseload;

/// <summary>Reads what an <see cref="Audit"/> counts: the signals that staff were told of, and what came
/// after.</summary>
/// <remarks>Erased people do not appear, and caregivers who were handed over count where they are now. Unreadable rows
/// are left out and listed in <see cref="Transaction.Unreadable"/>.</remarks>
public static class AuditReading
{
    /// <summary>How many people are read at once: a team needs as many statements as one person, and a large store
    /// never has all its answers in memory.</summary>
    private const int AtOnce = 2000;

    /// <inheritdoc cref="Of(Transaction, IReadOnlyList{long}?, RuleSettings, SiteTime, Action{int, int}?)"/>
    /// <returns>With the rows that were left out.</returns>
    public static async Task<(Audit Audit, IReadOnlyList<UnreadableRow> Unreadable)> OfAsync(
        Database database,
        IReadOnlyList<long>? coordinatorIds,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress = null,
        CancellationToken stop = default
    ) =>
        await database.ReadAsync(
            async transaction =>
                (await Of(transaction, coordinatorIds, settings, time, progress), transaction.Unreadable),
            stop
        );

    /// <param name="coordinatorIds">Whose people; null for everybody's.</param>
    /// <param name="progress">Called with the number of people, and then with how many are done.</param>
    internal static async Task<Audit> Of(
        Transaction transaction,
        IReadOnlyList<long>? coordinatorIds,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress = null
    )
    {
        var people = await transaction.All<long>(
            $"""
            select id from caregiver
            {(coordinatorIds is null ? (Sql)$"" : $"where coordinator_id in ({coordinatorIds})")}
            order by id
            """
        );
        return Audit.Of((await Courses(transaction, people, settings, time, progress)).OfType<AuditedCourse>());
    }

    /// <summary>Each person with what came after, in batches; null for a person who was never asked anything.</summary>
    private static async Task<List<AuditedCourse?>> Courses(
        Transaction transaction,
        IReadOnlyList<long> people,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress
    )
    {
        List<AuditedCourse?> courses = [];
        for (var done = 0; done < people.Count; done += AtOnce)
        {
            progress?.Invoke(people.Count, done);
            List<long> ids = [.. people.Skip(done).Take(AtOnce)];
            var told = (await NotificationTable.ReadableOf(transaction, ids)).ToLookup(notification =>
                notification.CaregiverId
            );
            var open = (await SignalTable.Stood(transaction, ids)).ToLookup(stood => stood.CaregiverId);
            var help = (await HelpTable.ReadableOf(transaction, ids)).ToLookup(arranged => arranged.CaregiverId);
            // Staff hear of nobody before they are in the store, whatever earlier days were imported.
            foreach (var ((caregiver, _, _), history) in await Histories.ReadableOf(transaction, ids, time))
                courses.Add(
                    AuditedCourse.Of(
                        history,
                        told[caregiver.Id].Select(signal => new AuditedSignal(signal.NotifiedOn, signal.Urgency)),
                        [
                            .. open[caregiver.Id]
                                .Select(stood =>
                                    (stood.OpenedOn, stood.ClosedAt is { } at ? time.DayOf(at) : (DateOnly?)null)
                                ),
                        ],
                        [.. help[caregiver.Id].Select(arranged => (arranged.WantedOn, arranged.BeganOn))],
                        settings,
                        time.DayOf(caregiver.CreatedAt),
                        time.Today,
                        person: caregiver.Person
                    )
                );
        }

        return courses;
    }
}
