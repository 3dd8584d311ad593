using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Pages.ForCaregivers.Enrolments;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace CaregiverSignal.Tests.Enrolments;

/// <summary>Programs, floods, and addresses of somebody else.</summary>
public sealed class EnrolmentLimitsTests() : AtASite("2026-03-02", KeptLog.Settings)
{
    [Fact]
    public async Task A_flood_from_one_network_is_bounded_in_rows_and_mails_and_delays_no_check_in()
    {
        await site.AddCaregiver();
        var form = await site.Enrolling();
        List<KeyValuePair<string, string>> fields = [.. form.Fields.Where(entry => entry.Key != "Mail")];
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < LongRun.Of(30, 10_000); number++)
            statuses.Add(
                (await form.Post("/aanmelden/18", [.. fields, new("Mail", $"bot{number}@example.org")])).Status
            );

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.NotNull(form.Answer.Headers.RetryAfter);
        Assert.Has(Dutch("EnrolModel.TooMany"), form.Text);
        Assert.Equal("Noor", form.Fields.Single(entry => entry.Key == "FirstName").Value);
        Assert.Equal((10, 10), (await site.Count("enrolment"), await site.Count("mail", "kind = 'enrolment'")));
        Assert.Equal(1, await site.Count("audit_log", "action = 'limit'"));

        await (await site.Enrolling(from: "127.0.0.9")).Sent();
        Assert.Equal(11, await site.Count("enrolment"));
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'invitation' and state = 'sent'"));
        Assert.True(
            await site.Count(
                "mail",
                "kind = 'enrolment' and priority > (select max(priority) from mail where kind <> 'enrolment')"
            ) == 11
        );
    }

    /// <summary>
    /// docs/operations.md has what ten thousand at a running program do; here are those that fill the hour.
    /// </summary>
    [Fact]
    public async Task A_flood_from_many_networks_is_bounded_for_all_together_and_who_is_in_its_midst_loses_nothing()
    {
        var log = new KeptLog();
        log.Read(site);
        var form = await site.Enrolling();
        List<KeyValuePair<string, string>> fields = [.. form.Fields.Where(entry => entry.Key != "Mail")];
        var (limits, networks) = (site.Part<EnrolmentLimits>(), LongRun.Of(20, 1000));
        for (var number = 0; number < networks * 10; number++)
        {
            var context = new DefaultHttpContext();
            context.Connection.RemoteIpAddress = IPAddress.Parse(
                $"10.1.{number % networks / 250}.{number % networks % 250}"
            );
            Assert.Equal(number < EnrolmentLimits.MostAnHour, limits.Wait(context) is null);
        }

        limits.Wait(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.2.0.1") } });
        Assert.Single(
            log.Written,
            line => line.StartsWith("More than 200 people asked to take part within an hour", StringComparison.Ordinal)
        );

        await form.Post("/aanmelden/18", [.. fields, new("Mail", SomeEnrolment.Email)]);
        Assert.Equal(HttpStatusCode.TooManyRequests, form.Status);
        Assert.Equal("Noor", form.Fields.Single(entry => entry.Key == "FirstName").Value);
        Assert.Equal(0, await site.Count("mail", "kind = 'enrolment'"));
        site.Advance(TimeSpan.FromHours(1));
        await (await site.Enrolling()).Sent();
        Assert.Equal(1, await site.Count("mail", "kind = 'enrolment'"));
    }

    [Fact]
    public async Task Somebody_elses_address_gets_one_mail_a_day_and_what_waits_there_does_not_change()
    {
        await site.Coordinator();
        await (await site.Enrolling()).Sent();
        var first = (await site.OpenedMail()).Path;
        await (await site.Enrolling("NOOR@example.org")).Write(Dutch("Everywhere.FirstName"), "Bot").Sent();
        Assert.Single(site.MailsTo(SomeEnrolment.Email));
        Assert.Has("Noor", (await site.NewBrowser().Open(first)).Text);

        site.On("2026-03-03");
        await (await site.Enrolling()).Write(Dutch("Everywhere.FirstName"), "Nora").Sent();
        Assert.Has("Nora", (await site.OpenedMail()).Text);
        Assert.Equal(HttpStatusCode.Gone, (await site.NewBrowser().Open(first)).Status);
        Assert.Equal((1, 2), (await site.Count("enrolment"), await site.Count("mail")));
    }

    [Fact]
    public async Task What_a_program_fills_in_is_not_kept_and_who_is_quick_presses_again()
    {
        var trapped = await site.Enrolling();
        await trapped.Post(
            "/aanmelden/18",
            [.. trapped.Fields.Where(entry => entry.Key != "Website"), new("Website", "http://example.org")]
        );
        Assert.Equal("/aanmelden/mail", trapped.Path);

        var quick = await (await site.NewBrowser().Open("/aanmelden/18"))
            .Write(Dutch("Everywhere.FirstName"), "Noor")
            .Write(Dutch("EnrolModel.Mail"), SomeEnrolment.Email)
            .Check(Dutch("EnrolModel.TakesPart"))
            .Sent();
        Assert.Has(Dutch("EnrolModel.Error.Again"), quick.Text);
        Assert.Equal(0, await site.Count("mail"));
        site.Advance(TimeSpan.FromSeconds(5));
        await quick.Sent();
        Assert.Equal(1, await site.Count("mail"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_nothing_is_stored()
    {
        (string Field, string Text, string At)[] wrong =
        [
            ("FirstName", "Noor\r\nBcc: x@example.org", "FirstName"),
            ("FirstName", "\u202Eroon", "FirstName"),
            ("FirstName", "", "FirstName"),
            ("Mail", "noor@example.org\r\nBcc: x@example.org", "Mail"),
            ("Mail", "noor@example.org, x@example.org", "Mail"),
            ("Phone", "bel mij", "Phone"),
            ("Hours", "169", "Hours"),
            ("Hours", "veel", "Hours"),
            ("MayKnow", "burden", "Gp"),
            ("MayKnow", "anything", "MayKnow"),
            ("Gp", "dokter De Wit", "MayKnow"),
            ("TakesPart", "", "TakesPart"),
        ];
        foreach (var (field, text, at) in wrong)
        {
            var form = await site.Enrolling();
            await form.Post("/aanmelden/18", [.. form.Fields.Where(entry => entry.Key != field), new(field, text)]);

            Assert.Equal(HttpStatusCode.BadRequest, form.Status);
            Assert.Begins("Fout: ", form.Title);
            Assert.NotNull(form.Page.QuerySelector($"#{at}-fout"));
        }
        Assert.Equal((0, 0), (await site.Count("enrolment"), await site.Count("mail")));
    }

    /// <summary>Whatever is typed: it is refused with a reason, or it is one line and one address.</summary>
    [Fact]
    public void What_the_page_accepts_is_a_visible_name_and_one_address()
    {
        var part = Gen.OneOf(
            Gen.Elements(
                "Noor",
                "Žofie-Ann",
                "d'",
                " ",
                "@",
                "example.org",
                ".",
                "\r\n",
                "\0",
                "<b>",
                ",",
                "\u202E",
                "ß"
            ),
            Gen.Choose(32, 0xFF).Select(code => ((char)code).ToString())
        );
        var text = Gen.ListOf(part).Select(string.Concat);
        var address = Gen.OneOf(text, part.Select(local => local + "@example.org"));
        var accepted = 0;
        Law.Holds(
            Gen.OneOf(part, text).SelectMany(_ => address, (name, mail) => (name, mail)),
            typed =>
            {
                var page = new EnrolModel(null!, null!, null!, null!, null!, null!)
                {
                    FirstName = typed.name.Trim(),
                    Mail = typed.mail.Trim(),
                    TakesPart = true,
                };
                var enrolment = page.Read();
                if (!page.ModelState.IsValid)
                    return page.ModelState.Values.All(entry =>
                        entry.Errors.All(error => error.ErrorMessage.Length > 0)
                    );
                accepted++;
                return OneLine.Problem(enrolment.FirstName, PersonDetails.LongestLine) is null
                    && enrolment.FirstName.Length > 0
                    && Address.TryParse(enrolment.Email, out var item)
                    && item!.ToString() == enrolment.Email
                    && !enrolment.Email.Any(letter => char.IsControl(letter) || "<>, ".Contains(letter));
            }
        );
        Assert.True(accepted > 50);
    }
}
