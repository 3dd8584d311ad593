namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The service is ended at any moment and started again: what it said is stored is stored, and nothing is half.
/// </summary>
/// <remarks>One round as a rule, 25 with CAREGIVERSIGNAL_LARGE=1, and each such run others.</remarks>
public class KilledServiceTests
{
    private const int People = 8;
    private const int Browsers = 4;

    private static int Rounds => LongRun.Of(1, 25);

    [Fact]
    public async Task No_answer_that_was_acknowledged_is_lost_and_no_page_is_stored_by_half_however_often_it_is_killed()
    {
        using var invited = new ProgramFolder();
        await invited.RunAsync("import", invited.WritePeople(People, "2026-03-02"));
        await invited.RunAsync("tick", "--at", "2026-03-02T09:00:00Z");
        var links = invited.Mails.Select(mail => ReadMail.From(File.ReadAllBytes(mail)).Links[0]).ToList();
        Assert.Equal(People, links.Count);
        var random = new Random(LongRun.Seed());

        for (var round = 0; round < Rounds; round++)
        {
            using var folder = new ProgramFolder();
            folder.TakeData(invited);
            var visitors = links
                .Select((link, number) => new Visitor(link, random.Next(), sendsPageFirst: number % 2 == 0))
                .ToList();

            for (var kills = random.Next(1, 3); kills > 0; kills--)
            {
                Assert.True(
                    await AnswerUntilKilled(folder, visitors, random.Next(5, 30)),
                    $"round {round}: nobody was there to be killed"
                );
                AssertKeptWhatWasAcknowledged(folder, visitors);
            }

            Assert.False(await AnswerUntilKilled(folder, visitors, int.MaxValue));
            AssertKeptWhatWasAcknowledged(folder, visitors);
            Assert.Each(visitors, visitor => Assert.True(visitor.IsThanked));
            Assert.Equal(
                [$"{People / 2}"],
                folder.Query("select count(*) from check_in where offered = '' and offers_lists = 0")
            );
            Assert.Equal([$"{People}"], folder.Query("select count(*) from check_in where answered_at is not null"));
            Assert.Equal(
                [$"{5 * People}"],
                folder.Query("select count(*) from response where finished_at is not null")
            );
            Assert.Equal(
                [$"{20 * People}"],
                folder.Query($"select count(*) from {AnswerRows.OnSqlite} where value is not null")
            );
            // Who sent the one page gave the list later.
            Assert.Equal(
                [$"{People + (People / 2)}"],
                folder.Query("select count(*) from audit_log where action = 'answer' and object like 'check-in%'")
            );
            Assert.Equal(
                [$"{People}"],
                folder.Query("select count(*) from staff_task where kind = 'words' and done_at is null")
            );
        }
    }

    [Fact]
    public async Task A_second_program_is_refused_while_the_service_runs_and_not_after_it_was_killed()
    {
        using var folder = new ProgramFolder();
        using var service = (await folder.ServeAsync()).Service;

        using (var tick = folder.Start("tick"))
        {
            var (code, _, error) = await tick.EndAsync();
            Assert.Equal(1, code);
            Assert.Has("is in use by the service or another command", error);
        }

        service.Kill();
        await folder.RunAsync("tick");
    }

    /// <summary>
    /// Several browsers at once go on with their forms; at a post that was chosen the service is killed, with the
    /// others on their way.
    /// </summary>
    /// <returns>False when everybody was done before.</returns>
    private static async Task<bool> AnswerUntilKilled(ProgramFolder folder, IReadOnlyList<Visitor> visitors, int atPost)
    {
        var (service, address) = await folder.ServeAsync();
        using (service)
        {
            var posts = 0;
            var waiting = new System.Collections.Concurrent.ConcurrentQueue<Visitor>(
                visitors.Where(visitor => !visitor.IsThanked)
            );
            await Task.WhenAll(
                Enumerable
                    .Range(0, Browsers)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            while (waiting.TryDequeue(out var visitor))
                            {
                                if (
                                    !await visitor.TryGoOn(
                                        address,
                                        () =>
                                        {
                                            if (Interlocked.Increment(ref posts) == atPost)
                                                service.Kill();
                                        }
                                    )
                                )
                                    return;
                            }
                        })
                    )
            );
            return posts >= atPost;
        }
    }

    internal static void AssertKeptWhatWasAcknowledged(ProgramFolder folder, IReadOnlyList<Visitor> visitors)
    {
        Assert.Equal(["ok"], folder.Query("pragma integrity_check"));
        Assert.Empty(folder.Query("pragma foreign_key_check"));
        AssertKept(folder.Query, AnswerRows.OnSqlite, visitors);
    }

    /// <param name="query">Gives the rows of a statement, each as one text with bars.</param>
    /// <param name="answers">As of <see cref="AnswerRows"/>.</param>
    internal static void AssertKept(
        Func<string, IReadOnlyList<string>> query,
        string answers,
        IReadOnlyList<Visitor> visitors
    )
    {
        Assert.Empty(query("select 1 from response group by check_in_id, instrument having count(*) > 1"));
        // What somebody wrote is to be read from the moment on in which it was sent, and not before.
        Assert.Equal(
            query("select id from check_in where answered_at is not null and own_words is not null order by id"),
            query("select check_in_id from staff_task where kind = 'words' order by check_in_id")
        );
        var stored = query(
                $"""
                select link.key_hash || ' ' || response.instrument || '.' || answer.item, answer.value
                from {answers} join response on response.id = answer.response_id join link on link.check_in_id = response.check_in_id and link.purpose = 'form'
                """
            )
            .Select(row => row.Split('|'))
            .ToDictionary(row => row[0], row => row[1]);
        var sent = query(
                "select link.key_hash from check_in join link on link.check_in_id = check_in.id and link.purpose = 'form' where answered_at is not null"
            )
            .ToHashSet();
        foreach (var visitor in visitors)
            visitor.AssertKept(stored, sent);
    }
}
