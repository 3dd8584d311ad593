using CaregiverSignal.Demo;

namespace CaregiverSignal.Tests.Demo;

/// <summary>
/// Twenty invented caregivers through half a year, looked at from outside: the mail folder and the store.
/// </summary>
public sealed class SimulationTests(SimulationTests.HalfAYear demo) : IClassFixture<SimulationTests.HalfAYear>
{
    private static readonly IReadOnlyList<Person> Everybody = Population.Invent(new DemoOptions(20, 6, 1));

    [Fact]
    public void It_ends_well_and_says_what_happened_without_a_key_or_a_path_of_this_machine()
    {
        Assert.Equal(0, demo.Run.Code);
        Assert.Each(
            ["uitnodiging", "herinnering", "Signals", "caregiversignal.db"],
            word => Assert.Has(word, demo.Run.Output)
        );
        Assert.Each(["/v/", "/i/", demo.Folder], word => Assert.Lacks(word, demo.Run.Output));
    }

    [Fact]
    public async Task The_store_says_that_it_is_simulated_and_where_its_clock_stands()
    {
        var clock = (await demo.Database.ReadAsync(SiteClockTable.Get))!;

        Assert.True(clock.Simulated);
        Assert.Equal(new DateTimeOffset(2026, 10, 23, 10, 0, 0, TimeSpan.Zero), clock.At);
    }

    [Fact]
    public void Every_mail_can_be_read_is_for_an_invented_address_and_has_a_key_of_its_own()
    {
        Assert.NotEmpty(demo.Mails);
        Assert.Each(
            demo.Mails,
            mail =>
            {
                Assert.NotEmpty(mail.Subject);
                // The shared mailbox hears that something waits, and has no link to follow.
                Assert.Equal(mail.Header("To").Contains("steunpunt@"), mail.Links.Count == 0);
                Assert.All(mail.Links, link => Assert.Begins("http://localhost:5080/", link));
                Assert.Matches(@"@(\w+\.)?example\.(nl|org)>?$", mail.Header("To"));
            }
        );
        var keys = ToCaregivers().SelectMany(mail => mail.Links).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Theory]
    [InlineData(Course.Creeping)]
    [InlineData(Course.Sudden)]
    [InlineData(Course.Recovering)]
    [InlineData(Course.Devoted)]
    public async Task Whoever_is_not_well_gets_a_signal(Course course)
    {
        var people = Everybody.Where(person => person.Course == course).ToList();

        Assert.NotEmpty(people);
        await Assert.Each(people, async person => Assert.NotEmpty(await SignalsOf(person)));
    }

    [Fact]
    public async Task Who_is_content_in_a_heavy_context_gets_none()
    {
        var content = Assert.Single(Everybody, person => person.Course == Course.Content);

        Assert.Equal(60, content.Row.Details.HoursPerWeek);
        Assert.Empty(await SignalsOf(content));
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
                    @"^20\d\d-\d\d-\d\d \d{4} (uitnodiging|herinnering|melding|tip|overzicht|team) [a-z]+( [0-9a-f]{8})?\.eml$",
                    name
                )
        );
    }

    private IEnumerable<ReadMail> ToCaregivers() => demo.Mails.Where(mail => mail.Header("To").Contains("@example.nl"));

    private Task<IReadOnlyList<Signal>> SignalsOf(Person person) =>
        demo.Database.ReadAsync(async transaction =>
            await SignalTable.Of(transaction, (await CaregiverTable.ByPerson(transaction, person.Row.Person))!.Id)
        );

    /// <summary>The demo, made once for all tests that look at it.</summary>
    public sealed class HalfAYear : IDisposable
    {
        private readonly TemporaryFolder temporary = new();

        public HalfAYear()
        {
            Folder = Path.Combine(temporary.Name, "demo");
            Run = DemoRun.In(Folder, "--caregivers", "20", "--months", "6");
            Database = Awaited.Now(() => Database.OpenAsync(Path.Combine(Folder, "caregiversignal.db")));
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
