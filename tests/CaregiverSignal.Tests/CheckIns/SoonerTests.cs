using CaregiverSignal.CheckIns;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.CheckIns;

/// <summary>
/// A check-in between two of the plan, by the steps as they run; asked first on Monday 5 January 2026, next on 5
/// February.
/// </summary>
public sealed class SoonerTests() : AtASite("2026-01-05")
{
    [Fact]
    public void Who_has_become_near_is_asked_the_monthly_questions_once_more_two_weeks_later()
    {
        var anna = Near();
        Assert.Equal(Some.Date("2026-01-19"), site.Caregiver(anna).SoonerOn);

        site.On("2026-01-18").Beat();
        Assert.Equal(1, site.Count("check_in"));
        Assert.True(site.On("2026-01-19").Part<InviteToCheckIn>().RunOne());
        Assert.Contains("Deze keer vraag ik het wat eerder.", LastMail(), StringComparison.Ordinal);
        site.Beat();

        var between = Newest(anna);
        Assert.True(between.InBetween);
        Assert.Equal(["opening", "srb", "volhoudtijd"], between.InstrumentKeys);
        Assert.Equal(
            (0, Some.Date("2026-01-19"), Some.Date("2026-02-02")),
            (between.Number, between.AskedOn, between.ClosesOn)
        );
        Assert.Equal((Some.Date("2026-02-05"), null), (site.Caregiver(anna).NextDueOn, site.Caregiver(anna).SoonerOn));
        Assert.Equal(
            (2, 0),
            (
                site.Count("mail", "kind = 'invitation' and state = 'sent'"),
                site.Count("check_in", "in_between = 1 and remind_on is not null")
            )
        );
    }

    [Fact]
    public void The_plan_goes_on_as_if_nothing_had_come_in_between()
    {
        var anna = Near();
        foreach (var day in new[] { "2026-01-19", "2026-02-05", "2026-03-05" })
            site.On(day).Beat();

        var planned = CheckIns(anna).Where(one => !one.InBetween).ToList();
        Assert.Equal(
            [Some.Date("2026-01-05"), Some.Date("2026-02-05"), Some.Date("2026-03-05")],
            planned.Select(one => one.AskedOn)
        );
        Assert.Equal([0, 1, 2], planned.Select(one => one.Number));
        Assert.Contains("ssl-12-i", planned[1].InstrumentKeys);
        Assert.Contains("carerqol", planned[2].InstrumentKeys);
    }

    [Fact]
    public void What_is_worse_still_in_between_brings_no_other_before_the_plan()
    {
        var anna = Near();
        site.On("2026-01-19").Beat();
        Answer(anna, time: 1);

        Assert.NotNull(site.OpenSignal(anna));
        Assert.Null(site.Caregiver(anna).SoonerOn);
        site.On("2026-02-04").Beat();
        Assert.Equal(2, site.Count("check_in"));
    }

    [Fact]
    public void What_was_left_in_between_is_no_silence_and_what_was_answered_ends_one()
    {
        var anna = Near();
        foreach (var day in new[] { "2026-01-19", "2026-02-02", "2026-02-05", "2026-02-19" })
            site.On(day).Beat();
        Assert.Equal(1, site.Count("check_in", "in_between = 1 and closed_at is not null and answered_at is null"));
        Assert.Equal(0, site.Count("staff_task", "kind = 'silent'"));
        Assert.DoesNotContain(site.Findings(anna), one => one.Kind == SignalKind.Silence);

        foreach (var day in new[] { "2026-03-05", "2026-03-19" })
            site.On(day).Beat();
        Assert.Equal(1, site.Count("staff_task", "kind = 'silent' and done_at is null"));
        Assert.Contains(site.Findings(anna), one => one.Kind == SignalKind.Silence);
    }

    public static TheoryData<string, string> NotAskedMore =>
        new()
        {
            {
                "less often",
                "insert into agreement (caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at) select id, 'interval', '', 2, 'x', '2026-01-05', '2027-01-05', coordinator_id, created_at from caregiver"
            },
            {
                "rather not",
                "insert into agreement (caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at) select id, 'sooner', '', 0, 'x', '2026-01-05', '2027-01-05', coordinator_id, created_at from caregiver"
            },
            { "paused", "update caregiver set status = 'paused'" },
            { "aftercare", "update caregiver set status = 'aftercare'" },
            { "ended", "update caregiver set status = 'ended'" },
            { "under 18", "update caregiver set born = '2010-01-01'" },
            { "by phone", "update caregiver set channel = 'phone'" },
            {
                "mail stopped",
                "insert into mail_address (address, stopped_at, stopped_why) values ('anna@example.org', '2026-01-05T00:00:00.000Z', 'hard')"
            },
            {
                "silent before",
                "insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, closed_at) select id, 0, day, day, 'opening', day || 'T00:00:00.000Z', day || 'T00:00:00.000Z' from caregiver, (select '2026-01-06' as day union select '2026-01-07') days"
            },
        };

    [Theory]
    [MemberData(nameof(NotAskedMore))]
    public void Nobody_is_asked_more_who(string who, string sql)
    {
        Assert.True(who.Length > 0);
        var planned = Near();
        site.Sql(sql);
        site.On("2026-01-19").Beat();
        Assert.Equal(0, site.Count("check_in", "in_between = 1"));

        site.Database.Write(transaction => CaregiverTable.JudgeFrom(transaction, planned, site.Time.Now));
        site.Beat();
        Assert.Null(site.Caregiver(planned).SoonerOn);
    }

    [Fact]
    public void A_pause_or_a_choice_for_less_takes_back_what_was_to_come()
    {
        var anna = Near();
        site.Database.Write(transaction =>
            LifeCycle.Pause(transaction, anna, Some.Date("2026-01-20"), ReportedBy.Caregiver, site.Time)
        );
        Assert.Null(site.Caregiver(anna).SoonerOn);

        site.Sql("update caregiver set sooner_on = '2026-01-19', status = 'active'");
        site.Database.Write(transaction => LessOften.Choose(transaction, site.Caregiver(anna), 2, "x", site.Time));

        Assert.Equal((null, Some.Date("2026-03-05")), (site.Caregiver(anna).SoonerOn, site.Caregiver(anna).NextDueOn));
    }

    [Fact]
    public void A_choice_for_less_after_one_in_between_is_counted_from_the_plan()
    {
        var anna = Near();
        site.On("2026-01-28").Sql("update caregiver set sooner_on = '2026-01-28'");
        site.Beat();
        Assert.True(Newest(anna).InBetween);

        site.Database.Write(transaction => LessOften.Choose(transaction, site.Caregiver(anna), 2, "x", site.Time));

        Assert.Equal(Some.Date("2026-03-05"), site.Caregiver(anna).NextDueOn);
    }

    [Theory]
    [InlineData("2026-01-30", 1, "less than a week before the plan's next")]
    [InlineData("2026-01-29", 2, "a week before it, and it closes when that opens")]
    [InlineData("2026-02-05", 2, "the plan's own comes, and nothing beside it")]
    public void After_a_time_without_service_it_comes_only_when_there_is_still_room(
        string day,
        int checkIns,
        string how
    )
    {
        Assert.True(how.Length > 0);
        var anna = Near();

        site.On(day).Beat();

        Assert.Equal(checkIns, site.Count("check_in"));
        Assert.Null(site.Caregiver(anna).SoonerOn);
        Assert.True(Newest(anna).ClosesOn <= Some.Date("2026-02-19"));
        if (day == "2026-01-29")
            Assert.Equal(Some.Date("2026-02-05"), Newest(anna).ClosesOn);
    }

    [Fact]
    public async Task Two_at_once_open_one()
    {
        var anna = Near();
        site.On("2026-01-19");

        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        while (site.Part<InviteToCheckIn>().RunOne()) { }
                    })
                )
        );

        Assert.Equal((1, 2), (site.Count("check_in", "in_between = 1"), site.Count("mail", "kind = 'invitation'")));
        Assert.True(Newest(anna).InBetween);
    }

    [Fact]
    public void Whatever_people_answer_and_whatever_happens_the_plan_keeps_its_days_and_one_at_most_is_open()
    {
        var luck = new Random(LongRun.Seed());
        var people = Enumerable
            .Range(0, 8)
            .ToDictionary(
                number =>
                    site.Add(
                        Some.Person(
                            $"p{number}",
                            enrolled: Some.Date("2026-01-05").AddDays(number * 3).ToString("yyyy-MM-dd", null),
                            email: $"p{number}@example.org"
                        )
                    ),
                number => Some.Date("2026-01-05").AddDays(number * 3)
            );
        for (var day = Some.Date("2026-01-05"); day < Some.Date("2026-07-01"); day = day.AddDays(1))
        {
            site.On(day.ToString("yyyy-MM-dd", null)).Beat();
            foreach (var person in people.Keys)
            {
                Assert.InRange(site.Count("check_in", $"caregiver_id = {person} and closed_at is null"), 0, 1);
                if (luck.Next(60) == 0)
                {
                    site.Happened(person, day.AddDays(-luck.Next(9)).ToString("yyyy-MM-dd", null), "Fall");
                    site.Database.Write(transaction => CaregiverTable.JudgeFrom(transaction, person, site.Time.Now));
                }

                if (luck.Next(4) == 0 && CheckIns(person) is [.., { ClosedAt: null }])
                    Answer(person, time: luck.Next(1, 7));
            }
        }

        Assert.True(site.Count("check_in", "in_between = 1") > 10);
        foreach (var (person, anchor) in people)
        {
            var (asked, number) = (CheckIns(person), 0);
            for (var place = 0; place < asked.Count; place++)
            {
                if (asked[place].InBetween)
                    Assert.True(
                        !asked[place - 1].InBetween
                            && Schedule.IsInBetween(asked[place - 1].AskedOn, asked[place].AskedOn)
                    );
                else
                    Assert.Equal((number, anchor.AddMonths(number++)), (asked[place].Number, asked[place].AskedOn));
            }
        }
    }

    /// <summary>Asked on 5 January, and answered the same day with under half a year.</summary>
    private long Near()
    {
        var anna = Asked();
        Answer(anna, time: 3);
        return anna;
    }

    private long Asked()
    {
        var anna = site.Add(Some.Person());
        site.Beat();
        return anna;
    }

    private void Answer(long caregiver, int time)
    {
        var open = Newest(caregiver);
        site.Save(open, "volhoudtijd", ("time", time));
        site.Send(open);
        site.Beat();
    }

    /// <summary>What is waiting to go out; the bytes of what went are gone.</summary>
    private string LastMail() =>
        ReadMail
            .From(
                site.Database.Read(transaction => transaction.OneMail("select mail.id from mail where state = 'ready'"))
            )
            .Text;

    private CheckIn Newest(long caregiver) => CheckIns(caregiver)[^1];

    private IReadOnlyList<CheckIn> CheckIns(long caregiver) =>
        site.Database.Read(transaction => CheckInTable.Of(transaction, caregiver));
}
