using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Signals.Hindsight;

/// <summary>Reads what an <see cref="Audit"/> counts: the signals of which staff were told, and what came after.</summary>
/// <remarks>Who was erased is in none of it, and who was passed on counts where they are now.</remarks>
public static class AuditReading
{
    /// <param name="coordinatorIds">Whose people; null for everybody's.</param>
    /// <param name="progress">Called with the number of people, and then with how many are done.</param>
    public static Audit Of(
        Transaction transaction,
        IReadOnlyList<long>? coordinatorIds,
        RuleSettings settings,
        SiteTime time,
        Action<int, int>? progress = null
    )
    {
        var people = transaction.All<long>(
            $"""
            select id from caregiver
            {(coordinatorIds is null ? (Sql)$"" : $"where coordinator_id in ({coordinatorIds})")}
            order by id
            """
        );
        var courses = new List<AuditedCourse>(people.Count);
        for (var place = 0; place < people.Count; place++)
        {
            progress?.Invoke(people.Count, place);
            if (CourseOf(transaction, people[place], settings, time) is { } course)
                courses.Add(course);
        }

        return Audit.Of(courses);
    }

    /// <summary>Staff are told of nobody before they are in the store, whatever was imported of earlier days.</summary>
    private static AuditedCourse? CourseOf(Transaction transaction, long id, RuleSettings settings, SiteTime time) =>
        AuditedCourse.Of(
            Histories.Of(transaction, id, time),
            NotificationTable.Of(transaction, id).Select(one => (one.NotifiedOn, one.Urgency)),
            [.. HelpTable.Of(transaction, id).Select(one => (one.WantedOn, one.BeganOn))],
            settings,
            time.DayOf(CaregiverTable.Get(transaction, id)!.CreatedAt),
            time.Today
        );
}
