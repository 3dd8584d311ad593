using System.Xml.Linq;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Demo;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Signals;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Demo;

/// <summary>Twenty invented caregivers through half a year, looked at from outside: the mail folder and the store.</summary>
public sealed class SimulationTests(SimulationTests.HalfAYear demo) : IClassFixture<SimulationTests.HalfAYear>
{
    private static readonly DemoOptions Options = new(20, 6, 1);

    [Fact]
    public void It_ends_well_and_says_what_happened()
    {
        Assert.Equal(0, demo.Run.Code);
        foreach (var word in new[] { "invitations", "reminders", "Signals", "Stories", "grafiek.html", "caregiversignal.db" })
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
        Assert.All(demo.Mails, mail =>
        {
            Assert.NotEmpty(mail.Subject);
            Assert.Single(mail.Links);
            Assert.Matches(@"@(\w+\.)?example\.(nl|org)>?$", mail.Header("To"));
        });
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
            var days = mails.Select(mail => DateTimeOffset.Parse(mail.Header("Date"), Texts.Dutch.Parent).UtcDateTime).Order().ToList();

            Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.Second - pair.First > TimeSpan.FromDays(5), $"{mails.Key}: {pair}"));
        }
    }

    [Fact]
    public void Each_check_in_of_somebody_with_mail_has_one_invitation_and_one_reminder_at_most()
    {
        var counts = demo.Database.Read(MailTable.CountByState);
        var asked = Everybody().Where(person => person.Row.Channel == "email").Sum(person => CheckInsOf(person).Count);

        Assert.Equal(asked, counts.Where(one => one.Kind == "invitation").Sum(one => one.Count));
        Assert.InRange(counts.Where(one => one.Kind == "reminder").Sum(one => one.Count), 1, asked);
        Assert.DoesNotContain(counts, one => one.State is "failed" or "unsure");
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
        Assert.All(people, person => Assert.NotEmpty(SignalsOf(person)));
    }

    [Fact]
    public void Who_is_content_in_a_heavy_context_gets_none()
    {
        var content = Assert.Single(Everybody(), person => person.Course == Course.Content);

        Assert.Equal(60, content.Row.HoursPerWeek);
        Assert.All(CheckInsOf(content).Where(checkIn => checkIn.ClosedAt is not null), checkIn => Assert.NotNull(checkIn.AnsweredAt));
        Assert.Empty(SignalsOf(content));
    }

    [Fact]
    public void A_red_signal_that_nobody_saw_went_to_the_deputy()
    {
        Assert.Contains(demo.Database.Read(DemoTable.Signals), signal => signal is { Level: "red", EscalatedAt: not null });
    }

    [Fact]
    public void Somebody_can_answer_when_the_pages_open()
    {
        var mail = demo.Database.Read(DemoTable.OpenInvitation);

        Assert.NotNull(mail);
        Assert.NotNull(new Mailboxes(Path.Combine(demo.Folder, "mail")).KeyIn(mail));
    }

    [Fact]
    public void The_last_weeks_signals_wait_on_the_worklist_when_the_pages_open()
    {
        var lastWeek = demo.Database.Read(DemoTable.Signals).Where(signal => signal.OpenedAt > new DateTimeOffset(2026, 10, 16, 0, 0, 0, TimeSpan.Zero)).ToList();

        Assert.NotEmpty(lastWeek);
        Assert.All(lastWeek, signal => Assert.Null(signal.ClosedAt));
    }

    [Fact]
    public void Who_asks_for_a_pause_is_not_asked_during_it()
    {
        var pausing = Assert.Single(Everybody(), person => person.PausesOn is not null);
        var from = pausing.PausesOn!.Value;

        Assert.DoesNotContain(CheckInsOf(pausing), checkIn => checkIn.AskedOn > from && checkIn.AskedOn < from.AddDays(42));
        Assert.Contains(CheckInsOf(pausing), checkIn => checkIn.AskedOn >= from.AddDays(42));
    }

    [Fact]
    public void The_chart_is_written_as_a_picture_and_as_a_page()
    {
        Assert.Equal("svg", XDocument.Load(Path.Combine(demo.Folder, "grafiek.svg")).Root!.Name.LocalName);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(demo.Folder, "grafiek.html")), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Persona> Everybody() => Population.Invent(Options);

    private IEnumerable<ReadMail> ToCaregivers() => demo.Mails.Where(mail => mail.Header("To").Contains("@example.nl", StringComparison.Ordinal));

    private IReadOnlyList<CheckIn> CheckInsOf(Persona person) =>
        demo.Database.Read(work => CheckInTable.Of(work, CaregiverTable.ByPerson(work, person.Row.Person)!.Id));

    private IReadOnlyList<Signal> SignalsOf(Persona person) =>
        demo.Database.Read(work => SignalTable.Of(work, CaregiverTable.ByPerson(work, person.Row.Person)!.Id));

    /// <summary>The demo, made once for all tests that look at it.</summary>
    public sealed class HalfAYear : IDisposable
    {
        private readonly TemporaryFolder temporary = new();

        public HalfAYear()
        {
            Folder = Path.Combine(temporary.Name, "demo");
            Run = DemoRun.In(Folder, "--caregivers", "20", "--months", "6");
            Database = Database.Open(Path.Combine(Folder, "caregiversignal.db"));
            Mails = [.. Directory.GetFiles(Path.Combine(Folder, "mail"), "*.eml").Select(file => ReadMail.From(File.ReadAllBytes(file)))];
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
