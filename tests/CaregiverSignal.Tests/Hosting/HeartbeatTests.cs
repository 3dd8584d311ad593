using CaregiverSignal.Hosting;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Hosting;

public sealed class HeartbeatTests() : AtASite("2026-01-05")
{
    [Fact]
    public void A_response_of_an_unknown_version_does_not_stop_the_ones_behind_it()
    {
        var (anna, bert) = Two();
        site.AskAndAnswer(anna, csi: 8);
        site.AskAndAnswer(bert, csi: 8);
        Spoil("update response set version = 9 where caregiver_id = @id", anna);

        site.Beat(mayFail: true);

        Assert.Equal("score", site.Value<string>("select step from failure"));
        Assert.Equal(1, site.Part<Heartbeat>().Failures);
        Assert.Equal(Urgency.Amber, site.OpenSignal(bert)!.Urgency);
    }

    [Fact]
    public void What_was_put_aside_is_tried_again_after_an_hour_and_not_before()
    {
        var (anna, _) = Two();
        site.AskAndAnswer(anna, csi: 8);
        Spoil("update response set version = 9 where caregiver_id = @id", anna);
        site.Beat(mayFail: true);
        Spoil("update response set version = 1 where caregiver_id = @id", anna);

        site.Clock.Advance(TimeSpan.FromMinutes(59));
        site.Beat();
        Assert.Equal(1, site.Count("response", "scored_at is null"));

        site.Clock.Advance(TimeSpan.FromMinutes(1));
        site.Beat();
        Assert.Equal((0, 0), (site.Count("response", "scored_at is null"), site.Count("failure")));
        Assert.Equal(1, site.Part<Heartbeat>().Failures);
    }

    [Fact]
    public void What_only_a_newer_program_knows_waits_for_that_program_and_is_no_defect()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.Coordinator();
        site.Sql("insert into schema_version (number, name) values (9999, 'of tomorrow')");
        site.Sql(
            """
            insert into staff_task (kind, caregiver_id, opened_at, due_on)
            values ('of-tomorrow', @anna, '2026-01-05T08:00:00.000Z', '2026-01-05')
            """,
            new { anna }
        );

        site.Beat();
        Assert.Equal(
            ("digest", 0, 0),
            (site.Value<string>("select step from failure"), site.Count("failure", "times > 0"), site.Count("mail"))
        );

        // The newer program leads, and knows it.
        site.Sql("update staff_task set kind = 'meet'");
        site.Advance(TimeSpan.FromMinutes(1));
        site.Beat();
        Assert.Equal((0, 1), (site.Count("failure"), site.Count("mail", "kind = 'digest'")));
    }

    [Fact]
    public void What_only_a_newer_program_deletes_does_not_keep_this_one_from_deleting_the_rest()
    {
        site.Sql("insert into schema_version (number, name) values (9999, 'of tomorrow')");
        site.Sql("insert into retention (id, what) values (0, 'of-tomorrow')");

        site.Beat();

        Assert.Equal(
            ("delete old", 0, 1),
            (
                site.Value<string>("select step from failure"),
                site.Count("failure", "times > 0"),
                site.Count("retention", "done_on = ''")
            )
        );
    }

    [Fact]
    public void Two_beats_in_a_row_do_nothing_the_second_time()
    {
        site.Add(Some.Person());
        site.Beat();
        var before = site.Content();

        Assert.Equal(0, site.Part<Heartbeat>().Beat(TestContext.Current.CancellationToken));
        Assert.Equal(before, site.Content());
    }

    private (long Anna, long Bert) Two() =>
        (site.Add(Some.Person("a", "2027-01-01")), site.Add(Some.Person("b", "2027-01-01")));

    private void Spoil(string sql, long id) => site.Sql(sql, new { id });
}
