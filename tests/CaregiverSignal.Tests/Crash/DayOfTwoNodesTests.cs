using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// A day of two services on one server: in the midst of the mail whoever sends is killed, another time paused until the
/// other has taken over, then the server is killed, and at last all of them at once; people answer all the while.
/// </summary>
/// <remarks>
/// By the switch only, as each time somebody takes over after some twenty seconds; what it is made of runs each day in
/// <see cref="TwoNodesTests"/>, <see cref="KilledServerTests"/> and <c>LeadTests</c>.
/// </remarks>
public sealed class DayOfTwoNodesTests : IAsyncLifetime
{
    /// <summary>So many are asked before each of the four.</summary>
    private const int Each = 100;

    private const int Times = 4;

    /// <summary>So many of them answer.</summary>
    private const int Answering = 25;

    /// <summary>Who fills in forms at the same time.</summary>
    private const int AtOnce = 3;

    /// <summary>Each of two lanes may have had a mail in hand, which then waits until its lease is over.</summary>
    private const int InDoubt = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TestPostgres server = new();
    private readonly StageRelay relay = new();
    private readonly Node[] nodes = [new(), new()];
    private readonly Channel<string> unanswered = Channel.CreateUnbounded<string>();
    private readonly Queue<Delivery> toBeCalled = [];
    private readonly List<Visitor> visitors = [];
    private int invited;

    public ValueTask InitializeAsync()
    {
        server.Create("store", "template0");
        foreach (var node in nodes)
            node.Folder.Settings.AddRange([
                "--Storage:Provider=postgres",
                $"--Storage:Connection={Connection}",
                .. relay.Settings,
            ]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            node.Dispose();
        await relay.DisposeAsync();
        server.Dispose();
    }

    [LargeFact]
    public async Task Whoever_is_killed_or_paused_nothing_is_lost_and_no_mail_goes_twice()
    {
        var stop = TestContext.Current.CancellationToken;
        var random = new Random(LongRun.Seed());
        await ImportAsync();
        KeyRing.In(nodes[0].Folder.Data).CopyTo(nodes[1].Folder.Data);
        foreach (var node in nodes)
            await node.StartAsync();
        await relay.DeliveredAsync(Each, stop);
        Answer(relay.Deliveries);
        var answering = Enumerable.Range(0, AtOnce).Select(_ => AnswerAsync(random.Next())).ToList();

        await DisturbAsync("who sends was killed", () => Leading.Kill(), stop);
        await nodes.Single(node => !node.IsThere).StartAsync();

        Node? paused = null;
        await DisturbAsync("who sends was paused", () => (paused = Leading).Suspend(), stop);
        paused!.Resume();

        await DisturbAsync("the server was killed", server.Kill, stop, server.Start);

        await DisturbAsync(
            "all were killed",
            () =>
            {
                foreach (var node in nodes)
                    node.Kill();
                server.Kill();
            },
            stop,
            () =>
            {
                server.Start();
                foreach (var node in nodes)
                    node.StartAsync().GetAwaiter().GetResult();
            }
        );

        // Whoever still has the questions is answered for, and whose mail was in doubt is settled after a while.
        unanswered.Writer.Complete();
        await Task.WhenAll(answering).WaitAsync(Patience, stop);
        AssertEachOnce();
        var doubtful = Query(
                "select id from mail where state in ('sending', 'unsure') or last_note = 'delivery unknown'"
            )
            .ToHashSet();
        // First what a node that is gone had in hand, then what goes once more.
        foreach (var held in (string[])["'sending'", "'ready'"])
        {
            MakeOlder();
            Assert.True(SpinWait.SpinUntil(() => In(held) == 0, Patience), $"{In(held)} mails wait");
        }

        foreach (var node in nodes)
            await node.StopAsync();

        var copies = relay.Deliveries.GroupBy(mail => mail.Id).ToList();
        Assert.All(copies, one => Assert.True(one.Count() == 1 || doubtful.Contains(one.Key), one.Key));
        Assert.Equal(
            Enumerable.Range(1, invited).Select(n => $"persoon{n}@example.org").Order(StringComparer.Ordinal),
            relay.Deliveries.Select(ToOf).Where(IsPerson).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal([$"{invited}|{invited}"], Query("select count(*), count(distinct caregiver_id) from check_in"));
        KilledServiceTests.AssertKept(Query, visitors);
        Assert.All(visitors, visitor => Assert.True(visitor.IsThanked));
        AssertRecordIsWhole();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{relay.Deliveries.Count} mails, {doubtful.Count} in doubt, {visitors.Count} forms"
        );
    }

    /// <summary>
    /// Somebody asks to be called at the node that does not lead; then people come in, and in the midst of their mail,
    /// with another who asks, something happens.
    /// </summary>
    /// <param name="repair">What somebody does about it, where the other node alone cannot go on.</param>
    private async Task DisturbAsync(string what, Action disturb, CancellationToken stop, Action? repair = null)
    {
        var watch = Stopwatch.StartNew();
        await AlertedAsync(await AskToBeCalledAsync(), stop);
        var alerted = watch.Elapsed;
        await ImportAsync();
        var before = relay.Deliveries.Count;
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        relay.At(
            "body",
            Each / 2,
            () =>
            {
                disturb();
                happened.SetResult();
            }
        );
        var asking = await AskToBeCalledAsync();
        await happened.Task.WaitAsync(Patience, stop);
        var atOnce = relay.Deliveries.Count;
        watch.Restart();
        repair?.Invoke();
        // What was under way may still have come.
        await relay.DeliveredAsync(atOnce + InDoubt + 1, stop);
        var took = watch.Elapsed;
        await AlertedAsync(asking, stop);
        var alertedThen = watch.Elapsed;
        await relay.DeliveredAsync(before + Each + 1 - InDoubt, stop);
        Answer(relay.Deliveries.Skip(before));

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a call was alerted after {alerted.TotalSeconds:0.0} s; {what}: mail went on after {took.TotalSeconds:0.0} s, and a call asked just before was alerted after {alertedThen.TotalSeconds:0.0} s"
            )
        );
        Assert.InRange(alerted, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(took, TimeSpan.Zero, Longest);
        Assert.InRange(alertedThen, TimeSpan.Zero, Longest);
    }

    /// <returns>Who.</returns>
    private async Task<string> AskToBeCalledAsync()
    {
        Assert.True(SpinWait.SpinUntil(() => Query(TwoNodesTests.Hearing) is ["1"], Longest));
        var mail = toBeCalled.Dequeue();
        using var caregiver = new Browser(nodes.Single(node => node != Leading).Address);
        await caregiver.Open(LinkIn(mail));
        await caregiver.Choose("Mag ik u bellen?", "Ja, bel mij maar").Press("Verstuur mijn antwoorden");
        Assert.Equal("/dank", caregiver.Path);
        return ToOf(mail);
    }

    /// <summary>Until the relay has the mail about somebody, by the server's word which that is.</summary>
    private async Task AlertedAsync(string asking, CancellationToken stop)
    {
        while (true)
        {
            var came = relay.Deliveries;
            if (came.Select(mail => mail.Id).Intersect(AlertsAbout(asking)).Any())
                return;
            await relay.DeliveredAsync(came.Count + 1, stop);
        }
    }

    private IReadOnlyList<string> AlertsAbout(string address) =>
        Query(
            $"""
            select mail.id
            from mail
            join signal on signal.id = mail.signal_id
            join caregiver on caregiver.id = signal.caregiver_id
            where mail.kind = 'alert' and caregiver.email = '{address}'
            """
        );

    /// <summary>Somebody after another fills in a form at either node, and tries again where it is gone.</summary>
    private async Task AnswerAsync(int seed)
    {
        var random = new Random(seed);
        using var never = new ManualResetEventSlim();
        await foreach (var link in unanswered.Reader.ReadAllAsync(CancellationToken.None))
        {
            var visitor = new Visitor(link, random.Next(), sendsPageFirst: random.Next(2) == 0);
            lock (visitors)
                visitors.Add(visitor);
            while (!visitor.IsThanked)
            {
                var node = nodes[random.Next(nodes.Length)];
                if (!node.IsThere || !await visitor.TryGoOn(node.Address, () => { }))
                    never.Wait(Pause, CancellationToken.None);
            }
        }
    }

    /// <remarks>With a coordinator of their own, as nobody is mailed more than forty times a day.</remarks>
    private async Task ImportAsync()
    {
        var folder = nodes[0]
            .Folder.WriteLines(
                $"import{invited}/people.csv",
                [
                    "person,enrolled,first_name,email,coordinator",
                    .. Enumerable
                        .Range(invited + 1, Each)
                        .Select(n => $"{n},2026-03-02,Anna,persoon{n}@example.org,els{invited}@steunpunt.example"),
                ]
            );
        await nodes[0].Folder.RunAsync("import", folder);
        Query(TwoNodesTests.ComeIn);
        invited += Each;
    }

    /// <summary>Of those who were asked two ask to be called later, and some answer now.</summary>
    private void Answer(IEnumerable<Delivery> mails)
    {
        var asked = mails.Where(mail => IsPerson(ToOf(mail))).ToList();
        foreach (var mail in asked.Take(2))
            toBeCalled.Enqueue(mail);
        foreach (var mail in asked.Skip(2).Take(Answering))
            Assert.True(unanswered.Writer.TryWrite(LinkIn(mail)));
    }

    private static string LinkIn(Delivery mail) => ReadMail.From(mail.Bytes).Links[0];

    private Node Leading
    {
        get
        {
            var lead = Query("select node from lead where id = 1").Single();
            return nodes.Single(node => lead.Contains($"/{node.ProcessId}/", StringComparison.Ordinal));
        }
    }

    /// <summary>How many mails are in some states, named as SQL has them.</summary>
    private long In(string states) =>
        long.Parse(
            Query($"select count(*) from mail where state in ({states})").Single(),
            CultureInfo.InvariantCulture
        );

    private void AssertEachOnce()
    {
        Assert.All(relay.Deliveries.GroupBy(mail => mail.Id), copies => Assert.Single(copies));
        Assert.InRange(In("'sending', 'unsure'"), 0, InDoubt * Times);
    }

    /// <summary>As if so much time had gone by that nothing holds mail any more.</summary>
    private void MakeOlder() =>
        Query(
            """
            update mail set
                next_try_at = to_char(cast(next_try_at as timestamptz) at time zone 'UTC' - interval '21 minutes',
                    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                sending_at = to_char(cast(sending_at as timestamptz) at time zone 'UTC' - interval '21 minutes',
                    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
            where state in ('ready', 'sending')
            """
        );

    private void AssertRecordIsWhole()
    {
        using var store = Database.Open(new PostgresStore(Connection, nodes[0].Folder.Data));
        var key = Recorder.KeyOf(store.Engine).Value;
        Assert.True(
            store.Read(transaction => RecordCheck.Of(transaction, key, null)) is { IsWhole: true, End.Lines: > 0 }
        );
    }

    private static bool IsPerson(string address) => address.StartsWith("persoon", StringComparison.Ordinal);

    private static string ToOf(Delivery mail)
    {
        const string Name = "\r\nTo: ";
        var text = Encoding.Latin1.GetString(mail.Bytes);
        var line = text[(text.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length)..].Split("\r\n")[0];
        return line.Split('<')[^1].TrimEnd('>');
    }

    private string Connection => server.ConnectionTo("store");

    private IReadOnlyList<string> Query(string sql) => TestPostgres.Query(Connection, sql);

    /// <summary>A service in a folder of its own, which comes back at the address that it had.</summary>
    private sealed class Node : IDisposable
    {
        private readonly int port = LocalPort.Free();
        private RunningProgram? program;
        private volatile bool isThere;

        public ProgramFolder Folder { get; } = new();

        public Uri Address => new($"http://127.0.0.1:{port}");

        /// <summary>Whether somebody would get an answer, as nginx sees it.</summary>
        public bool IsThere => isThere;

        public int ProcessId => program?.Id ?? 0;

        public async Task StartAsync()
        {
            program = Folder.Start($"--Urls={Address}");
            await program.PagesAsync();
            isThere = true;
        }

        public void Kill()
        {
            isThere = false;
            program!.Kill();
        }

        public void Suspend()
        {
            isThere = false;
            program!.Signal("STOP");
        }

        public void Resume()
        {
            program!.Signal("CONT");
            isThere = true;
        }

        public async Task StopAsync()
        {
            isThere = false;
            program!.Terminate();
            Assert.Equal(0, (await program.EndAsync()).Code);
        }

        public void Dispose()
        {
            program?.Dispose();
            Folder.Dispose();
        }
    }
}
