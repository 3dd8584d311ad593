using CaregiverSignal.Signals;

namespace CaregiverSignal.Tests.Signals;

public class RequestRuleTests
{
    [Fact]
    public void Asking_to_be_called_is_red_on_the_day_of_the_answer()
    {
        var finding = RequestRule.Judge(Some.History(Some.Answered("2026-07-03", wantsCall: true)));

        Assert.NotNull(finding);
        Assert.Equal((SignalKind.Request, Level.Red, Some.Date("2026-07-03")), (finding.Kind, finding.Level, finding.Day));
        Assert.Equal("Vroeg op 3 juli 2026 in de vragenlijst om te bellen.", finding.Reason);
    }

    [Fact]
    public void A_request_outside_a_check_in_counts_when_the_caregiver_made_it()
    {
        var history = Some.History(Some.Answered("2026-07-01"));

        Assert.Equal("Vroeg op 4 juli 2026 om contact.", RequestRule.Judge(history.Happened("2026-07-04", "RequestForContact"))!.Reason);
        Assert.Null(RequestRule.Judge(history.Happened("2026-07-04", "RequestForContact", by: "professional")));
        Assert.Null(RequestRule.Judge(history.Happened("2026-07-04", "Fall")));
    }

    [Fact]
    public void A_request_in_the_form_is_told_as_such_though_it_is_an_event_of_that_day_too()
    {
        var history = Some.History(Some.Answered("2026-07-03", wantsCall: true)).Happened("2026-07-03", "RequestForContact");

        Assert.Equal("Vroeg op 3 juli 2026 in de vragenlijst om te bellen.", RequestRule.Judge(history)!.Reason);
    }

    [Fact]
    public void A_contact_on_the_same_day_or_later_answers_it_and_an_earlier_one_does_not()
    {
        var history = Some.History(Some.Answered("2026-07-03", wantsCall: true));

        Assert.Null(RequestRule.Judge(history.Contacted("2026-07-03")));
        Assert.Null(RequestRule.Judge(history.Contacted("2026-07-04")));
        Assert.NotNull(RequestRule.Judge(history.Contacted("2026-07-02")));
    }

    [Fact]
    public void The_request_of_somebody_who_did_not_finish_the_form_is_heard()
    {
        Assert.NotNull(RequestRule.Judge(Some.History(Some.Missed("2026-07-01") with { WantsCall = true })));
    }

    [Fact]
    public void Somebody_who_does_not_ask_raises_nothing()
    {
        Assert.Null(RequestRule.Judge(Some.History(Some.Answered("2026-07-01", csi: 13), Some.Missed("2026-08-01"))));
    }
}
