using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>
/// C-13, somebody around 80 who is ashamed to accept help and answers no mail, and a caregiver with another mother
/// tongue: the one is called and typed in for, of the other it is known before the call.
/// </summary>
public sealed class AshamedTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task C_13_who_wants_no_mail_at_all_gets_a_letter_and_the_paper_that_comes_back_counts_as_any_answer()
    {
        var dirk = await site.Add(
            Some.Person("c13", "2026-03-02", "Dirk", email: null, channel: "paper", born: "1945-04-01")
        );
        await site.Sql("update caregiver set postal_address = 'Lindelaan 1'");
        await site.RunJobs();
        Assert.DoesNotContain(site.Mails(), mail => mail.Contains("Dirk"));
        var els = await site.SignedIn();
        await els.Follow(Dutch("WorklistModel.Letters", 1));
        Assert.Has(Dutch("LastPage.Call"), els.Text);
        await els.Press(Dutch("LettersModel.Goes", 1));

        site.On("2026-03-10");
        els = await site.SignedIn();
        await els.Open($"/zaak/{dirk}/invullen/{(await site.CheckIns(dirk))[0].Id}");
        els.Page.QuerySelector<IHtmlInputElement>("input[name='Answers[opening.going]']")!.Value = "2";
        els.Page.QuerySelector<IHtmlInputElement>("input[name='Answers[volhoudtijd.time]']")!.Value = "2";
        await els.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.paper"))
            .Write("Op welke dag", "2026-03-08")
            .Press(Dutch("EntryModel.Send"));
        await site.RunJobs();

        Assert.Equal(1, await site.Count("check_in", "typed_way = 'paper' and typed_answered_on = '2026-03-08'"));
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {dirk} and urgency = 'red'"));
        Assert.Has("Dirk A.", (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task C_13_who_answers_no_mail_is_called_and_typed_in_for_and_another_tongue_is_known_before_the_call()
    {
        var dirk = await site.Add(Some.Person("c13", "2026-03-02", "Dirk", "dirk@example.org", born: "1945-04-01"));
        foreach (var day in new[] { "2026-03-02", "2026-03-17", "2026-04-02", "2026-04-17", "2026-05-02" })
            await site.On(day).RunJobs();
        Assert.Equal(
            1,
            await site.Count("staff_task", $"caregiver_id = {dirk} and kind = 'silent' and done_at is null")
        );
        await site.On("2026-05-04").RunJobs();
        var els = await site.SignedIn();
        Assert.Has("Dirk A.", els.Text);

        var checkIn = await site.Joined($"select id from check_in where caregiver_id = {dirk} and closed_at is null");
        await els.Open($"/zaak/{dirk}/invullen/{checkIn}");
        els.Page.QuerySelector<IHtmlInputElement>("input[name='Answers[opening.going]']")!.Value = "2";
        els.Page.QuerySelector<IHtmlInputElement>("input[name='Answers[volhoudtijd.time]']")!.Value = "2";
        await els.Choose(Dutch("EntryModel.Way"), Dutch("EntryModel.Way.phone"))
            .Choose(Dutch("EntryModel.Call"), "Ja")
            .Press(Dutch("EntryModel.Send"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {dirk} and urgency = 'red'"));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent' and done_at is null"));

        var elif = await site.Add(Some.Person("c13b", "2026-05-04", "Elif", "elif@example.org", born: "1980-04-01"));
        await site.Sql($"update caregiver set interpreter = 1 where id = {elif}");
        var own = await site.OnOwnPage("elif@example.org");
        await own.Follow(Dutch("Everywhere.CallMe"));
        await own.Press(Dutch("Shared.CallYes"));
        await els.Open($"/zaak/{elif}");
        Assert.Has(Dutch("DetailsModel.WithInterpreter"), els.Text);
    }
}
