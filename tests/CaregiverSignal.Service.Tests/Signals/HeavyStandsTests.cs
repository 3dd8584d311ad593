using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Signals;

/// <summary>Laws 1 and 8 in the store: the row of who is heavy, its day, and what comes in late.</summary>
public sealed class HeavyStandsTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task One_heavy_thing_is_a_line_within_five_working_days_that_tells_nobody()
    {
        var anna = await Answers("2026-03-02", ("srb.burden", 85));

        var line = (await site.OpenSignal(anna))!;
        Assert.Equal((true, Some.Date("2026-03-09")), (line.IsLine, line.NextOn));
        Assert.Equal(0, await site.Count("notification"));
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task Very_bad_alone_is_due_on_the_next_working_day()
    {
        var anna = await Answers("2026-03-06", ("opening.going", 1), ("srb.burden", null));

        Assert.Equal(Some.Date("2026-03-09"), (await site.OpenSignal(anna))!.NextOn);
    }

    [Fact]
    public async Task A_second_heavy_thing_is_red_told_and_due_whatever_day_was_agreed()
    {
        var anna = await Answers("2026-03-02", ("srb.burden", 85), ("opening.going", 4));
        await Talk(anna, "2026-03-03", nextOn: "2026-04-14");

        await Answer(anna, "2026-04-02", ("srb.burden", 85), ("opening.going", 1));

        Assert.Equal(Urgency.Red, (await site.OpenSignal(anna))!.Urgency);
        Assert.Equal(1, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task The_same_again_waits_for_the_day_that_a_talk_set_and_comes_forward_after_a_closing()
    {
        var anna = await Answers("2026-03-02", ("srb.burden", 85), ("opening.going", 4));
        await Talk(anna, "2026-03-03", nextOn: "2026-05-12");
        await Answer(anna, "2026-04-02", ("srb.burden", 90), ("opening.going", 4));
        Assert.Equal(Some.Date("2026-05-12"), (await site.OpenSignal(anna))!.NextOn);

        site.On("2026-04-03");
        await site.Write(async transaction =>
        {
            var open = (await SignalTable.OpenOf(transaction, anna))!;
            await CaseActions.Close(
                transaction,
                open,
                (await site.Caregiver(anna)).CoordinatorId,
                SignalOutcome.ManagesAlone,
                "",
                site.Time,
                new NextLook(LookKind.OnDay, Some.Date("2026-06-15")),
                standing: new LatestLook(Some.Date("2026-07-03"), LookReason.Heavy)
            );
        });
        Assert.Equal(Some.Date("2026-06-15"), (await site.OpenSignal(anna))!.NextOn);

        await Answer(anna, "2026-05-04", ("srb.burden", 85), ("opening.going", 4));

        Assert.Equal(Some.Date("2026-05-12"), (await site.OpenSignal(anna))!.NextOn);
    }

    [Fact]
    public async Task What_an_import_brings_that_is_older_than_a_week_alerts_nobody_and_its_days_are_spread()
    {
        var people = (
            await Enumerable.Range(1, 20).SelectAsync(number => site.Add(Some.Person($"p{number}", "2029-01-01")))
        ).ToList();
        foreach (var person in people)
            await site.AddAnswered(person, Some.Date("2025-12-15"), "no", ("volhoudtijd.time", 1));

        await site.RunJobs();

        var rows = await people.SelectAsync(async person => (await site.OpenSignal(person))!);
        Assert.All(rows, row => Assert.Equal((Urgency.Red, true), (row.Urgency, row.IsOfReview)));
        Assert.Equal(10, rows.Select(row => row.NextOn).Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row.NextOn!.Value, Some.Date("2026-03-03"), Some.Date("2026-03-16")));
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));
    }

    private async Task<long> Answers(string day, params (string Item, int? Value)[] answers)
    {
        var anna = await site.Add(Some.Person(enrolled: "2029-01-01"));
        await Answer(anna, day, answers);
        return anna;
    }

    private async Task Answer(long anna, string day, params (string Item, int? Value)[] answers)
    {
        site.On(day);
        await site.AddAnswered(anna, Some.Date(day), null, answers);
        await site.RunJobs();
    }

    private async Task Talk(long anna, string day, string nextOn)
    {
        site.On(day);
        await site.Write(async transaction =>
            await CaseActions.RecordContact(
                transaction,
                (await SignalTable.OpenOf(transaction, anna))!,
                (await site.Caregiver(anna)).CoordinatorId,
                new RecordedContact(ContactWay.Spoken, "", Some.Date(nextOn)),
                site.Time
            )
        );
        await site.RunJobs();
    }
}
