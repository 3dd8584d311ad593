using CaregiverSignal.Caseload;
using CaregiverSignal.Delivery;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.Tests.Mail;
using ImportedPerson = CaregiverSignal.Import.ImportedPerson;

namespace CaregiverSignal.Tests.Invitations;

/// <summary>Somebody for whom mail does not work is asked by text message, through a gateway that takes mail.</summary>
public sealed class BySmsTests()
    : AtASite(
        "2026-01-05",
        ("Sms:Address", "{number}@SMS.example"),
        ("Site:BaseUrl", "http://linde.example"),
        ("SupportPoint:Name", "De Linde")
    )
{
    [Fact]
    public async Task The_invitation_is_one_short_message_whose_link_opens_the_questions()
    {
        await Add();
        await site.RunJobs();

        var sms = Assert.Single(await site.Mails("invitation"));
        var text = sms.Text.Trim();
        Assert.Equal("31612345678@sms.example", await site.Value<string>("select envelope_to from mail"));
        Assert.InRange(text.Length, 1, 160);
        Assert.Equal(text, SmsText.Clean(text));
        Assert.StartsWith("De Linde: hoe gaat het met u?", text, StringComparison.Ordinal);
        Assert.Has("Antwoord per sms komt niet aan", text);
        Assert.Lacks("Anna", text);
        Assert.DoesNotContain(sms.Headers, header => header.Name == "List-Unsubscribe");
        Assert.DoesNotContain(sms.Headers, header => header.Value.Contains("multipart", StringComparison.Ordinal));

        var link = new Uri(text[text.LastIndexOf(' ')..].Trim());
        Assert.InRange(link.OriginalString.Length, 1, 40);
        var page = await site.NewBrowser().Open(link.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Has("Hoe gaat het", page.Text);
    }

    [Fact]
    public async Task A_week_without_an_answer_brings_one_reminder_with_a_link_of_its_own()
    {
        await Add();
        await site.RunJobs();
        await site.On("2026-01-12").RunJobs();

        var (invitation, reminder) = (
            (await site.Mails("invitation")).Single(),
            Assert.Single(await site.Mails("reminder"))
        );
        Assert.InRange(reminder.Text.Trim().Length, 1, 160);
        Assert.NotEqual(invitation.Text[^20..], reminder.Text[^20..]);
    }

    [Fact]
    public async Task A_new_number_withdraws_the_old_link_and_asks_again()
    {
        var anna = await Add();
        await site.RunJobs();

        await Change(anna, details => details with { Phone = "06 87654321" });
        await site.RunJobs();

        Assert.Equal(1, await site.Count("link", "withdrawn_at is not null"));
        foreach (var number in new[] { "31612345678", "31687654321" })
            Assert.Equal(1, await site.Count("mail", $"envelope_to = '{number}@sms.example'"));
    }

    [Fact]
    public async Task Without_their_mail_address_who_is_asked_by_text_message_keeps_the_link()
    {
        var anna = await Add();
        await Change(anna, details => details with { Email = "anna@example.org" });
        await site.RunJobs();

        await Change(anna, details => details with { Email = null });
        await site.RunJobs();

        Assert.Equal(0, await site.Count("link", "withdrawn_at is not null"));
        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task A_link_that_went_to_a_mailbox_ends_with_the_address_also_once_text_messages_took_its_place()
    {
        var anna = await site.Add(Person() with { Details = ByMail });
        await site.RunJobs();
        await Change(anna, details => details with { Channel = Channel.Sms });
        await site.RunJobs();

        await Change(anna, details => details with { Email = null });
        await site.RunJobs();

        Assert.Equal(
            0,
            await site.Count(
                "link",
                "withdrawn_at is null and mail_key in (select dedupe_key from mail where envelope_to = 'anna@example.org')"
            )
        );
        Assert.Equal(2, await site.Count("mail", "envelope_to = '31612345678@sms.example' and state = 'sent'"));
    }

    [Fact]
    public async Task A_link_to_the_own_page_comes_by_text_message_and_the_answer_tells_nothing_of_a_number()
    {
        await Add();
        await site.RunJobs();
        var answers = new List<(HttpStatusCode, string, string)>();
        foreach (var number in new[] { "+31 6 12345678", "06 87654321" })
        {
            var browser = await site.NewBrowser().Open("/mijn/link");
            await browser.Write(Dutch("AskLinkModel.EmailOrNumber"), number).Press(Dutch("Everywhere.SendLink"));
            answers.Add((browser.Status, browser.Heading, browser.Text));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.OK, answers[0].Item1);
        await site.RunJobs();
        await AssertOwnPageOpens();
    }

    [Fact]
    public async Task Behind_the_message_a_link_to_the_own_page_is_sent_by_text_message_too()
    {
        await Add();
        await site.RunJobs();
        var invitation = (await site.Mails("invitation")).Single().Text.Trim();
        var link = new Uri(invitation[invitation.LastIndexOf(' ')..].Trim()).PathAndQuery;

        var browser = await site.NewBrowser().Open(link + "?wat=minder");
        await browser.Press(Dutch("OptOutPage.OwnPage"));

        Assert.Equal(Dutch("Shared.LinkSentSmsTitle"), browser.Heading);
        await site.RunJobs();
        await AssertOwnPageOpens();
    }

    private async Task AssertOwnPageOpens()
    {
        var text = Assert.Single(await site.Mails("own-page")).Text.Trim();
        Assert.InRange(text.Length, 1, 160);
        Assert.Lacks("Anna", text);
        Assert.Equal(1, await site.Count("mail", "kind = 'own-page' and envelope_to = '31612345678@sms.example'"));
        var page = await site.NewBrowser().Open(new Uri(text[text.LastIndexOf(' ')..].Trim()).PathAndQuery);
        Assert.Equal("/mijn", (await page.Press(Dutch("EnterModel.Open.Yes"))).Path);
    }

    [Fact]
    public async Task The_same_number_written_another_way_keeps_the_link_and_asks_nothing_again()
    {
        var anna = await Add();
        await site.RunJobs();

        await Change(anna, details => details with { Phone = "+31 (0)6-12345678" });
        await site.RunJobs();

        Assert.Equal(0, await site.Count("link", "withdrawn_at is not null"));
        Assert.Equal(1, await site.Count("mail"));
        Assert.Equal("31612345678@sms.example", (await site.Caregiver(anna)).SmsTo);
    }

    [Fact]
    public async Task A_number_that_takes_no_text_messages_any_more_brings_the_open_questions_to_a_person()
    {
        var anna = await Add();
        await site.RunJobs();

        await Change(anna, details => details with { Phone = "020 123 45 67" });
        await site.RunJobs();

        await AssertToAsk(anna);
    }

    [Fact]
    public async Task From_mail_to_text_message_the_open_questions_go_along()
    {
        var anna = await site.Add(Person() with { Details = ByMail });
        await site.RunJobs();

        await Change(anna, details => details with { Channel = Channel.Sms });
        await site.RunJobs();

        Assert.Equal(1, await site.Count("mail", "envelope_to = '31612345678@sms.example' and state = 'sent'"));
        Assert.Equal(1, await site.Count("check_in"));
    }

    [Fact]
    public async Task What_the_gateway_returns_stops_the_number_and_asks_a_person_to_call()
    {
        var anna = await Add();
        await site.RunJobs();
        var mail = await site.Value<string>("select id from mail");
        var report = Encoding
            .Latin1.GetString(Returned.About("b01-failed-report", mail))
            .Replace(Returned.To, "31612345678@sms.example", StringComparison.Ordinal);

        await site.Part<TakeInReturn>().TakeAsync(Encoding.Latin1.GetBytes(report));
        await site.On("2026-02-05").RunJobs();

        Assert.Equal(
            1,
            await site.Count("mail_address", "address = '31612345678@sms.example' and stopped_at is not null")
        );
        Assert.Equal(1, await site.Count("staff_task", "kind = 'no-arrival'"));
        Assert.Equal(1, await site.Count("mail", "caregiver_id is not null"));
        await AssertToAsk(anna);
    }

    [Fact]
    public async Task Where_the_number_is_no_mobile_one_or_nothing_sends_messages_a_person_asks()
    {
        var anna = await Add();
        await site.Sql("update caregiver set phone = '020 123 45 67'");
        await site.RunJobs();

        Assert.Equal(0, await site.Count("mail", "caregiver_id is not null"));
        Assert.Equal(1, await site.Count("staff_task", $"kind = 'ask' and caregiver_id = {anna}"));
        await AssertToAsk(anna);
    }

    [Fact]
    public async Task Beyond_the_limit_of_a_day_messages_wait_and_mail_goes_on()
    {
        await Add();
        await site.Add(Some.Person("p2", email: "bert@example.org"));
        await site.Part<JobRunner>().RunAsync(Some.Stop);
        for (var n = 0; n < SmsGateway.PerDay; n++)
            await site.Sql(
                $"""
                insert into mail (id, kind, dedupe_key, envelope_from, envelope_to, recipient_domain, sha256, urgent,
                    created_at, not_after, state, sending_at)
                select 'x{n}', kind, 'x{n}', envelope_from, envelope_to, recipient_domain, sha256, urgent, created_at,
                    not_after, 'sent', created_at
                from mail where recipient_domain = 'sms.example' and state = 'ready'
                """
            );

        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "recipient_domain = 'sms.example' and state = 'ready'"));
        Assert.Equal(
            1,
            await site.Count("mail", "recipient_domain = 'example.org' and kind = 'invitation' and state = 'sent'")
        );

        await site.On("2026-01-06").RunJobs();
        Assert.Equal(0, await site.Count("mail", "recipient_domain = 'sms.example' and state = 'ready'"));
    }

    private async Task AssertToAsk(long caregiver) =>
        Assert.Equal(
            ByHandBecause.Sms,
            Assert
                .Single(await site.Read(transaction => CaseloadTable.ToAskOf(transaction, caregiver, site.Time.Today)))
                .Because
        );

    private static PersonDetails ByMail =>
        Person().Details with
        {
            Channel = Channel.Email,
            Email = "anna@example.org",
        };

    private static ImportedPerson Person() =>
        Some.Person(email: null, channel: "sms") with
        {
            Details = Some.Person(email: null, channel: "sms").Details with { Phone = "06 12345678" },
        };

    private Task<long> Add() => site.Add(Person());

    private Task Change(long caregiver, Func<PersonDetails, PersonDetails> change) =>
        site.Write(async transaction =>
            await AddressCorrection.Save(
                transaction,
                caregiver,
                change(await PersonDetailsTable.Of(transaction, caregiver)),
                null,
                site.Time
            )
        );
}
