using System.Text.RegularExpressions;
using System.Xml.Linq;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Demo;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Demo;

/// <summary>
/// Twenty invented caregivers through half a year, looked at from outside: the mail folder and the store.
/// </summary>
public sealed class SimulationTests(SimulationTests.HalfAYear demo) : IClassFixture<SimulationTests.HalfAYear>
{
    private static readonly DemoOptions Options = new(20, 6, 1);

    [Fact]
    public void It_ends_well_and_says_what_happened()
    {
        Assert.Equal(0, demo.Run.Code);
        foreach (
            var word in new[] { "invitations", "reminders", "Signals", "Stories", "grafiek.svg", "caregiversignal.db" }
        )
        {
            Assert.Contains(word, demo.Run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_summary_holds_no_key_and_no_path_of_this_machine()
    {
        Assert.DoesNotContain("/v/", demo.Run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/i/", demo.Run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(demo.Folder, demo.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_store_says_that_it_is_simulated_and_where_its_clock_stands()
    {
        var clock = demo.Database.Read(SiteClockTable.Get)!;

        Assert.True(clock.Simulated);
        Assert.Equal(new DateTimeOffset(2026, 10, 23, 10, 0, 0, TimeSpan.Zero), clock.At);
    }

    [Fact]
    public void Every_mail_can_be_read_and_is_for_an_invented_address()
    {
        Assert.NotEmpty(demo.Mails);
        Assert.Each(
            demo.Mails,
            mail =>
            {
                Assert.NotEmpty(mail.Subject);
                // The shared mailbox hears that something waits, and has no link to follow.
                Assert.Equal(mail.Header("To").Contains("steunpunt@", StringComparison.Ordinal), mail.Links.Count == 0);
                Assert.All(
                    mail.Links,
                    link => Assert.StartsWith("http://localhost:5080/", link, StringComparison.Ordinal)
                );
                Assert.Matches(@"@(\w+\.)?example\.(nl|org)>?$", mail.Header("To"));
            }
        );
    }

    [Fact]
    public void What_a_professional_told_is_judged_on_the_day_it_came_in()
    {
        var told = demo.Database.Read(transaction =>
            transaction.All<string>(
                """
                select signal.notify_on
                from event
                    join signal on signal.caregiver_id = event.caregiver_id
                    join finding on finding.signal_id = signal.id and finding.kind = 'event' and finding.rests_on = event.happened_on
                where event.kind = 'RespiteFailed' and event.happened_on = '2026-10-20'
                """
            )
        );

        Assert.Equal(["2026-10-20"], told);
    }

    [Fact]
    public void No_two_mails_carry_the_same_key()
    {
        var keys = ToCaregivers().SelectMany(mail => mail.Links).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void Nobody_gets_two_mails_within_five_days()
    {
        foreach (var mails in ToCaregivers().GroupBy(mail => mail.Header("To")))
        {
            var days = mails
                .Select(mail => DateTimeOffset.Parse(mail.Header("Date"), Texts.Dutch.Parent).UtcDateTime)
                .Order()
                .ToList();

            Assert.Each(
                days.Zip(days.Skip(1)),
                pair => Assert.True(pair.Second - pair.First > TimeSpan.FromDays(5), $"{mails.Key}: {pair}")
            );
        }
    }

    [Fact]
    public void Each_check_in_of_somebody_with_mail_has_one_invitation_and_one_reminder_at_most()
    {
        // In the store a mail is kept for less than half a year.
        var names = Directory.GetFiles(Path.Combine(demo.Folder, "mail")).Select(Path.GetFileName).ToList();
        int CountOf(string kind) => names.Count(name => name!.Contains($" {kind} ", StringComparison.Ordinal));
        var asked = Everybody()
            .Where(person => person.Row.Details.Channel == Channel.Email)
            .Sum(person => CheckInsOf(person).Count);

        Assert.Equal(asked, CountOf("uitnodiging"));
        Assert.InRange(CountOf("herinnering"), 1, asked);
        Assert.DoesNotContain(
            demo.Database.Read(MailTable.CountByState),
            one => one.State is MailState.Failed or MailState.Unsure
        );
    }

    [Theory]
    [InlineData(Course.Creeping)]
    [InlineData(Course.Sudden)]
    [InlineData(Course.Recovering)]
    [InlineData(Course.Silent)]
    [InlineData(Course.Devoted)]
    public void Whoever_is_not_well_gets_a_signal(Course course)
    {
        var people = Everybody().Where(person => person.Course == course).ToList();

        Assert.NotEmpty(people);
        Assert.Each(people, person => Assert.NotEmpty(SignalsOf(person)));
    }

    [Fact]
    public void Who_is_content_in_a_heavy_context_gets_none()
    {
        var content = Assert.Single(Everybody(), person => person.Course == Course.Content);

        Assert.Equal(60, content.Row.Details.HoursPerWeek);
        Assert.Each(
            CheckInsOf(content).Where(checkIn => checkIn.ClosedAt is not null),
            checkIn => Assert.NotNull(checkIn.AnsweredAt)
        );
        Assert.Empty(SignalsOf(content));
    }

    [Fact]
    public void A_red_signal_that_nobody_saw_went_to_the_deputy()
    {
        Assert.Contains(
            demo.Database.Read(DemoTable.Signals),
            signal => signal is { Urgency: Urgency.Red, EscalatedAt: not null }
        );
    }

    [Fact]
    public void Somebody_can_answer_when_the_pages_open()
    {
        var open = demo.Database.Read(transaction => DemoTable.OpenInvitation(transaction, coordinatorId: 1));

        Assert.NotNull(open);
        var file = Assert.Single(
            Directory.GetFiles(Path.Combine(demo.Folder, "mail")),
            file => File.ReadAllText(file).Contains($"<{open.MailId}@", StringComparison.Ordinal)
        );
        Assert.NotNull(Mailboxes.KeyIn(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Mails_are_named_by_day_time_kind_and_first_name()
    {
        var names = Directory.GetFiles(Path.Combine(demo.Folder, "mail")).Select(Path.GetFileName).ToList();

        Assert.Contains("2026-10-23 0830 uitnodiging sanne.eml", names);
        Assert.Each(
            names,
            name =>
                Assert.Matches(
                    @"^20\d\d-\d\d-\d\d \d{4} (uitnodiging|herinnering|melding|tip|overzicht|vervanger) [a-z]+( [0-9a-f]{8})?\.eml$",
                    name
                )
        );
    }

    [Fact]
    public void Words_are_somebodys_own()
    {
        var words = demo.Database.Read(transaction =>
            transaction.All<string>("select own_words from check_in where own_words is not null order by id")
        );

        Assert.True(words.Distinct().Count() >= 20, string.Join(" | ", words));
        Assert.DoesNotContain(words, one => one.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_says_the_same_twice_and_of_nobody_the_same_talk_is_noted_twice()
    {
        Assert.Equal(
            [0, 0],
            demo.Database.Read(transaction =>
                transaction.All<int>(
                    """
                    select count(own_words) - count(distinct caregiver_id || own_words) from check_in
                    union all
                    select count(*) - count(distinct caregiver_id || note) from action
                    where kind = 'contacted' and note <> ''
                    """
                )
            )
        );
    }

    [Fact]
    public void Who_has_said_all_there_is_writes_nothing()
    {
        var (words, somebody) = (new InventedWords(1), Everybody()[0]);

        var said = Enumerable
            .Range(0, 60)
            .Select(_ => words.OwnWords(somebody, 0.2, isHelped: false, asksForCall: false))
            .ToList();

        Assert.Equal(18, said.OfType<string>().Distinct().Count());
        Assert.Equal(18, said.OfType<string>().Count());
    }

    [Fact]
    public void A_storys_signal_says_what_was_known_on_its_day()
    {
        foreach (var person in demo.Database.Read(transaction => transaction.All<long>("select id from caregiver")))
        {
            var known = new Participant(Everybody()[0], person, new Random(1), new Random(1));
            foreach (var (signal, finding) in demo.Database.Read(transaction => Story.SignalsOf(transaction, known)))
            {
                Assert.Equal(signal.OpenedOn, DateOnly.FromDateTime(finding.FoundAt.UtcDateTime));
                Assert.Each(
                    DatesIn(finding.Reason),
                    day => Assert.True(day <= signal.OpenedOn, $"{signal.OpenedOn}: {finding.Reason}")
                );
            }
        }
    }

    [Fact]
    public void Who_asks_for_a_pause_is_not_asked_during_it()
    {
        var pausing = Assert.Single(Everybody(), person => person.PausesOn is not null);
        var from = pausing.PausesOn!.Value;

        Assert.DoesNotContain(
            CheckInsOf(pausing),
            checkIn => checkIn.AskedOn > from && checkIn.AskedOn < from.AddDays(42)
        );
        Assert.Contains(CheckInsOf(pausing), checkIn => checkIn.AskedOn >= from.AddDays(42));
    }

    [Fact]
    public void The_course_is_written_as_three_pictures()
    {
        foreach (var name in new[] { "grafiek.svg", "grafiek-smal.svg" })
            Assert.Equal("svg", XDocument.Load(Path.Combine(demo.Folder, name)).Root!.Name.LocalName);
        Assert.Equal(0x89, File.ReadAllBytes(Path.Combine(demo.Folder, "grafiek.png"))[0]);
    }

    /// <summary>The days that a sentence names with their year.</summary>
    private static IEnumerable<DateOnly> DatesIn(string reason) =>
        Regex
            .Matches(reason, @"\d{1,2} [a-z]+ \d{4}")
            .Select(found => DateOnly.ParseExact(found.Value, "d MMMM yyyy", Texts.Dutch));

    private static IReadOnlyList<Persona> Everybody() => Population.Invent(Options);

    private IEnumerable<ReadMail> ToCaregivers() =>
        demo.Mails.Where(mail => mail.Header("To").Contains("@example.nl", StringComparison.Ordinal));

    private IReadOnlyList<CheckIn> CheckInsOf(Persona person) =>
        demo.Database.Read(transaction =>
            CheckInTable.Of(transaction, CaregiverTable.ByPerson(transaction, person.Row.Person)!.Id)
        );

    private IReadOnlyList<Signal> SignalsOf(Persona person) =>
        demo.Database.Read(transaction =>
            SignalTable.Of(transaction, CaregiverTable.ByPerson(transaction, person.Row.Person)!.Id)
        );

    /// <summary>The demo, made once for all tests that look at it.</summary>
    public sealed class HalfAYear : IDisposable
    {
        private readonly TemporaryFolder temporary = new();

        public HalfAYear()
        {
            Folder = Path.Combine(temporary.Name, "demo");
            Run = DemoRun.In(Folder, "--caregivers", "20", "--months", "6");
            Database = Database.Open(Path.Combine(Folder, "caregiversignal.db"));
            Mails =
            [
                .. Directory
                    .GetFiles(Path.Combine(Folder, "mail"), "*.eml")
                    .Select(file => ReadMail.From(File.ReadAllBytes(file))),
            ];
        }

        public string Folder { get; }

        public DemoRun Run { get; }

        public Database Database { get; }

        public IReadOnlyList<ReadMail> Mails { get; }

        public void Dispose()
        {
            Database.Dispose();
            temporary.Dispose();
        }
    }
}
