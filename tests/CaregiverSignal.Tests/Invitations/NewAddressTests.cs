using CaregiverSignal.Import;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;

namespace CaregiverSignal.Tests.Invitations;

/// <summary>Somebody's mail address is another one: the old mailbox may be read by somebody else.</summary>
public sealed class NewAddressTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Old_links_and_browsers_end_and_the_questions_come_to_the_new_address()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        var old = site.Mails().Single();
        var browser = site.NewBrowser();
        await browser.Open(TestInstallation.LinkIn(old));
        await browser.Press(Dutch("CheckInPageModel.Start"));

        await Move("nieuw@elders.example");
        await site.RunJobs();

        Assert.Equal(Dutch("Shared.SessionOverTitle"), (await browser.Open("/vragen/1")).Heading);
        foreach (var link in new[] { TestInstallation.LinkIn(old), TestInstallation.LinkIn(old, "p") })
        {
            await browser.Open(link);
            Assert.Equal(HttpStatusCode.Gone, browser.Status);
            var way = Assert.Single(browser.Page.QuerySelectorAll("main form, main a"));
            Assert.Equal("/mijn", way.GetAttribute("href"));
            await browser.Post(link, [new("List-Unsubscribe", "One-Click")]);
        }

        Assert.Equal(1, await site.Count("caregiver", "status = 'active'"));
        var mail = Assert.Single(site.Mails(), text => text.Contains("To: nieuw@elders.example"));
        Assert.NotEqual(TestInstallation.LinkIn(old), TestInstallation.LinkIn(mail));
        Assert.NotEqual(TestInstallation.LinkIn(old, "p"), TestInstallation.LinkIn(mail, "p"));
        Assert.Equal(HttpStatusCode.OK, (await browser.Open(TestInstallation.LinkIn(mail))).Status);
    }

    [Fact]
    public async Task Mail_that_waits_never_goes_with_the_old_name_on_it()
    {
        await site.AddCaregiver();
        await site.Part<JobRunner>().RunAsync(Some.Stop);
        Assert.Equal(1, await site.Count("mail", "state = 'ready'"));

        await Move("nieuw@elders.example");
        await site.RunJobs();

        var mail = Assert.Single(site.Mails());
        Assert.Has("To: nieuw@elders.example", mail);
        Assert.Lacks("persoon1@example.org", mail);
        Assert.Equal(1, await site.Count("mail", "state = 'cancelled' and envelope_to = 'persoon1@example.org'"));
    }

    [Fact]
    public async Task Nobody_is_asked_any_more_to_call_about_the_old_one()
    {
        var caregiver = await site.AddCaregiver();
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.NoArrival, caregiver, site.Time.Today, site.Time.Now)
        );

        await Move("nieuw@elders.example");

        Assert.Equal(1, await site.Count("staff_task", "kind = 'no-arrival' and done_at is not null"));
    }

    [Fact]
    public async Task The_reminder_goes_to_the_new_address_and_silence_counts_from_what_arrived()
    {
        var caregiver = await site.AddCaregiver();
        await site.Part<JobRunner>().RunAsync(Some.Stop);
        await Move("nieuw@elders.example");
        await site.RunJobs();
        Assert.Empty(await site.Read(transaction => NotReachedTable.Of(transaction, caregiver)));

        site.Advance(TimeSpan.FromDays(7));
        await site.RunJobs();

        Assert.Equal(
            1,
            await site.Count("mail", "kind = 'reminder' and state = 'sent' and envelope_to = 'nieuw@elders.example'")
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await site.NewBrowser().Open(TestInstallation.LinkIn(site.Mails()[^1]))).Status
        );
    }

    [Fact]
    public async Task The_same_address_in_capitals_or_the_same_file_twice_changes_nothing()
    {
        await site.AddCaregiver();
        await site.RunJobs();

        await Move("Persoon1@Example.org");
        await Move("persoon1@example.org");
        await site.RunJobs();

        Assert.Single(site.Mails());
        Assert.Equal(0, await site.Count("link", "withdrawn_at is not null"));
    }

    [Fact]
    public async Task Who_has_no_address_any_more_stands_on_the_list_to_phone()
    {
        await site.AddCaregiver();
        await site.RunJobs();

        await Move("", "phone");
        await site.RunJobs();

        Assert.Equal(1, await site.Count("mail", "caregiver_id is not null"));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'ask'"));
        Assert.Equal(2, await site.Count("link", "withdrawn_at is not null"));
        Assert.Equal(1, await site.Count("check_in", "not_mailed_at is not null"));
    }

    [Fact]
    public async Task Two_at_once_write_one_invitation_and_a_second_turn_none()
    {
        await site.AddCaregiver();
        await site.RunJobs();
        await Move("nieuw@elders.example");
        var step = site.Part<InviteAgain>();

        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.Write(step.RunOne))));

        Assert.Equal(1, done.Count(isDone => isDone));
        Assert.False(await site.Write(step.RunOne));
        Assert.Equal(2, await site.Count("mail", "kind = 'invitation'"));
    }

    private async Task Move(string email, string channel = "email")
    {
        var enrolled = await site.Value<string>("select enrolled_on from caregiver");
        File.WriteAllText(
            Path.Combine(folder.Name, "people.csv"),
            $"person,enrolled,email,channel\n1,{enrolled},{email},{channel}\n"
        );
        var read = FolderReader.Read(folder.Name, site.Instruments, out var faults);
        Assert.Empty(faults);
        var imports = new Imports(
            site.Database,
            site.Installation.Settings,
            site.Instruments,
            site.Installation.Plan,
            site.Time
        );
        var result = await imports.StoreAsync(read!, dryRun: false);
        Assert.Empty(result.Faults);
    }
}
