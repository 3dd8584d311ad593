using System.Globalization;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A node of tomorrow's version changes the schema while one of today's is at work: that one goes on, and only would not
/// start again.
/// </summary>
/// <remarks>The schema of tomorrow is a script that adds things, as the new program's migrations do first.</remarks>
public sealed class RollingUpgradeTests : IDisposable
{
    private const int People = 3;

    private static readonly int Tomorrow = Migrations.Newest + 1;

    private readonly string connection = TestPostgres.EmptyDatabase();
    private readonly ProgramFolder folder = new();

    public RollingUpgradeTests() =>
        folder.Settings.AddRange([
            "--Storage:Provider=postgres",
            $"--Storage:Connection={connection}",
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
            "--FollowUp:DigestAt=23:59",
        ]);

    public void Dispose()
    {
        folder.Dispose();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task A_node_of_the_version_before_serves_and_leads_on_and_does_not_start_again()
    {
        var random = new Random(LongRun.Seed());
        await folder.RunAsync("import", folder.WritePeople(People, "2026-03-02"));
        await folder.RunAsync("tick");
        var visitors = folder
            .Mails.Select(mail => new Visitor(ReadMail.From(File.ReadAllBytes(mail)).Links[0], random.Next()))
            .ToList();
        var (service, address) = await folder.ServeAsync();
        using var today = service;
        Assert.True(await visitors[0].TryGoOn(address, () => { }));

        var upgraded = false;
        Assert.True(
            await visitors[1]
                .TryGoOn(
                    address,
                    () =>
                    {
                        if (!upgraded)
                            Upgrade();
                        upgraded = true;
                    }
                )
        );
        Assert.True(upgraded);
        var beat = Number("select beat from lead where id = 1");
        Assert.True(
            SpinWait.SpinUntil(() => Number("select beat from lead where id = 1") >= beat + 2, TimeSpan.FromSeconds(30))
        );
        Assert.True(await visitors[2].TryGoOn(address, () => { }));

        using (var again = folder.Start("check"))
            Assert.Contains(TooNew, (await again.EndAsync()).Output, StringComparison.Ordinal);
        using (var again = folder.Start("--Urls=http://127.0.0.1:0"))
        {
            var (code, _, error) = await again.EndAsync();
            Assert.Equal((1, 1), (code, error.Count(letter => letter == '\n')));
            Assert.Contains(TooNew, error, StringComparison.Ordinal);
        }

        today.Terminate();
        var (end, output, errors) = await today.EndAsync();
        Assert.Equal((0, ""), (end, errors));
        Assert.DoesNotContain("fail:", output, StringComparison.Ordinal);
        Assert.Equal(People, Number("select count(*) from check_in where answered_at is not null"));
    }

    private static string TooNew =>
        $"has schema {Tomorrow}, and this program knows up to {Migrations.Newest}. Use the newer program.";

    private void Upgrade() =>
        Query(
            $"""
            begin;
            alter table caregiver add column of_tomorrow text not null default '';
            alter table answer add column of_tomorrow bigint;
            create index answer_of_tomorrow on answer (of_tomorrow);
            create table of_tomorrow (id bigint primary key, check_in_id bigint references check_in (id));
            insert into schema_version (number, name) values ({Tomorrow}, '{Tomorrow}_of_tomorrow');
            commit;
            """
        );

    private long Number(string sql) => long.Parse(Query(sql).Single(), CultureInfo.InvariantCulture);

    private IReadOnlyList<string> Query(string sql) => TestPostgres.Query(connection, sql);
}
