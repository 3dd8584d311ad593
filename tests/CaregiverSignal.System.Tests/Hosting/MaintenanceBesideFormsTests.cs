using System.Collections.Concurrent;
using System.Diagnostics;
using CaregiverSignal.Tests.Crash;
using CaregiverSignal.Tests.WholePath;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>
/// What an operator does beside the service makes no caregiver wait: each page is answered within a second meanwhile.
/// </summary>
[Collection(nameof(Alone))]
public sealed class MaintenanceBesideFormsTests(MaintenanceBesideFormsTests.Stores stores)
    : IClassFixture<MaintenanceBesideFormsTests.Stores>
{
    /// <summary>Somebody who presses a button looks up from the page after a second.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Who fill in a form at the same time.</summary>
    private const int Visitors = 2;

    /// <summary>Nothing else of this project runs beside it, as it measures.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [LargeTheory]
    [InlineData("import", false)]
    [InlineData("backup", false)]
    [InlineData("restore", false)]
    [InlineData("report", false)]
    [InlineData("erase", false)]
    [InlineData("erase beside a backup", false)]
    [InlineData("import", true)]
    [InlineData("backup", true)]
    [InlineData("restore", true)]
    [InlineData("report", true)]
    [InlineData("erase", true)]
    [InlineData("erase beside a backup", true)]
    public async Task No_form_waits_a_second(string what, bool isOnPostgres)
    {
        var place = await stores.OfAsync(isOnPostgres);
        var file = place.Program.Path(what.Replace(' ', '-'));
        if (what == "restore")
            await place.Program.RunAsync("backup", file);
        using var done = new CancellationTokenSource();
        var forms = Task.WhenAll(
            Enumerable.Range(0, Visitors).Select(_ => Task.Run(() => place.FillInAsync(done.Token)))
        );
        var alive = Task.Run(() => place.AskAliveAsync(done.Token));

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(VerbsOf(what, place, file).Select(place.EndAsync));
        var took = watch.Elapsed;
        await done.CancelAsync();
        var answers = (await forms).SelectMany(form => form).ToList();

        var (longest, machine) = (answers.Max(), await alive);
        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant(
                $"{what} took {took.TotalSeconds:0.0} s, {answers.Count} pages meanwhile, the longest {longest.TotalMilliseconds:0} ms; without the store {machine.TotalMilliseconds:0} ms"
            )
        );
        Assert.True(answers.Count > 20, $"Only {answers.Count} pages were asked for.");
        // Where others use the machine, a page waits that asks the store nothing.
        Assert.InRange(longest, TimeSpan.Zero, Longest + machine);
    }

    /// <summary>After an import of many, the service writes for a while without a pause.</summary>
    [LargeFact]
    public async Task A_verb_gets_its_turn_while_the_first_run_judges_everybody()
    {
        using var program = new ProgramFolder();
        program.Settings.AddRange(["--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun"]);
        var folder = program.Path("many");
        await ManyPeople.WriteAsync(folder, people: 5_000, checkIns: 12, invited: 0);
        await program.RunAsync("import", folder);
        var (service, _) = await program.ServeAsync();
        using var running = service;
        var watch = Stopwatch.StartNew();

        using var check = program.Start("check");
        var (code, output, error) = await check.EndAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant($"check took {watch.Elapsed.TotalSeconds:0.0} s")
        );
        Assert.True(code == 0, output + error);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        service.Terminate();
        await service.EndAsync();
    }

    private static IEnumerable<string[]> VerbsOf(string what, Place place, string file) =>
        what switch
        {
            "import" =>
            [
                ["import", place.Import],
            ],
            "backup" =>
            [
                ["backup", file],
            ],
            "restore" =>
            [
                ["restore", file, "--check", "--rows"],
            ],
            "report" =>
            [
                ["report", "--out", file],
            ],
            "erase" =>
            [
                ["erase", place.Somebody(), "--yes"],
            ],
            _ =>
            [
                ["backup", file],
                ["erase", place.Somebody(), "--yes"],
                ["erase", place.Somebody(), "--yes"],
            ],
        };

    /// <summary>A service on each kind of store, with people of some years and forms to fill in.</summary>
    public sealed class Stores : IAsyncDisposable
    {
        private readonly Dictionary<bool, Place> places = [];

        internal async Task<Place> OfAsync(bool isOnPostgres)
        {
            if (!places.TryGetValue(isOnPostgres, out var place))
                places[isOnPostgres] = place = await Place.BeginAsync(isOnPostgres);
            return place;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var place in places.Values)
                await place.DisposeAsync();
        }
    }

    internal sealed class Place : IAsyncDisposable
    {
        private const int People = 3_000;
        private const int CheckIns = 12;
        private const int Invited = 600;

        /// <summary>A visitor begins one so often: ten a second of all, more than any support point has.</summary>
        private static readonly TimeSpan EachForm = TimeSpan.FromMilliseconds(200);

        private static readonly TimeSpan AskedAlive = TimeSpan.FromMilliseconds(20);

        private readonly string? connection;
        private readonly ConcurrentQueue<string> links = [];
        private RunningProgram? service;
        private Uri address = null!;
        private int erased = Invited;

        private Place(bool isOnPostgres)
        {
            Program.Settings.AddRange(["--Mail:Mode=folder", "--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun"]);
            if (!isOnPostgres)
                return;
            connection = TestPostgres.EmptyDatabase();
            Program.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        }

        public ProgramFolder Program { get; } = new();

        public string Import => Program.Path("more");

        public static async Task<Place> BeginAsync(bool isOnPostgres)
        {
            var place = new Place(isOnPostgres);
            var first = place.Program.Path("first");
            await ManyPeople.WriteAsync(first, People, CheckIns, Invited);
            await place.EndAsync(["import", first]);
            await place.EndAsync(["invite-coordinator", "ada@example.org"]);
            await place.EndAsync(["tick"]);
            foreach (var mail in place.Program.Mails)
                if (
                    ReadMail.From(await File.ReadAllBytesAsync(mail, Some.Stop)) is { Links: [var link, ..] } read
                    && read.To.Address.StartsWith("persoon", StringComparison.Ordinal)
                )
                    place.links.Enqueue(link);
            Assert.Equal(Invited, place.links.Count);
            // Others, to be imported beside the service.
            await ManyPeople.WriteAsync(place.Import, People, CheckIns, 0);
            foreach (var file in Directory.GetFiles(place.Import))
                await File.WriteAllTextAsync(
                    file,
                    (await File.ReadAllTextAsync(file, Some.Stop)).Replace("\np", "\nq").Replace("persoon", "nog"),
                    Some.Stop
                );
            (place.service, place.address) = await place.Program.ServeAsync();
            return place;
        }

        /// <summary>Somebody with a course, another one each time.</summary>
        public string Somebody() => $"p{Interlocked.Increment(ref erased)}";

        /// <summary>Runs a verb as a process of its own.</summary>
        public async Task EndAsync(string[] verb)
        {
            using var program = Program.Start(verb);
            var (code, output, error) = await program.EndAsync();
            Assert.True(code == 0, $"{string.Join(' ', verb)} ended with {code}: {output}{error}");
        }

        /// <summary>Fills in one form after the other, until it is enough or all are sent.</summary>
        /// <returns>How long each page took.</returns>
        public async Task<List<TimeSpan>> FillInAsync(CancellationToken enough)
        {
            var took = new List<TimeSpan>();
            using var pace = new PeriodicTimer(EachForm);
            while (await NextAsync() && links.TryDequeue(out var link))
            {
                var visitor = new Visitor(link, 1) { Took = took.Add };
                Assert.True(await visitor.TryGoOn(address, () => { }), "A page was not answered.");
                Assert.True(visitor.IsThanked);
            }

            return took;

            async Task<bool> NextAsync()
            {
                try
                {
                    return await pace.WaitForNextTickAsync(enough);
                }
                catch (OperationCanceledException)
                {
                    return false;
                }
            }
        }

        /// <summary>Asks for a page that has nothing to do with the store, until it is enough.</summary>
        /// <returns>How long the longest took.</returns>
        public async Task<TimeSpan> AskAliveAsync(CancellationToken enough)
        {
            using var client = new HttpClient();
            var longest = TimeSpan.Zero;
            using var pace = new PeriodicTimer(AskedAlive);
            while (!enough.IsCancellationRequested && await pace.WaitForNextTickAsync(Some.Stop))
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(new Uri(address, "/health/live"), Some.Stop);
                longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            }

            return longest;
        }

        public async ValueTask DisposeAsync()
        {
            service?.Terminate();
            if (service is not null)
                await service.EndAsync();
            service?.Dispose();
            Program.Dispose();
            if (connection is not null)
                TestPostgres.Drop(connection);
        }
    }
}
