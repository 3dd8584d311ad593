using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>
/// A row that holds what cannot be, by hand or by a defect, is one person's trouble and nobody else's; and it is seen.
/// </summary>
public sealed class OneBadRowTests() : AtASite("2026-01-05")
{
    [Theory]
    [InlineData("born = '2000-13-45'")]
    [InlineData("enrolled_on = 'gisteren'")]
    [InlineData("paused_until = '2026-02-31'")]
    [InlineData("created_at = '5 januari'")]
    [InlineData("email = 'geen adres'")]
    public async Task A_caregiver_whose_row_cannot_be_read_keeps_nobody_else_from_being_asked(string spoilt)
    {
        var people = (
            await Enumerable.Range(1, 5).SelectAsync(n => site.Add(Some.Person($"p{n}", email: $"p{n}@example.org")))
        ).ToList();
        await site.Sql($"update caregiver set {spoilt} where id = {people[1]}");

        await site.RunJobs(mayFail: true);

        Assert.Equal(4, await site.Count("mail", "kind = 'invitation' and state = 'sent'"));
        await AssertAside("invite", people[1]);
        Assert.Equal(1, await site.Count("failure", $"job = 'invite' and item = {people[1]} and times = 1"));
    }

    [Theory]
    [InlineData("born = '2000-13-45'")]
    [InlineData("enrolled_on = 'gisteren'")]
    [InlineData("created_at = ''")]
    public async Task A_red_signal_is_told_and_escalated_whatever_else_of_the_caregiver_cannot_be_read(string spoilt)
    {
        var anna = await site.Add(Some.Person("a", "2027-01-01"));
        await site.AskAndAnswer(anna, csi: 8, time: 1);
        await site.Part<EvaluateCaregiver>().RunAsync(10);

        await site.Sql($"update caregiver set {spoilt} where id = {anna}");

        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'alert' and state = 'sent'"));
        await site.On("2026-01-08").RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'escalation' and state = 'sent'"));
    }

    [Fact]
    public async Task A_signal_whose_row_cannot_be_read_keeps_no_other_from_being_told_nor_from_the_digest()
    {
        var (anna, bert) = await Two();
        await site.AskAndAnswer(anna, csi: 8, time: 1);
        await site.AskAndAnswer(bert, csi: 8, time: 1);
        await site.Part<EvaluateCaregiver>().RunAsync(10);

        var bad = (await site.OpenSignal(anna))!.Id;
        await site.Sql($"update signal set opened_on = 'maandag' where id = {bad}");

        await site.RunJobs(mayFail: true);

        await AssertAside("tell", bad);
        Assert.Equal(
            (1, 1),
            (
                await site.Count("mail", "kind = 'alert' and state = 'sent'"),
                await site.Count("mail", "kind = 'digest' and state = 'sent'")
            )
        );
    }

    [Theory]
    [InlineData("answers = 'goed'")]
    [InlineData("answers = '[{}]'")]
    [InlineData("answers = 'null'")]
    public async Task Answers_that_cannot_be_read_keep_no_other_from_being_told(string spoilt)
    {
        var (anna, bert) = await Two();
        await site.AskAndAnswer(anna, csi: 8, time: 1);
        await site.AskAndAnswer(bert, csi: 8, time: 1);
        await site.Sql($"update response set {spoilt} where caregiver_id = {anna}");

        await site.RunJobs(mayFail: true);

        Assert.Equal(1, await site.Count("signal", $"caregiver_id = {bert} and notified_at is not null"));
    }

    [Fact]
    public async Task A_coordinator_whose_only_signal_cannot_be_read_is_not_told_that_all_is_quiet()
    {
        var anna = await site.Add(Some.Person("a", "2027-01-01"));
        await site.AskAndAnswer(anna, csi: 8);
        await site.RunJobs();
        Assert.Equal(1, await site.Count("mail", "kind = 'digest'"));
        await site.Sql(
            "update signal set opened_on = 'maandag'; update coordinator set enrolled_at = '2025-12-01T00:00:00.000Z'"
        );

        await site.On("2026-01-12").RunJobs();

        var digest = (await site.Mails("digest"))[^1];
        Assert.Equal(2, await site.Count("mail", "kind = 'digest'"));
        Assert.Lacks("niemand open", digest.Text);
        Assert.Has("Met een melding op uw werklijst: 1.", digest.Text);
    }

    [Fact]
    public async Task A_mail_whose_bytes_are_gone_ends_as_failed_and_the_mail_behind_it_goes()
    {
        var (anna, _) = (await site.Add(Some.Person("a")), await site.Add(Some.Person("b", email: "b@example.org")));
        while (await site.Write(site.Part<CaregiverSignal.Invitations.InviteToCheckIn>().RunOne)) { }

        await site.Sql("update mail set bytes = null where caregiver_id = @anna", new { anna });

        await site.RunJobs();

        Assert.Equal(
            SendNote.BytesDamaged.Code(),
            await site.Value<string>($"select last_note from mail where caregiver_id = {anna} and state = 'failed'")
        );
        Assert.Equal((1, 0), (await site.Count("mail", "state = 'sent'"), site.Part<MailLoop>().Failures));
    }

    [Fact]
    public async Task One_odd_row_does_not_spoil_how_the_rows_after_it_are_read()
    {
        using var store = Some.Installation();
        await store.AddCaregiver("1");
        await store.AddCaregiver("2");
        await store.Sql("update caregiver set born = x'00' where person = '1'");

        var (people, unreadable) = await store.Read(async transaction =>
            (await CaregiverTable.AllTakingPart(transaction), transaction.Unreadable)
        );

        Assert.Equal("2", Assert.Single(people).Person);
        Assert.Equal(new UnreadableRow("Caregiver", "1"), Assert.Single(unreadable));
        Assert.Equal("2", (await store.Read(async transaction => await CaregiverTable.Get(transaction, 2)))!.Person);
    }

    [Fact]
    public async Task The_worklist_and_the_list_of_people_open_and_say_what_is_missing_on_them()
    {
        using var pages = Some.Installation().On("2026-03-02");
        await pages.Enrolled();
        var (anna, bert) = (await pages.AddCaregiver("1", "Anna"), await pages.AddCaregiver("2", "Bert"));
        var bad = (await pages.AddSignal(anna)).Id;
        await pages.AddSignal(bert);
        await pages.Sql($"update signal set opened_on = 'maandag' where id = {bad}");
        await pages.Sql($"update caregiver set paused_until = 'ooit' where id = {anna}");

        var worklist = await pages.SignedIn();

        Assert.Equal(HttpStatusCode.OK, worklist.Status);
        Assert.Has("Bert J.", worklist.Text);
        Assert.Lacks("Anna J.", worklist.Text);
        Assert.Has(Dutch("StaffLayout.Unreadable", $"Signal {bad}"), worklist.Text);
        var people = await worklist.Open("/mensen");
        Assert.Has("Bert", people.Text);
        Assert.Has($"tegen de beheerder: PersonRow {anna}, Signal {bad}.", people.Text);
    }

    [Fact]
    public async Task A_tip_whose_row_cannot_be_read_keeps_no_other_from_being_told_and_the_worklist_open()
    {
        using var pages = Some.Installation().On("2026-03-02");
        await pages.Enrolled();
        var bad = await pages.AddConcernReport("Eerste tip.");
        await pages.AddConcernReport("Tweede tip.");
        await pages.Sql($"update concern_report set received_at = 'gisteren' where id = {bad}");

        await pages.Part<JobRunner>().RunAsync(Some.Stop);

        // A mail only says how many there are, so that one counts too.
        Assert.Equal(
            (2, 2),
            (
                await pages.Count("concern_report", "notified_at is not null"),
                await pages.Count("mail", "kind = 'concern-report'")
            )
        );
        var worklist = await pages.SignedIn();
        Assert.Has("Tweede tip.", worklist.Text);
        Assert.Has($"ConcernReport {bad}", worklist.Text);
    }

    [Fact]
    public async Task Coordinators_read_on_each_page_that_something_is_stuck_once_an_item_failed_for_longer_than_an_hour()
    {
        const string Stuck = "Iets in het programma loopt vast.";
        using var pages = Some.Installation().On("2026-03-02");
        await pages.Enrolled();
        await pages.AddCaregiver();
        await pages.Sql("update caregiver set born = '2000-13-45'");
        await pages.Part<JobRunner>().RunAsync(Some.Stop);
        Assert.Lacks(Stuck, (await pages.SignedIn()).Text);

        pages.Advance(TimeSpan.FromMinutes(61));
        await pages.Part<JobRunner>().RunAsync(Some.Stop);

        Assert.Has(Stuck, (await pages.SignedIn()).Text);
    }

    private async Task<(long Anna, long Bert)> Two() =>
        (
            await site.Add(Some.Person("a", "2027-01-01")),
            await site.Add(Some.Person("b", "2027-01-01", email: "b@example.org"))
        );

    private async Task AssertAside(string job, long item) =>
        Assert.Equal(1, await site.Count("failure", $"job = '{job}' and item = {item} and retry_at is not null"));
}
