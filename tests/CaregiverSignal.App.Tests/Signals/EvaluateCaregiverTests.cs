using CaregiverSignal.Answers;
using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Signals;

public sealed class EvaluateCaregiverTests : AtASite
{
    private readonly long anna;

    public EvaluateCaregiverTests()
        : base("2026-01-05") => anna = site.Add(Some.Person(enrolled: "2029-01-01"));

    [Fact]
    public void After_a_pause_missed_check_ins_count_again()
    {
        site.AskAndAnswer(anna, 2);
        site.Happened(anna, "2026-01-20", "Paused");
        Miss("2026-02-05");
        site.Happened(anna, "2026-02-25", "Resumed");
        Miss("2026-03-05");
        Assert.Equal(1, Missed());

        Miss("2026-04-05");

        Assert.Equal(2, Missed());
    }

    [Fact]
    public void Of_somebody_who_stopped_old_answers_do_not_come_back_and_a_request_does()
    {
        site.AskAndAnswer(anna, 7);
        site.RunJobs();
        Close(nextOn: "2026-02-02");
        site.On("2026-01-20");
        site.Write(transaction => Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time));

        site.On("2026-02-02").RunJobs();
        Assert.Null(site.OpenSignal(anna));

        site.Happened(anna, "2026-02-02", "RequestForContact", "caregiver");
        site.Write(transaction => EvaluationTable.Request(transaction, anna, site.Time.Now));
        site.RunJobs();
        AssertOpen("amber", "request");
    }

    [Fact]
    public void What_somebody_saved_days_before_they_stop_is_not_lost()
    {
        site.SaveCsi(site.Ask(anna), 9);
        site.On("2026-01-10");

        site.Write(transaction => Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time));
        site.RunJobs();

        Assert.Equal(1, site.Count("finding", "warning_sign = 'strain'"));
    }

    [Theory]
    [InlineData("failed", false)]
    [InlineData("expired", false)]
    [InlineData("cancelled", false)]
    [InlineData("sent", true)]
    public void Mail_that_never_arrived_is_no_silence(string state, bool isSilence)
    {
        site.AskAndAnswer(anna, 2);
        foreach (var day in new[] { "2026-02-05", "2026-03-05" })
        {
            var checkIn = site.On(day).Ask(anna);
            site.Sql(
                """
                insert into mail (id, kind, dedupe_key, caregiver_id, envelope_from, envelope_to, recipient_domain, sha256, urgent, asks, created_at, not_after, state)
                values (@key, 'invitation', @key, @anna, '', '', '', '', 0, 1, '', '', @state)
                """,
                new
                {
                    key = $"invite:{checkIn.Id}",
                    anna,
                    state,
                }
            );
            site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
        }

        Assert.Equal(isSilence ? 2 : 0, Missed());
    }

    [Fact]
    public void There_is_one_open_signal_a_person_and_kinds_join_it()
    {
        site.AskAndAnswer(anna, 7, 3);
        site.RunJobs();
        AssertOpen("amber", "level");

        site.On("2026-02-05").Happened(anna, "2026-02-05", "HelperLost", "professional");
        EvaluateNow();

        Assert.Equal(1, site.Count("signal"));
        AssertOpen("amber", "level;event");
    }

    [Fact]
    public void A_red_signal_is_told_once_and_again_only_when_something_strong_joins()
    {
        site.AskAndAnswer(anna, 8, 2);
        site.RunJobs();
        site.On("2026-01-06").RunJobs();
        Assert.Equal(1, TimesNotified());

        site.Happened(anna, "2026-01-06", "RequestForContact", "caregiver");
        site.Sql("update evaluation set evaluate_at = '2026-01-06T00:00:00.000Z'");
        site.RunJobs();

        AssertOpen("red", "level;request");
        Assert.Equal(2, TimesNotified());
        Assert.Equal(2, site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public void An_amber_signal_that_turns_red_is_told_at_once()
    {
        site.AskAndAnswer(anna, 7, 4);
        site.RunJobs();
        Assert.Equal(0, site.Count("mail", "kind = 'alert'"));

        site.On("2026-02-05").AskAndAnswer(anna, 7, 2);
        site.RunJobs();

        Assert.Equal(Urgency.Red, site.OpenSignal(anna)!.Urgency);
        Assert.Equal(1, site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public void Red_of_weeks_ago_that_comes_in_later_makes_the_open_row_red_with_its_day_and_alerts_nobody()
    {
        site.AskAndAnswer(anna, 2, 3);
        site.RunJobs();

        site.On("2026-03-02").AddAnswered(anna, Some.Date("2026-02-10"), null, ("volhoudtijd.time", 1));
        site.RunJobs();

        var open = site.OpenSignal(anna)!;
        Assert.Equal(Urgency.Red, open.Urgency);
        Assert.InRange(open.NextOn!.Value, Some.Date("2026-03-03"), Some.Date("2026-03-16"));
        Assert.Empty(site.Mails("alert"));
    }

    [Fact]
    public void A_contact_that_came_in_as_an_event_postpones_as_a_talk_does()
    {
        site.AskAndAnswer(anna, 2, 3);
        site.RunJobs();
        site.On("2026-02-04").Happened(anna, "2026-02-04", "Contacted");
        EvaluateNow();

        site.On("2026-06-05").AskAndAnswer(anna, 2, 3);
        site.RunJobs();
        Assert.Equal(1, site.Count("notification"));

        site.On("2026-07-05").AskAndAnswer(anna, 2, 3);
        site.RunJobs();
        Assert.Equal(2, site.Count("notification"));
    }

    [Fact]
    public void A_request_is_told_also_where_a_talk_of_the_same_day_came_in_with_it()
    {
        site.Happened(anna, "2026-01-05", "RequestForContact", "caregiver");
        site.Happened(anna, "2026-01-05", "Contacted");
        EvaluateNow();

        AssertOpen("amber", "request");
    }

    [Fact]
    public async Task Two_at_once_open_one_signal()
    {
        site.AskAndAnswer(anna, 8);
        var stop = Some.Stop;
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Part<EvaluateCaregiver>().Run(1), stop))
        );

        Assert.Equal((1, 1), (site.Count("signal"), site.Count("finding")));
    }

    [Fact]
    public void A_finding_keeps_the_rules_and_limits_it_was_made_with()
    {
        var bram = site.Add(Some.Person("bram", "2029-01-01"));
        site.AskAndAnswer(anna, 7);
        site.RunJobs();
        var others = site.PartsOn(site.Database, ("Signals:Nearness:Amber", "2")).GetRequiredService<JobRunner>();
        site.AskAndAnswer(bram, 7);
        others.Run(Some.Stop);

        var own = RuleSet.Of(new RuleSettings().With(Nearness.Amber, 2));
        Assert.Equal([RuleSettings.Version], Found(anna).Select(finding => finding.Rules).Distinct());
        Assert.Equal([own.Version], Found(bram).Select(finding => finding.Rules).Distinct());
        Assert.Each(Found(bram), finding => Assert.Equal(own.Limits, finding.Limits));
    }

    [Fact]
    public void Each_telling_is_kept_also_of_the_same_state_and_after_the_signal_changed()
    {
        site.AskAndAnswer(anna, 7, 3);
        site.RunJobs();
        site.Write(transaction =>
        {
            var open = SignalTable.OpenOf(transaction, anna)!;
            SignalTable.MarkContacted(transaction, open.Id, site.Time.Now, Some.Date("2026-03-02"));
            ActionTable.Add(
                transaction,
                new NewAction(
                    open.Id,
                    anna,
                    null,
                    ActionKind.Contacted,
                    site.Time.Now,
                    site.Time.Today,
                    NextOn: Some.Date("2026-03-02"),
                    Way: ContactWay.Spoken
                )
            );
        });
        site.Sql("update evaluation set evaluate_at = '2026-01-05T09:00:00.000Z'");
        site.RunJobs();
        site.On("2026-03-02").AskAndAnswer(anna, 7, 3);
        site.RunJobs();
        site.On("2026-03-20").AskAndAnswer(anna, 13, 2);
        site.RunJobs();

        Assert.Equal(
            ["2026-01-05 amber level", "2026-03-02 amber level", "2026-03-20 red level"],
            site.Read(transaction => NotificationTable.Of(transaction, anna))
                .Select(notification =>
                    $"{notification.NotifiedOn:yyyy-MM-dd} {notification.Urgency.Code()} {notification.KindCodes}"
                )
        );
    }

    [Fact]
    public void Judged_again_without_anything_new_nothing_changes()
    {
        site.AskAndAnswer(anna, 8, 2);
        site.RunJobs();
        var before = site.Content(table => table is "signal" or "finding" or "mail" or "action");

        site.Sql("update evaluation set evaluate_at = '2026-01-05T00:00:00.000Z'");
        site.RunJobs();

        Assert.Equal(before, site.Content(table => table is "signal" or "finding" or "mail" or "action"));
    }

    [Fact]
    public void The_order_in_which_the_steps_run_does_not_matter()
    {
        var reference = AfterAYear(new Random(0), shuffle: false);

        for (var seed = 1; seed <= 8; seed++)
            Assert.Equal(reference, AfterAYear(new Random(seed), shuffle: true));
    }

    /// <summary>
    /// What is known about three people after a year whose steps ran in the order of a seed, each until it was done.
    /// </summary>
    private static string AfterAYear(Random random, bool shuffle)
    {
        using var site = Some.Installation();
        long[] people =
        [
            .. new[] { "creeping", "silent", "asking" }.Select(name => site.Add(Some.Person(name, "2029-01-01"))),
        ];
        for (var month = 0; month < 12; month++)
        {
            site.On(new DateOnly(2026, 1, 5).AddMonths(month).ToString("O", null));
            foreach (var (person, place) in people.Select((person, place) => (person, place)))
            {
                var checkIn = site.Ask(person);
                if (place == 1 && month > 3)
                    continue;
                site.SaveCsi(checkIn, place == 2 ? 3 : month, time: 5);
                if (place == 2 && month == 6)
                    site.Want(checkIn, "yes");
                site.Send(checkIn);
            }

            Run(site, random, shuffle);
            site.On(new DateOnly(2026, 1, 19).AddMonths(month).ToString("O", null));
            Run(site, random, shuffle);
        }

        return site.Joined(
            """
                select person || ' ' || signal.urgency || ' ' || kinds || ' ' || opened_on || ' ' || finding.kind || ' ' || finding.urgency || ' ' || rests_on || ' ' || warning_sign || ' ' || evidence as line
                from finding join signal on signal.id = signal_id join caregiver on caregiver.id = caregiver_id
                order by line
            """
        );
    }

    private static void Run(TestInstallation site, Random random, bool shuffle)
    {
        Func<bool>[] steps =
        [
            () => site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 1)) > 0,
            () => site.Part<EvaluateCaregiver>().Run(1) > 0,
        ];
        for (var done = true; done; )
        {
            done = false;
            if (shuffle)
                random.Shuffle(steps);
            foreach (var step in steps)
            {
                while (step())
                    done = true;
            }
        }
    }

    /// <summary>How many check-ins left unanswered count as silence.</summary>
    private int Missed() =>
        Observations.Of(site.HistoryOf(anna)).Count(observation => observation.Kind == ObservationKind.Missed);

    private void EvaluateNow()
    {
        site.JudgeEverybodyNow();
        site.RunJobs();
    }

    private void Miss(string day)
    {
        var checkIn = site.On(day).Ask(anna);
        site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
    }

    private void Close(string? nextOn) =>
        site.Write(transaction =>
        {
            var open = SignalTable.OpenOf(transaction, anna)!;
            SignalTable.Close(transaction, open.Id, site.Time.Now, SignalOutcome.Other);
            ActionTable.Add(
                transaction,
                new NewAction(
                    open.Id,
                    anna,
                    null,
                    ActionKind.Closed,
                    site.Time.Now,
                    site.Time.Today,
                    NextOn: nextOn is null ? null : Some.Date(nextOn)
                )
            );
        });

    private long TimesNotified() => site.Value<long>("select times_notified from signal where closed_at is null");

    private IReadOnlyList<StoredFinding> Found(long person) =>
        site.Read(transaction => FindingTable.Of(transaction, person));

    private void AssertOpen(string level, string kinds) =>
        Assert.Equal((level, kinds), (site.OpenSignal(anna)?.Urgency.Code(), site.OpenSignal(anna)?.KindCodes));
}
