using System.Globalization;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Bench;

/// <summary>
/// Fills a store with people who each have a form to fill in, and with responses from earlier months.
/// </summary>
public static class Seeding
{
    private const string Answers = """[{"items":{"item":3}}]""";
    private const string Scores = """{"scale":{"value":3}}""";

    private static readonly string[] Monthly = ["opening", "srb", "volhoudtijd"];

    public static Forms Reference() =>
        new([.. Enumerable.Range(1, 1_000_000).Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    /// <param name="people">How many there are, each with a form to fill in.</param>
    public static async Task<Forms> Product(Place place, int people, int stored)
    {
        var installation = place.Installation("http://127.0.0.1:0");
        using var database = await installation.OpenDatabaseAsync();
        var time = installation.Settings.TimeBy(TimeProvider.System);
        var (now, today) = (time.Now, time.Today);
        await database.WriteAsync(async transaction =>
        {
            var coordinator = await CoordinatorTable.IdOf(transaction, "bench@example.org", now);
            await transaction.Execute(
                $"""
                with recursive n (i) as (select 1 union all select i + 1 from n where i < {people})
                insert into caregiver (id, person, email, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
                select i, 'B' || i, 'b' || i || '@example.org', 'email', 'active', {coordinator}, {today}, {today.AddMonths(
                    1
                )}, {now} from n
                """
            );
            // Earlier months: three responses per check-in, each with one answer and one score.
            await transaction.Execute(
                $"""
                with recursive n (i) as (select 1 union all select i + 1 from n where i < {stored / 3})
                insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                select 1 + i % {people}, 0, '20' || (10 + i / {people}) || '-01-01', '2000-02-01', 'opening;srb;volhoudtijd', {now}, {now}, {now}
                from n where i <= {stored / 3}
                """
            );
            foreach (var instrument in Monthly)
            {
                await transaction.Execute(
                    $"""
                    insert into response (
                        caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at,
                        finished_at, answers, scores, saved_at)
                    select
                        caregiver_id, id, {instrument}, 1, 'own-1', 'caregiver', asked_on, {now}, {now},
                        {Answers}, {Scores}, {now}
                    from check_in
                    """
                );
            }
        });
        var forms = await database.WriteAsync(async transaction =>
        {
            var keys = new List<string>(people);
            for (var caregiver = 1; caregiver <= people; caregiver++)
            {
                var checkIn = await transaction.One<long>(
                    $"""
                    insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at)
                    values ({caregiver}, 1, {today}, {today.AddDays(14)}, 'opening;srb;volhoudtijd', {now})
                    returning id
                    """
                );
                keys.Add(
                    (
                        await LinkTable.AddForCheckIn(
                            transaction,
                            KeyPurpose.Form,
                            caregiver,
                            checkIn,
                            now,
                            now.AddDays(14)
                        )
                    ).Clear
                );
            }

            return new Forms(keys);
        });
        place.Analyze();
        return forms;
    }
}
