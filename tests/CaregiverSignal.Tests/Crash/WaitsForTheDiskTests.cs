using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>Many mails wait for the disk together (docs/adr/0041, 0055, 0060).</summary>
/// <remarks>Over connections, how many meet depends on the machine; in a folder it does not.</remarks>
public sealed class WaitsForTheDiskTests
{
    private const string Tracer = "/usr/bin/strace";
    private const int People = 200;

    /// <summary>One by one, each was two commits to open and to send, and two for the last step and the file.</summary>
    private const int WaitsOneByOne = 5 * People;

    private static readonly string[] AtOnce =
    [
        "--Mail:Window=00:00-24:00",
        "--Mail:Days=Mon-Sun",
        "--FollowUp:DigestAt=23:59",
    ];

    [Fact]
    public async Task Opening_check_ins_with_their_mails_waits_a_tenth_as_often_as_one_by_one_or_less()
    {
        using var folder = new ProgramFolder();
        folder.Settings.AddRange(AtOnce);

        Assert.InRange(await WaitsOfATick(folder), 1, WaitsOneByOne / 10);

        Assert.Equal(People, folder.Mails.Count);
    }

    [Fact]
    public async Task Over_four_connections_mails_share_their_waits()
    {
        await using var relay = new StageRelay();
        using var folder = new ProgramFolder();
        folder.Settings.AddRange([.. relay.Settings, "--Mail:Connections=4"]);

        // One by one each mail waits twice, for its claim and its verdict, besides what it takes to open the check-ins.
        // How many come together in a wait is chance: fewer where the disk is quick and the processor busy.
        Assert.InRange(await WaitsOfATick(folder), People / 4, (2 * People) - 1);

        Assert.Equal(People, relay.Deliveries.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<int> WaitsOfATick(ProgramFolder folder)
    {
        Assert.SkipUnless(File.Exists(Tracer), "Needs strace to count.");
        await folder.RunAsync("import", folder.WritePeople(People, "2026-03-02"));
        var trace = folder.Path("trace");
        using var tick = folder.StartUnder(
            [Tracer, "-f", "-qq", "-o", trace, "-e", "trace=fsync,fdatasync,syncfs"],
            "tick"
        );
        var (code, _, error) = await tick.EndAsync();
        Assert.SkipWhen(
            error.Contains("ptrace", StringComparison.OrdinalIgnoreCase),
            "This machine lets nobody trace."
        );
        Assert.Equal(0, code);
        Assert.Equal([$"sent|{People}"], folder.Query("select state, count(*) from mail group by state"));
        return File.ReadLines(trace)
            .Count(line =>
                line.Contains("sync", StringComparison.Ordinal) && !line.Contains(" resumed>", StringComparison.Ordinal)
            );
    }
}
