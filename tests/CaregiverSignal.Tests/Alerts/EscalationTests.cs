using CaregiverSignal.Alerts;
using CaregiverSignal.Cases;

namespace CaregiverSignal.Tests.Alerts;

/// <summary>A bad week: what waits with one colleague is one mail to the others, and fills nobody's mailbox.</summary>
public sealed partial class EscalationTests() : AtASite("2026-03-02")
{
    private const string Carla = "carla@steunpunt.example";
    private const string Lead = "lot@steunpunt.example";
    private const string Administrator = "beheer@steunpunt.example";

    private long carla;
    private readonly List<(string To, string Text)> read = [];

    /// <remarks>Monday 2 March.</remarks>
    public override async ValueTask InitializeAsync()
    {
        carla = await site.Coordinator(Carla, "Carla");
        await site.WithRoles(Lead, "Lot", StaffRole.TeamLead);
        await site.WithRoles(Administrator, "Bea", StaffRole.Administrator);
    }

    [Fact]
    public async Task Twenty_red_that_nobody_takes_up_are_one_mail_each_second_working_day_and_weekly_to_who_administers()
    {
        for (var number = 1; number <= 20; number++)
            await Red(number);
        await Play(28);

        Assert.Equal(
            [
                "03-04 Bij Carla wachten 20 mensen, de langste 2 werkdagen.",
                "03-06 Bij Carla wachten 20 mensen, de langste 4 werkdagen.",
                "03-10 Bij Carla wachten 20 mensen, de langste 6 werkdagen.",
                "03-12 Bij Carla wachten 20 mensen, de langste 8 werkdagen.",
                "03-16 Bij Carla wachten 20 mensen, de langste 10 werkdagen.",
                "03-18 Bij Carla wachten 20 mensen, de langste 12 werkdagen.",
                "03-20 Bij Carla wachten 20 mensen, de langste 14 werkdagen.",
                "03-24 Bij Carla wachten 20 mensen, de langste 16 werkdagen.",
                "03-26 Bij Carla wachten 20 mensen, de langste 18 werkdagen.",
                "03-30 Bij Carla wachten 20 mensen, de langste 20 werkdagen.",
            ],
            Waits(Lead)
        );
        Assert.Equal(
            [
                "03-16 Bij Carla wachten 20 mensen, de langste 10 werkdagen.",
                "03-24 Bij Carla wachten 20 mensen, de langste 16 werkdagen.",
                "03-30 Bij Carla wachten 20 mensen, de langste 20 werkdagen.",
            ],
            Waits(Administrator)
        );
        Assert.Equal(20, await site.Count("mail", "kind = 'alert'"));
        Assert.Equal(20 * 10, await site.Count("action", "kind = 'escalated'"));
        Assert.Empty(Waits(Carla));
    }

    [Fact]
    public async Task Who_is_spoken_waits_no_more_and_the_next_counts_the_others()
    {
        var first = await Red(1);
        await Play(1);
        await Red(2);
        await Play(1);
        Assert.True(await site.Contact(first.Id, ContactWay.Spoken, 30));
        await Play(1);

        Assert.Equal(
            ["03-04 Bij Carla wacht iemand, al 2 werkdagen.", "03-05 Bij Carla wacht iemand, al 2 werkdagen."],
            Waits(Lead)
        );
    }

    [Fact]
    public async Task What_comes_a_day_later_brings_what_waits_already_along_and_they_have_one_day_from_then_on()
    {
        await Red(1);
        await Play(1);
        await Red(2);
        await Play(9);

        Assert.Equal(
            [
                "03-04 Bij Carla wacht iemand, al 2 werkdagen.",
                "03-05 Bij Carla wachten 2 mensen, de langste 3 werkdagen.",
                "03-09 Bij Carla wachten 2 mensen, de langste 5 werkdagen.",
                "03-11 Bij Carla wachten 2 mensen, de langste 7 werkdagen.",
            ],
            Waits(Lead)
        );
    }

    [Fact]
    public async Task Late_tasks_go_in_the_same_mail()
    {
        await Red(1);
        await Play(1);
        var other = await Person(2);
        await site.Write(transaction =>
            StaffTaskTable.Open(transaction, StaffTaskKind.Stopped, other, site.Time.Today, site.Time.Now)
        );
        await Play(1);

        Assert.Equal(["03-04 Bij Carla wachten 2 mensen, de langste 2 werkdagen."], Waits(Lead));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_import_or_new_rules_brought_waits_from_its_own_day_on(bool isTakenUp)
    {
        var (person, today) = (await Person(1), site.Time.Today);
        var why = new Finding(JudgedRow.Review, SignalKind.Level, Urgency.Red, today, 0, new Evidence(Since: today));
        await site.Write(async transaction =>
        {
            var id = await SignalTable.Open(
                transaction,
                person,
                Urgency.Red,
                [SignalKind.Level],
                today,
                site.Time.Now,
                nextOn: new DateOnly(2026, 3, 16)
            );
            await FindingTable.Add(transaction, id, [why], new RuleSettings(), site.Time.Now);
        });
        if (isTakenUp)
            await site.Write(async transaction =>
                await CaseActions.TakeUp(
                    transaction,
                    (await SignalTable.OpenOf(transaction, person))!,
                    carla,
                    site.Time
                )
            );

        await Play(18);

        Assert.Equal(
            ["03-18 Bij Carla wacht iemand, al 2 werkdagen.", "03-20 Bij Carla wacht iemand, al 4 werkdagen."],
            Waits(Lead)
        );
        Assert.Empty(Waits(Administrator));
        Assert.Equal(0, await site.Count("mail", "kind = 'alert'"));
    }

    [Fact]
    public async Task It_goes_at_the_hour_of_the_digest()
    {
        await Red(1);
        await site.RunJobs();
        site.Clock.AdjustTime(site.Time.At(Some.Date("2026-03-04"), new TimeOnly(8, 29)));
        await site.RunJobs();
        Assert.Empty(await site.MailedTo("escalation"));

        site.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();

        Assert.Contains(Lead, await site.MailedTo("escalation"));
    }

    [Fact]
    public async Task Two_workers_at_once_escalate_once()
    {
        await Red(1);
        await site.RunJobs();
        site.Advance(TimeSpan.FromDays(2));
        var step = site.Part<EscalateWaiting>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunOneAsync(), Some.Stop)));

        Assert.Single(await site.MailedTo("escalation"), to => to == Lead);
        Assert.Equal(1, await site.Count("action", "kind = 'escalated'"));
    }

    private Task<long> Person(int number) =>
        site.AddCaregiver($"{number}", nextDueOn: new DateOnly(2027, 1, 1), coordinator: Carla);

    private async Task<Signal> Red(int number) => await site.AddSignal(await Person(number), kinds: "level");

    /// <summary>Does what is due now and on so many days after it, and reads the mail of each day.</summary>
    private async Task Play(int days)
    {
        await site.RunJobs();
        for (var day = 0; day < days; day++)
        {
            await Days(1);
            read.AddRange(
                (
                    await site.Read(transaction =>
                        transaction.AllMails(
                            $"select mail.id from mail where kind = 'escalation' and created_at >= '{site.Time.Today:yyyy-MM-dd}'"
                        )
                    )
                )
                    .Select(ReadMail.From)
                    .Select(mail => (mail.To.Address, $"{site.Time.Today:MM-dd} {Sentence().Match(mail.Text).Value}"))
            );
        }
    }

    /// <summary>The day of each mail to somebody about what waits, and the sentence that says how much.</summary>
    private IEnumerable<string> Waits(string to) => read.Where(mail => mail.To == to).Select(mail => mail.Text);

    [GeneratedRegex(@"Bij Carla [^.]*\.")]
    private static partial Regex Sentence();
}
