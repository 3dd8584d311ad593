using CaregiverSignal.Delivery;
using CaregiverSignal.Tests.Mail;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

public sealed class MailTaskPageTests() : AtASite("2026-03-02")
{
    public override async ValueTask InitializeAsync()
    {
        await site.AddCaregiver();
        await site.RunJobs();
    }

    [Fact]
    public async Task Mail_that_does_not_arrive_asks_to_call_and_the_questions_come_to_the_phone_list()
    {
        await Take("b01-failed-report");

        var browser = await site.SignedIn();

        Assert.Has("Anna J. 06 12 34 56 78 Mail lukt niet Mail of sms komt niet aan. Bel,", browser.Text);
        Assert.Has(Dutch("WorklistModel.Ask.email"), browser.Text);

        await browser.Press("Stuur niets meer naar Anna J.");

        Assert.Lacks("Mail of sms komt niet aan. Bel,", browser.Text);
        Assert.Has(Dutch("WorklistModel.Ask.email"), browser.Text);
        Assert.Equal(1, await site.Count("staff_task", "done_by is not null"));
    }

    [Fact]
    public async Task Somebody_whose_mail_the_relay_refused_stands_on_one_list_and_not_on_two()
    {
        await site.Sql(
            "update mail set state = 'failed', last_stage = 'rcpt', last_code = 550, last_enhanced = '5.1.1' where kind = 'invitation'"
        );
        Assert.Has(Dutch("WorklistModel.Mail.failed", "2 maart"), (await site.SignedIn()).Text);

        await site.RunJobs();
        var browser = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Task.no-arrival"), browser.Text);
        Assert.Lacks(Dutch("WorklistModel.Mail.failed", "2 maart 2026"), browser.Text);
    }

    [Theory]
    [InlineData("/werklijst")]
    [InlineData("/zaak/1")]
    public async Task Mail_that_does_not_arrive_leads_to_where_a_new_address_ends_its_task(string page)
    {
        await Take("b01-failed-report");
        var browser = await (await site.SignedIn()).Open(page);

        await browser.Follow(Dutch("WorklistModel.Task.Address") + " van Anna J.");
        await browser.Write(Dutch("DetailsModel.Email"), "anna.nieuw@example.org").PressFirst(Dutch("Everywhere.Save"));

        Assert.Equal(1, await site.Count("staff_task", "kind = 'no-arrival' and done_by is not null"));
        Assert.Lacks("Mail of sms komt niet aan.", (await browser.Open("/werklijst")).Text);
    }

    [Fact]
    public async Task Mail_begins_again_when_the_coordinator_says_so()
    {
        await Take("b41-complaint");

        var browser = await (await site.SignedIn()).Press("Stuur weer berichten naar Anna J.");

        Assert.Lacks(Dutch("WorklistModel.Ask.email"), browser.Text);
        Assert.Equal(0, await site.Count("mail_address", "stopped_at is not null"));
        site.Advance(TimeSpan.FromDays(31));
        await site.RunJobs();
        Assert.Equal(2, await site.Count("mail", "kind = 'invitation'"));
    }

    [Fact]
    public async Task What_somebody_wrote_is_shown_as_text_and_kept_for_two_weeks_and_a_press_by_mistake_is_taken_back()
    {
        await Take("b45-somebody-writes", ("Bel mij.", "Bel <b>mij</b>. \u202Eomgekeerd"));

        var browser = await site.SignedIn();

        Assert.Has(Dutch("WorklistModel.Task.reply", "2 maart"), browser.Text);
        Assert.Has("Stop met deze mails. Bel <b>mij</b>. [U+202E]omgekeerd", browser.Text);

        await browser.Press("Niets nodig van Anna J.");
        Assert.Has(Dutch("WorklistModel.Saved.Read", "Anna J."), browser.Text);
        Assert.Lacks("Stop met deze mails.", browser.Text);

        await browser.Press(Dutch("TakeBackModel.TakeBack"));
        Assert.Has("Stop met deze mails.", browser.Text);

        await browser.Press("Niets nodig van Anna J.");
        Assert.Has("Stop met deze mails.", (await browser.Open("/zaak/1")).Text);
        site.Advance(TimeSpan.FromDays(15));
        await site.Part<ReadReturns>().ForgetAsync();
        Assert.Equal(0, await site.Count("mail_return", "reply is not null"));
    }

    private async Task Take(string name, (string From, string To) change = default)
    {
        var id = await site.Value<string>("select id from mail where kind = 'invitation' order by created_at desc");
        var text = System.Text.Encoding.Latin1.GetString(Returned.About(name, id));
        var changed = change.From is null ? text : text.Replace(change.From, change.To);
        await site.Part<TakeInReturn>().TakeAsync(System.Text.Encoding.UTF8.GetBytes(changed));
    }
}
