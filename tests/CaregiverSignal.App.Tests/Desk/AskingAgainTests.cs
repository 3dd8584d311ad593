using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Whoever asks to be called is heard each time, whatever was agreed before.</summary>
public sealed class AskingAgainTests : AtASite
{
    private readonly long anna;
    private readonly long els;

    public AskingAgainTests()
        : base("2026-03-02")
    {
        anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = site.Coordinator();
    }

    [Fact]
    public void A_second_request_is_told_again_also_while_the_first_is_open()
    {
        Asks();
        Take(signal => CaseActions.TakeUp(signal.Transaction, signal.Signal, els, site.Time));
        site.Advance(TimeSpan.FromDays(30));

        Asks();

        Assert.Equal(2, site.Count("mail", "kind = 'alert'"));
        Assert.Equal((true, WorkGroup.Today), Row());
        Assert.Equal(2, site.Count("finding", $"rules = '{RuleSettings.Version}'"));
    }

    [Fact]
    public void A_request_after_a_talk_stands_on_top_until_the_next_talk_and_not_only_until_it_is_seen()
    {
        Asks();
        Talk();
        Assert.Equal((false, WorkGroup.Later), Row());
        site.Advance(TimeSpan.FromDays(5));

        Asks();
        Take(signal => CaseActions.TakeUp(signal.Transaction, signal.Signal, els, site.Time));

        Assert.Equal(2, site.Count("mail", "kind = 'alert'"));
        Assert.Equal((true, WorkGroup.Today), Row());
        Talk();
        Assert.Equal((false, WorkGroup.Later), Row());
    }

    [Fact]
    public void Another_red_reason_after_an_answered_request_does_not_say_that_somebody_asks()
    {
        Asks();
        Talk();
        site.Advance(TimeSpan.FromDays(5));

        site.AddAnswered(anna, site.Time.Today, null, [.. site.Csi(9), ("volhoudtijd.time", 1)]);
        site.RunJobs();

        Assert.Equal((false, WorkGroup.Today), Row());
    }

    private void Asks()
    {
        site.AddAnswered(anna, site.Time.Today, "yes", ("opening.going", 3));
        site.RunJobs();
    }

    private void Talk() =>
        Take(signal =>
            CaseActions.RecordContact(
                signal.Transaction,
                signal.Signal,
                els,
                new RecordedContact(ContactWay.Spoken, "", site.Time.Today.AddDays(60)),
                site.Time
            )
        );

    private void Take(Action<(Transaction Transaction, Signal Signal)> act)
    {
        site.Advance(TimeSpan.FromHours(2));
        site.Write(transaction => act((transaction, SignalTable.OpenOf(transaction, anna)!)));
        site.RunJobs();
    }

    private (bool Asks, WorkGroup Group) Row()
    {
        var open = site.Read(transaction => SignalTable.OpenCases(transaction, [els]));
        var item = Assert.Single(WorklistOrder.Order(open, site.Time.Today, site.Time.WorkingDays));
        return (item.AsksForContact, item.Group);
    }
}
