using CaregiverSignal.Answers;
using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Tests.Caseload;

/// <summary>
/// Nobody drops out of sight: whoever never answers, and whoever pauses without an end, stands on a list.
/// </summary>
public sealed class QuietPeopleTests() : AtASite("2026-03-02")
{
    [Theory]
    [InlineData("email", "Bel, of stuur papier.")]
    [InlineData("phone", "")]
    [InlineData("paper", "")]
    public async Task Who_never_answered_is_on_the_list_after_two_times(string channel, string advice)
    {
        var anna = await site.AddCaregiver(channel: channel);
        var els = (await site.Caregiver(anna)).CoordinatorId;
        Task Try() => site.Write(transaction => CheckInsByHand.Tried(transaction, anna, els, site.Time));
        await site.RunJobs();
        await Try();
        site.Advance(TimeSpan.FromDays(31));
        await site.RunJobs();
        await Try();
        Assert.Lacks("Nog nooit geantwoord", (await Worklist()).Text);
        site.Advance(TimeSpan.FromDays(28));
        await site.RunJobs();

        var list = await Worklist();

        Assert.Has(
            $"Anna J. 06 12 34 56 78 Stil gebleven Nog nooit geantwoord: 2 keer gevraagd, de laatste keer op 2 april. {advice}".TrimEnd(),
            list.Text
        );
        Assert.Has(Dutch("WorklistModel.Quiet.Next"), list.Text);
        Assert.Equal(advice.Length > 0, list.Text.Contains(Dutch("SilentSince.otherWay")));
        Assert.Equal(0, await site.Count("signal"));
        await list.Open($"/zaak/{anna}");
        Assert.Has("Nog nooit geantwoord: 2 keer", list.Text);
        Assert.Lacks(Dutch("CaseModel.NothingOpen"), list.Text);
    }

    [Fact]
    public async Task Who_answered_once_and_then_twice_not_is_told_in_other_words()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.AddAnswered(anna, site.Time.Today, null, ("opening.going", 4));
        await MissTwice(anna);
        await site.Sql("update signal set closed_at = @now, outcome = 'other'", new { now = site.Time.Now });

        var list = await Worklist();

        Assert.Has(DutchPart("SilentSince.Since.active"), list.Text);
        Assert.Lacks("Nog nooit geantwoord", list.Text);
    }

    [Fact]
    public async Task Who_missed_twice_and_answers_again_is_silent_no_more()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2026, 4, 2));
        await site.AddAnswered(anna, site.Time.Today, null, ("opening.going", 4));
        await MissTwice(anna);
        await site.Sql("update signal set closed_at = @now, outcome = 'other'", new { now = site.Time.Now });
        Assert.Lacks("Stil gebleven ✓", (await Worklist()).Text);

        // Answered at once: that check-in closes long before its window ends.
        await site.AddAnswered(anna, site.Time.Today, null, ("opening.going", 4));

        Assert.Has("Stil gebleven ✓", (await Worklist()).Text);
    }

    [Fact]
    public async Task Who_answers_early_one_time_and_misses_the_next_is_not_called_silent()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        foreach (var day in new[] { 1, 2 })
            await Missed(anna, new DateOnly(2025, 8, day));
        await site.AddAnswered(anna, new DateOnly(2026, 1, 5), null, ("opening.going", 4));
        await Missed(anna, new DateOnly(2026, 2, 5));

        Assert.Has("Stil gebleven ✓", (await Worklist()).Text);
    }

    [Fact]
    public async Task Questions_that_were_taken_back_do_not_count_as_asked()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        foreach (var month in new[] { 6, 7 })
            await Missed(anna, new DateOnly(2025, month, 2));
        await Missed(anna, new DateOnly(2025, 8, 2), daysOpen: 3);

        Assert.Has(Dutch("SilentSince.never", 2, ("dag", "2 juli 2025")), (await Worklist()).Text);
    }

    [Fact]
    public async Task The_questions_can_be_filled_in_together_with_who_never_answered_a_mail()
    {
        await MissTwice(await site.AddCaregiver());
        site.Advance(TimeSpan.FromDays(17));
        await site.RunJobs();

        var list = await (await Worklist()).Follow("Invullen voor Anna J.");

        Assert.Equal("Invullen voor Anna Jansen", list.Heading);
    }

    [Fact]
    public async Task A_coordinator_hears_of_who_fell_silent_at_once_and_from_its_day_on_and_the_deputy_after_it()
    {
        // Who never came in has no quiet digest besides.
        await site.Invited();
        await site.WithRoles("lot@steunpunt.example", "Lot", StaffRole.TeamLead);
        await site.AddCaregiver();
        await site.AddCaregiver("2", "Bep", nextDueOn: new DateOnly(2027, 1, 1));

        for (var day = 0; day < 30; day++)
            await NextDay();
        Assert.Equal(0, await site.Count("mail", "kind = 'digest'"));
        for (var day = 30; day < 60; day++)
            await NextDay();

        // The second check-in closed on Thursday 16 April; a week later is its day. King's Day, the 27th, has no digest.
        Assert.Equal(
            ["2026-04-16", "2026-04-23", "2026-04-24", "2026-04-28", "2026-04-29", "2026-04-30", "2026-05-01"],
            await site.Read(transaction =>
                transaction.All<string>(
                    $"select substr(dedupe_key, length(dedupe_key) - 9) from mail where kind = 'digest' and envelope_to = '{TestInstallation.CoordinatorEmail:sql}' order by dedupe_key"
                )
            )
        );
        Assert.Each(
            site.Mails().Where(mail => mail.Contains("Subject: Werklijst: iets te doen")),
            mail => Assert.Has(Dutch("DigestMail.CountSilent", 1), mail)
        );
        Assert.Equal(
            ["2026-04-24"],
            await site.Read(transaction =>
                transaction.All<string>(
                    "select distinct substr(dedupe_key, length(dedupe_key) - 9) from mail where kind = 'escalation'"
                )
            )
        );
    }

    [Fact]
    public async Task Who_pauses_without_an_end_is_on_the_list_and_who_names_a_day_is_not()
    {
        var (anna, bep) = (await site.AddCaregiver("1", "Anna"), await site.AddCaregiver("2", "Bep"));
        await site.Write(async transaction =>
        {
            await Participation.Pause(transaction, anna, null, ReportedBy.Caregiver, site.Time);
            await Participation.Pause(transaction, bep, site.Time.Today.AddDays(30), ReportedBy.Caregiver, site.Time);
        });

        var list = await Worklist();

        Assert.Has(Dutch("SilentSince.Since.paused", "2 maart"), list.Text);
        Assert.Lacks("Bep", list.Text);
    }

    [Fact]
    public async Task Who_was_asked_after_stands_there_again_with_the_next_questions_they_leave()
    {
        var anna = await site.AddCaregiver();
        await MissTwice(anna);

        var list = await (await Worklist()).Press(Dutch("WorklistModel.Saved.Of", "Anna J."));
        Assert.Has("Stil gebleven ✓", list.Text);
        Assert.Equal(1, await site.Count("staff_task", "done_by is not null"));
        while (await site.Count("check_in", "closed_at is not null") < 3)
            await NextDay();

        Assert.Has("Nog nooit geantwoord: 3 keer gevraagd", (await Worklist()).Text);
    }

    [Fact]
    public async Task Who_pauses_without_an_end_is_asked_after_again_some_months_later()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(transaction => Participation.Pause(transaction, anna, null, ReportedBy.Caregiver, site.Time));

        var list = await (await Worklist()).Press(Dutch("WorklistModel.Saved.Of", "Anna J."));
        Assert.Has("Stil gebleven ✓", list.Text);
        site.Advance(TimeSpan.FromDays(89));

        Assert.Has(
            "Heeft sinds 2 maart pauze, zonder einddatum. di 2 jun Vraag hoe het gaat.",
            (await Worklist()).Text
        );
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("day")]
    [InlineData("stop")]
    [InlineData("aftercare")]
    public async Task Who_says_when_or_leaves_is_silent_no_more(string what)
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Write(async transaction =>
        {
            await Participation.Pause(transaction, anna, null, ReportedBy.Caregiver, site.Time);
            if (what == "resume")
                await Participation.Resume(transaction, anna, ReportedBy.Caregiver, site.Time);
            if (what == "day")
                await Participation.Pause(
                    transaction,
                    anna,
                    site.Time.Today.AddDays(30),
                    ReportedBy.Caregiver,
                    site.Time
                );
            if (what == "stop")
                await Participation.Stop(transaction, anna, ReportedBy.Caregiver, site.Time);
            if (what == "aftercare")
                await Participation.EnterAftercare(transaction, anna, site.Time);
        });

        Assert.Has("Stil gebleven ✓", (await Worklist()).Text);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
    }

    [Fact]
    public async Task Who_has_an_open_signal_stands_once_on_the_list_and_a_talk_ends_the_silence()
    {
        var anna = await site.AddCaregiver();
        await MissTwice(anna);
        var signal = await site.AddSignal(anna);

        var list = await Worklist();
        Assert.Equal(1, Regex.Count(list.Text, "Anna J\\. 06"));
        await site.Contact(signal.Id, ContactWay.Spoken, 7);

        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent' and done_at is not null"));
    }

    private async Task NextDay()
    {
        site.Advance(TimeSpan.FromDays(1));
        await site.RunJobs();
    }

    private Task Missed(long caregiver, DateOnly day, int daysOpen = 14) =>
        site.Write(async transaction =>
        {
            await CheckInTable.Add(
                transaction,
                caregiver,
                day.Month,
                day,
                day.AddDays(14),
                null,
                "opening",
                site.Time.StartOf(day)
            );
            var now = site.Clock.GetUtcNow();
            site.Clock.AdjustTime(site.Time.StartOf(day.AddDays(daysOpen)));
            await CloseCheckIn.Close(transaction, (await CheckInTable.OpenOf(transaction, caregiver))!, site.Time);
            site.Clock.AdjustTime(now);
        });

    /// <summary>To the day on which the second check-in from now on is over.</summary>
    private async Task MissTwice(long caregiver)
    {
        while (
            await site.Count(
                "check_in",
                $"caregiver_id = {caregiver} and closed_at is not null and answered_at is null"
            ) < 2
        )
            await NextDay();
    }

    private async Task<Browser> Worklist() => await (await site.SignedIn()).Open("/werklijst");
}
