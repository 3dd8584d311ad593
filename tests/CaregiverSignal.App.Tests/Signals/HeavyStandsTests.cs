using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Signals;

/// <summary>Laws 1 and 8 in the store: the row of who is heavy, its day, and what comes in late.</summary>
public sealed class HeavyStandsTests() : AtASite("2026-03-02")
{
    [Fact]
    public void One_heavy_thing_is_a_line_within_five_working_days_that_tells_nobody()
    {
        var anna = Answers("2026-03-02", ("srb.burden", 85));

        var line = site.OpenSignal(anna)!;
        Assert.Equal((true, Some.Date("2026-03-09")), (line.IsLine, line.NextOn));
        Assert.Equal(0, site.Count("notification"));
        Assert.Equal(0, site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public void Very_bad_alone_is_due_on_the_next_working_day()
    {
        var anna = Answers("2026-03-06", ("opening.going", 1), ("srb.burden", null));

        Assert.Equal(Some.Date("2026-03-09"), site.OpenSignal(anna)!.NextOn);
    }

    [Fact]
    public void A_second_heavy_thing_is_red_told_and_due_whatever_day_was_agreed()
    {
        var anna = Answers("2026-03-02", ("srb.burden", 85), ("opening.going", 4));
        Talk(anna, "2026-03-03", nextOn: "2026-04-14");

        Answer(anna, "2026-04-02", ("srb.burden", 85), ("opening.going", 1));

        Assert.Equal(Urgency.Red, site.OpenSignal(anna)!.Urgency);
        Assert.Equal(1, site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public void The_same_again_waits_for_the_day_that_a_talk_set_and_comes_forward_after_a_closing()
    {
        var anna = Answers("2026-03-02", ("srb.burden", 85), ("opening.going", 4));
        Talk(anna, "2026-03-03", nextOn: "2026-05-12");
        Answer(anna, "2026-04-02", ("srb.burden", 90), ("opening.going", 4));
        Assert.Equal(Some.Date("2026-05-12"), site.OpenSignal(anna)!.NextOn);

        site.On("2026-04-03");
        site.Write(transaction =>
        {
            var open = SignalTable.OpenOf(transaction, anna)!;
            CaseActions.Close(
                transaction,
                open,
                site.Caregiver(anna).CoordinatorId,
                SignalOutcome.ManagesAlone,
                "",
                site.Time,
                new NextLook(LookKind.OnDay, Some.Date("2026-06-15")),
                standing: new LatestLook(Some.Date("2026-07-03"), LookReason.Heavy)
            );
        });
        Assert.Equal(Some.Date("2026-06-15"), site.OpenSignal(anna)!.NextOn);

        Answer(anna, "2026-05-04", ("srb.burden", 85), ("opening.going", 4));

        Assert.Equal(Some.Date("2026-05-12"), site.OpenSignal(anna)!.NextOn);
    }

    [Fact]
    public void What_an_import_brings_that_is_older_than_a_week_alerts_nobody_and_its_days_are_spread()
    {
        var people = Enumerable
            .Range(1, 20)
            .Select(number => site.Add(Some.Person($"p{number}", "2029-01-01")))
            .ToList();
        foreach (var person in people)
            site.AddAnswered(person, Some.Date("2025-12-15"), "no", ("volhoudtijd.time", 1));

        site.RunJobs();

        var rows = people.ConvertAll(person => site.OpenSignal(person)!);
        Assert.All(rows, row => Assert.Equal((Urgency.Red, true), (row.Urgency, row.IsOfReview)));
        Assert.Equal(10, rows.Select(row => row.NextOn).Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row.NextOn!.Value, Some.Date("2026-03-03"), Some.Date("2026-03-16")));
        Assert.Equal(0, site.Count("mail", "kind = 'alert'"));
    }

    private long Answers(string day, params (string Item, int? Value)[] answers)
    {
        var anna = site.Add(Some.Person(enrolled: "2029-01-01"));
        Answer(anna, day, answers);
        return anna;
    }

    private void Answer(long anna, string day, params (string Item, int? Value)[] answers)
    {
        site.On(day);
        site.AddAnswered(anna, Some.Date(day), null, answers);
        site.RunJobs();
    }

    private void Talk(long anna, string day, string nextOn)
    {
        site.On(day);
        site.Write(transaction =>
            CaseActions.RecordContact(
                transaction,
                SignalTable.OpenOf(transaction, anna)!,
                site.Caregiver(anna).CoordinatorId,
                new RecordedContact(ContactWay.Spoken, "", Some.Date(nextOn)),
                site.Time
            )
        );
        site.RunJobs();
    }
}
