using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Whoever asks to be called is heard each time, whatever was agreed before.</summary>
public sealed class AskingAgainTests() : AtASite("2026-03-02")
{
    private long anna;
    private long els;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = await site.Coordinator();
    }

    [Fact]
    public async Task A_second_request_is_told_again_also_while_the_first_is_open()
    {
        await Asks();
        await Take(signal => CaseActions.TakeUp(signal.Transaction, signal.Signal, els, site.Time));
        site.Advance(TimeSpan.FromDays(30));

        await Asks();

        Assert.Equal(2, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal((true, WorkGroup.Today), await Row());
        Assert.Equal(2, await site.Count("finding", $"rules = '{RuleSettings.Version}'"));
    }

    [Fact]
    public async Task A_request_after_a_talk_stands_on_top_until_the_next_talk_and_not_only_until_it_is_seen()
    {
        await Asks();
        await Talk();
        Assert.Equal((false, WorkGroup.Later), await Row());
        site.Advance(TimeSpan.FromDays(5));

        await Asks();
        await Take(signal => CaseActions.TakeUp(signal.Transaction, signal.Signal, els, site.Time));

        Assert.Equal(2, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal((true, WorkGroup.Today), await Row());
        await Talk();
        Assert.Equal((false, WorkGroup.Later), await Row());
    }

    [Fact]
    public async Task Another_red_reason_after_an_answered_request_does_not_say_that_somebody_asks()
    {
        await Asks();
        await Talk();
        site.Advance(TimeSpan.FromDays(5));

        await site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 1)]);
        await site.RunJobs();

        Assert.Equal((false, WorkGroup.Today), await Row());
    }

    private async Task Asks()
    {
        await site.AddAnswered(anna, site.Time.Today, "yes", ("opening.going", 3));
        await site.RunJobs();
    }

    private Task Talk() =>
        Take(signal =>
            CaseActions.RecordContact(
                signal.Transaction,
                signal.Signal,
                els,
                new RecordedContact(ContactWay.Spoken, "", site.Time.Today.AddDays(60)),
                site.Time
            )
        );

    private async Task Take(Func<(Transaction Transaction, Signal Signal), Task> act)
    {
        site.Advance(TimeSpan.FromHours(2));
        await site.Write(async transaction => await act((transaction, (await SignalTable.OpenOf(transaction, anna))!)));
        await site.RunJobs();
    }

    private async Task<(bool Asks, WorkGroup Group)> Row()
    {
        var open = await site.Read(transaction => SignalTable.OpenCases(transaction, [els]));
        var item = Assert.Single(WorklistOrder.Order(open, site.Time.Today, site.Time.WorkingDays));
        return (item.AsksForContact, item.Group);
    }
}
