using System.Diagnostics;
using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Bench;

/// <summary>
/// Measures sending waiting invitations with <c>tick</c> to Postfix's smtp-sink, as a ratio to Postfix's smtp-source
/// with one of the same messages, over one connection each.
/// </summary>
public static class MailBench
{
    private const string Source = "/usr/sbin/smtp-source";

    public static async Task<int> RunAsync(int messages, int rounds)
    {
        if (!File.Exists(Source) || !File.Exists(Sink.Program))
        {
            Console.Error.WriteLine("Needs smtp-source and smtp-sink, which are in Debian's postfix.");
            return 2;
        }

        var ratios = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("caregiversignal-bench").FullName;
            try
            {
                var (size, example) = Fill(folder, messages);
                var plainSeconds = await SendPlain(messages, example);
                var real = await SendReal(folder, messages);
                var ratio = plainSeconds / real.Seconds;
                ratios.Add(ratio);
                Say(
                    $"round {round}: {messages:N0} messages of {size:N0} octets on average, over one connection ({real.Connections} in all by tick): smtp-source {messages / plainSeconds:N0}/s tick {messages / real.Seconds:N0}/s, ratio {ratio:0.000}, {real.Processor / messages * 1e6:N0} µs of processor a message"
                );
                Say($"  this disk syncs {SyncsASecond(folder):N0} times a second; smtp-source keeps nothing");
                Say(
                    $"  memory after 10 %, half and all but 2 % of the messages: {real.Memory.Start / 1e6:N0}, {real.Memory.Middle / 1e6:N0}, {real.Memory.End / 1e6:N0} MB"
                );
                Say(
                    $"  the relay took {messages:N0} messages, and the ledger has {messages:N0} different ones as sent: none lost, none doubled"
                );
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Say($"ratio: lowest {ratios.Min():0.000}, highest {ratios.Max():0.000}");
        return 0;
    }

    /// <summary>Stores people who are due today, with their invitations composed as the program does.</summary>
    /// <returns>The mean size of a message, and a file with a message of that size.</returns>
    private static (double Size, string Example) Fill(string folder, int messages)
    {
        var installation =
            Installation.Load([.. Settings(folder)], out var faults)
            ?? throw new InvalidOperationException(string.Join("; ", faults));
        using var database = Database.Open(Path.Combine(folder, "bench.db"), durable: false);
        using var services = new ServiceCollection()
            .AddCaregiverSignal(installation, database, TimeProvider.System)
            .BuildServiceProvider();
        var time = services.GetRequiredService<SiteTime>();
        database.Write(transaction =>
        {
            var coordinator = CoordinatorTable.IdOf(transaction, "bench@example.org", time.Now);
            transaction.Execute(
                $"""
                with recursive n (i) as (select 1 union all select i + 1 from n where i < {messages})
                insert into caregiver (person, first_name, email, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
                select 'B' || i, 'Anna', 'b' || i || '@example.org', 'email', 'active', {coordinator}, {time.Today}, {time.Today}, {time.Now} from n
                """
            );
        });
        var invite = services.GetRequiredService<InviteToCheckIn>();
        while (database.Write(invite.RunOne)) { }

        var mean = database.Read(transaction => transaction.One<double>("select avg(length(bytes)) from mail"));
        var bytes = database.Read(transaction =>
            transaction.One<byte[]>($"select bytes from mail order by abs(length(bytes) - {mean}), id limit 1")
        );
        var example = Path.Combine(folder, "example");
        // The other program adds the line ends itself.
        File.WriteAllText(
            example,
            System.Text.Encoding.ASCII.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal)
        );
        return (mean, example);
    }

    private static async Task<double> SendPlain(int messages, string example)
    {
        using var sink = new Sink();
        string[] arguments =
        [
            "-d",
            "-s",
            "1",
            "-m",
            Text(messages),
            "-F",
            example,
            "-f",
            "steunpunt@example.org",
            "-t",
            "b1@example.org",
            $"127.0.0.1:{sink.Port}",
        ];
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Source, arguments);
        await process.WaitForExitAsync();
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"smtp-source ended with {process.ExitCode}.");
        await sink.CountsAsync(messages);
        return seconds;
    }

    private static async Task<RealRun> SendReal(string folder, int messages)
    {
        using var sink = new Sink();
        string[] relay =
        [
            "--Mail:Mode=smtp",
            "--Mail:Host=127.0.0.1",
            "--Mail:Port=" + Text(sink.Port),
            "--Mail:Security=none",
            "--Mail:From=post@delinde.example",
            "--SupportPoint:Name=De Linde",
            "--SupportPoint:Phone=088 123 45 67",
            "--SupportPoint:Email=post@delinde.example",
            "--Site:BaseUrl=http://127.0.0.1:5080",
        ];
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "caregiversignal"),
            ["tick", .. Settings(folder), .. relay, "--Logging:LogLevel:Default=Warning"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var (memory, processor) = (new List<(long Messages, long Bytes)>(), TimeSpan.Zero);
        while (!process.HasExited)
        {
            process.Refresh();
            memory.Add((sink.Messages, MemoryOf(process)));
            processor = ProcessorOf(process) ?? processor;
            await Task.WhenAny(Task.Delay(50), process.WaitForExitAsync());
        }

        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"tick ended with {process.ExitCode}: {string.Join(' ', await output)}"
            );
        await sink.CountsAsync(messages);
        AssertAllSent(folder, messages);
        return new RealRun(
            seconds,
            processor.TotalSeconds,
            sink.Sessions,
            (MemoryAt(0.1), MemoryAt(0.5), MemoryAt(0.98))
        );

        long MemoryAt(double part) =>
            memory.Where(pair => pair.Bytes > 0).MinBy(pair => Math.Abs(pair.Messages - (part * messages))).Bytes;
    }

    /// <returns>The memory in bytes; 0 when it has just ended.</returns>
    private static long MemoryOf(Process process)
    {
        try
        {
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <returns>Null when it has just ended.</returns>
    private static TimeSpan? ProcessorOf(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// The relay's count equals the number of messages, and each was acknowledged, so none was lost and none sent
    /// twice.
    /// </summary>
    private static void AssertAllSent(string folder, int messages)
    {
        using var database = Database.Open(Path.Combine(folder, "bench.db"), durable: false);
        var sent = database.Read(transaction =>
            transaction.One<long>("select count(*) from mail where state = 'sent' and last_code = 250 and attempts = 1")
        );
        var all = database.Read(transaction => transaction.One<long>("select count(*) from mail"));
        if (sent != messages || all != messages)
            throw new InvalidOperationException(
                $"{sent} of {all} mails are sent at the first attempt, not {messages}."
            );
    }

    /// <summary>Appends and syncs a page again and again: what any durable store has to wait for.</summary>
    private static double SyncsASecond(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "sync"), FileMode.CreateNew);
        var (page, watch, syncs) = (new byte[4096], Stopwatch.StartNew(), 0);
        for (; watch.Elapsed < TimeSpan.FromSeconds(2); syncs++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }

        return syncs / watch.Elapsed.TotalSeconds;
    }

    private static string[] Settings(string folder) =>
        [
            $"--Storage:Connection=Data Source={folder}/bench.db",
            $"--Mail:Folder={folder}/mail",
            "--Mail:PerMinute=0",
            "--Mail:PerDomainPerMinute=0",
            "--Mail:PerDay=0",
            "--Mail:Window=00:00-24:00",
            "--Mail:Days=Mon-Sun",
        ];

    private sealed record RealRun(
        double Seconds,
        double Processor,
        int Connections,
        (long Start, long Middle, long End) Memory
    );

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
