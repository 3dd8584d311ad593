using CaregiverSignal.Answers;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CaregiverSignal.Tests.Signals;

public sealed class EvaluateCaregiverTests() : AtASite("2026-01-05")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person(enrolled: "2029-01-01"));
    }

    [Fact]
    public async Task After_a_pause_missed_check_ins_count_again()
    {
        await site.AskAndAnswer(anna, 2);
        await site.Happened(anna, "2026-01-20", "Paused");
        await Miss("2026-02-05");
        await site.Happened(anna, "2026-02-25", "Resumed");
        await Miss("2026-03-05");
        Assert.Equal(1, await Missed());

        await Miss("2026-04-05");

        Assert.Equal(2, await Missed());
    }

    [Fact]
    public async Task Of_somebody_who_stopped_old_answers_do_not_come_back_and_a_request_does()
    {
        await site.AskAndAnswer(anna, 7);
        await site.RunJobs();
        await Close(nextOn: "2026-02-02");
        site.On("2026-01-20");
        await site.Write(transaction => Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time));

        await site.On("2026-02-02").RunJobs();
        Assert.Null(await site.OpenSignal(anna));

        await site.Happened(anna, "2026-02-02", "RequestForContact", "caregiver");
        await site.Write(transaction => EvaluationTable.Request(transaction, anna, site.Time.Now));
        await site.RunJobs();
        await AssertOpen("amber", "request");
    }

    [Fact]
    public async Task What_somebody_saved_days_before_they_stop_is_not_lost()
    {
        await site.SaveCsi(await site.Ask(anna), 9);
        site.On("2026-01-10");

        await site.Write(transaction => Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("finding", "warning_sign = 'strain'"));
    }

    [Theory]
    [InlineData("failed", false)]
    [InlineData("expired", false)]
    [InlineData("cancelled", false)]
    [InlineData("sent", true)]
    public async Task Mail_that_never_arrived_is_no_silence(string state, bool isSilence)
    {
        await site.AskAndAnswer(anna, 2);
        foreach (var day in new[] { "2026-02-05", "2026-03-05" })
        {
            var checkIn = await site.On(day).Ask(anna);
            await site.Sql(
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
            await site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
        }

        Assert.Equal(isSilence ? 2 : 0, await Missed());
    }

    [Fact]
    public async Task There_is_one_open_signal_a_person_and_kinds_join_it()
    {
        await site.AskAndAnswer(anna, 7, 3);
        await site.RunJobs();
        await AssertOpen("amber", "level");

        await site.On("2026-02-05").Happened(anna, "2026-02-05", "HelperLost", "professional");
        await EvaluateNow();

        Assert.Equal(1, await site.Count("signal"));
        await AssertOpen("amber", "level;event");
    }

    [Fact]
    public async Task A_red_signal_is_told_once_and_again_only_when_something_strong_joins()
    {
        await site.AskAndAnswer(anna, 8, 2);
        await site.RunJobs();
        await site.On("2026-01-06").RunJobs();
        Assert.Equal(1, await TimesNotified());

        await site.Happened(anna, "2026-01-06", "RequestForContact", "caregiver");
        await site.Sql("update evaluation set evaluate_at = '2026-01-06T00:00:00.000Z'");
        await site.RunJobs();

        await AssertOpen("red", "level;request");
        Assert.Equal(2, await TimesNotified());
        Assert.Equal(2, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task An_amber_signal_that_turns_red_is_told_at_once()
    {
        await site.AskAndAnswer(anna, 7, 4);
        await site.RunJobs();
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));

        await site.On("2026-02-05").AskAndAnswer(anna, 7, 2);
        await site.RunJobs();

        Assert.Equal(Urgency.Red, (await site.OpenSignal(anna))!.Urgency);
        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task Red_of_weeks_ago_that_comes_in_later_makes_the_open_row_red_with_its_day_and_alerts_nobody()
    {
        await site.AskAndAnswer(anna, 2, 3);
        await site.RunJobs();

        await site.On("2026-03-02").AddAnswered(anna, Some.Date("2026-02-10"), null, ("volhoudtijd.time", 1));
        await site.RunJobs();

        var open = (await site.OpenSignal(anna))!;
        Assert.Equal(Urgency.Red, open.Urgency);
        Assert.InRange(open.NextOn!.Value, Some.Date("2026-03-03"), Some.Date("2026-03-16"));
        Assert.Empty(await site.Mails("alert"));
    }

    [Fact]
    public async Task A_contact_that_came_in_as_an_event_postpones_as_a_talk_does()
    {
        await site.AskAndAnswer(anna, 2, 3);
        await site.RunJobs();
        await site.On("2026-02-04").Happened(anna, "2026-02-04", "Contacted");
        await EvaluateNow();

        await site.On("2026-06-05").AskAndAnswer(anna, 2, 3);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("notification"));

        await site.On("2026-07-05").AskAndAnswer(anna, 2, 3);
        await site.RunJobs();
        Assert.Equal(2, await site.Count("notification"));
    }

    [Fact]
    public async Task A_request_is_told_also_where_a_talk_of_the_same_day_came_in_with_it()
    {
        await site.Happened(anna, "2026-01-05", "RequestForContact", "caregiver");
        await site.Happened(anna, "2026-01-05", "Contacted");
        await EvaluateNow();

        await AssertOpen("amber", "request");
    }

    [Fact]
    public async Task Two_at_once_open_one_signal()
    {
        await site.AskAndAnswer(anna, 8);
        var stop = Some.Stop;
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Part<EvaluateCaregiver>().RunAsync(1), stop))
        );

        Assert.Equal((1, 1), (await site.Count("signal"), await site.Count("finding")));
    }

    [Fact]
    public async Task A_finding_keeps_the_rules_and_limits_it_was_made_with()
    {
        var bram = await site.Add(Some.Person("bram", "2029-01-01"));
        await site.AskAndAnswer(anna, 7);
        await site.RunJobs();
        var others = (
            await site.PartsOn(site.Database, ("Signals:Nearness:Amber", "2"))
        ).GetRequiredService<JobRunner>();
        await site.AskAndAnswer(bram, 7);
        await others.RunAsync(Some.Stop);

        var own = RuleSet.Of(new RuleSettings().With(Nearness.Amber, 2));
        Assert.Equal([RuleSettings.Version], (await Found(anna)).Select(finding => finding.Rules).Distinct());
        Assert.Equal([own.Version], (await Found(bram)).Select(finding => finding.Rules).Distinct());
        Assert.Each(await Found(bram), finding => Assert.Equal(own.Limits, finding.Limits));
    }

    [Fact]
    public async Task Each_telling_is_kept_also_of_the_same_state_and_after_the_signal_changed()
    {
        await site.AskAndAnswer(anna, 7, 3);
        await site.RunJobs();
        await site.Write(async transaction =>
        {
            var open = (await SignalTable.OpenOf(transaction, anna))!;
            await SignalTable.MarkContacted(transaction, open.Id, site.Time.Now, Some.Date("2026-03-02"));
            await ActionTable.Add(
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
        await site.Sql("update evaluation set evaluate_at = '2026-01-05T09:00:00.000Z'");
        await site.RunJobs();
        await site.On("2026-03-02").AskAndAnswer(anna, 7, 3);
        await site.RunJobs();
        await site.On("2026-03-20").AskAndAnswer(anna, 13, 2);
        await site.RunJobs();

        Assert.Equal(
            ["2026-01-05 amber level", "2026-03-02 amber level", "2026-03-20 red level"],
            (await site.Read(transaction => NotificationTable.Of(transaction, anna))).Select(notification =>
                $"{notification.NotifiedOn:yyyy-MM-dd} {notification.Urgency.Code()} {notification.KindCodes}"
            )
        );
    }

    [Fact]
    public async Task Judged_again_without_anything_new_nothing_changes()
    {
        await site.AskAndAnswer(anna, 8, 2);
        await site.RunJobs();
        var before = await site.Content(table => table is "signal" or "finding" or "mail" or "action");

        await site.Sql("update evaluation set evaluate_at = '2026-01-05T00:00:00.000Z'");
        await site.RunJobs();

        Assert.Equal(before, await site.Content(table => table is "signal" or "finding" or "mail" or "action"));
    }

    [Fact]
    public async Task The_order_in_which_the_steps_run_does_not_matter()
    {
        var reference = await AfterAYear(new Random(0), shuffle: false);

        for (var seed = 1; seed <= 8; seed++)
            Assert.Equal(reference, await AfterAYear(new Random(seed), shuffle: true));
    }

    /// <summary>
    /// What is known about three people after a year whose steps ran in the order of a seed, each until it was done.
    /// </summary>
    private static async Task<string> AfterAYear(Random random, bool shuffle)
    {
        using var site = Some.Installation();
        long[] people =
        [
            .. await new[] { "creeping", "silent", "asking" }.SelectAsync(name =>
                site.Add(Some.Person(name, "2029-01-01"))
            ),
        ];
        for (var month = 0; month < 12; month++)
        {
            site.On(new DateOnly(2026, 1, 5).AddMonths(month).ToString("O", null));
            foreach (var (person, place) in people.Select((person, place) => (person, place)))
            {
                var checkIn = await site.Ask(person);
                if (place == 1 && month > 3)
                    continue;
                await site.SaveCsi(checkIn, place == 2 ? 3 : month, time: 5);
                if (place == 2 && month == 6)
                    await site.Want(checkIn, "yes");
                await site.Send(checkIn);
            }

            await Run(site, random, shuffle);
            site.On(new DateOnly(2026, 1, 19).AddMonths(month).ToString("O", null));
            await Run(site, random, shuffle);
        }

        return await site.Joined(
            """
                select person || ' ' || signal.urgency || ' ' || kinds || ' ' || opened_on || ' ' || finding.kind || ' ' || finding.urgency || ' ' || rests_on || ' ' || warning_sign || ' ' || evidence as line
                from finding join signal on signal.id = signal_id join caregiver on caregiver.id = caregiver_id
                order by line
            """
        );
    }

    private static async Task Run(TestInstallation site, Random random, bool shuffle)
    {
        Func<Task<bool>>[] steps =
        [
            async () => await site.Write(transaction => site.Part<CloseCheckIn>().Run(transaction, 1)) > 0,
            async () => await site.Part<EvaluateCaregiver>().RunAsync(1) > 0,
        ];
        for (var done = true; done; )
        {
            done = false;
            if (shuffle)
                random.Shuffle(steps);
            foreach (var step in steps)
            {
                while (await step())
                    done = true;
            }
        }
    }

    /// <summary>How many check-ins left unanswered count as silence.</summary>
    private async Task<int> Missed() =>
        Observations.Of(await site.HistoryOf(anna)).Count(observation => observation.Kind == ObservationKind.Missed);

    private async Task EvaluateNow()
    {
        await site.JudgeEverybodyNow();
        await site.RunJobs();
    }

    private async Task Miss(string day)
    {
        var checkIn = await site.On(day).Ask(anna);
        await site.On(checkIn.ClosesOn.ToString("O", null)).RunJobs();
    }

    private Task Close(string? nextOn) =>
        site.Write(async transaction =>
        {
            var open = (await SignalTable.OpenOf(transaction, anna))!;
            await SignalTable.Close(transaction, open.Id, site.Time.Now, SignalOutcome.Other);
            await ActionTable.Add(
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

    private Task<long> TimesNotified() => site.Value<long>("select times_notified from signal where closed_at is null");

    private Task<IReadOnlyList<StoredFinding>> Found(long person) =>
        site.Read(transaction => FindingTable.Of(transaction, person));

    private async Task AssertOpen(string level, string kinds) =>
        Assert.Equal(
            (level, kinds),
            ((await site.OpenSignal(anna))?.Urgency.Code(), (await site.OpenSignal(anna))?.KindCodes)
        );
}
