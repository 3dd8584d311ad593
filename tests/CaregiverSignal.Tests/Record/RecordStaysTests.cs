using System.Data.Common;
using CaregiverSignal.Record;
using CaregiverSignal.Retention;

namespace CaregiverSignal.Tests.Record;

/// <summary>The database itself keeps each line of the record as it was written, for five years.</summary>
public sealed class RecordStaysTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_line_can_be_changed_or_removed_before_its_term_is_over(bool isPostgres)
    {
        using var site = New(isPostgres);
        Write(site, 3);
        site.Clock.Advance(TimeSpan.FromDays(4 * 365));
        Write(site, 1);

        foreach (
            var (sql, why) in new[]
            {
                ("update record set by_role = 'program' where id = 1", "is never changed"),
                ("update record set id = 9 where id = 2", "is never changed"),
                ("delete from record where id = 1", "is kept for five years"),
                ("delete from record", "is kept for five years"),
            }
        )
            Assert.Has(why, Assert.ThrowsAny<DbException>(() => site.Sql(sql)).Message);
        Assert.Equal(4, site.Count("record"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_oldest_day_goes_once_its_term_is_over_and_a_line_says_so(bool isPostgres)
    {
        using var site = New(isPostgres);
        Write(site, 2);
        site.Clock.Advance(TimeSpan.FromDays(1));
        Write(site, 2);

        site.Clock.Advance(TimeSpan.FromDays(1825));
        Delete(site);
        Assert.Equal(4, site.Count("record"));
        site.Clock.Advance(TimeSpan.FromDays(2));
        Delete(site);
        Assert.Equal("3,4,5", site.Joined("select id from record order by id"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Delete(site);
        Assert.Equal("record/2,record/4", site.Joined("select object from record order by id"));
    }

    private static TestInstallation New(bool isPostgres) =>
        (isPostgres ? TestInstallation.OnPostgres() : Some.Installation()).On("2026-03-02");

    private static void Delete(TestInstallation site)
    {
        while (site.Part<DeleteOld>().RunOne()) { }
    }

    private static void Write(TestInstallation site, int lines)
    {
        for (var line = 1; line <= lines; line++)
            site.Part<Recorder>().Add(Actor.CommandLine, Verb.Look.Of(Thing.Case), line);
    }
}
