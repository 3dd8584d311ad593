using System.Net.Sockets;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The service is asked to stop (SIGTERM) with a mail on its way: one that has not left is given back at once, one that
/// has is waited for.
/// </summary>
public sealed class StoppedMailTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Less than the service waits for a relay that is silent.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(20);

    private readonly MailingProgram program = new();

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [LargeTheory]
    [InlineData("connected", true)]
    [InlineData("connected", false)]
    [InlineData("rcpt", true)]
    public async Task A_stop_before_the_message_has_left_gives_it_back_at_once_and_counts_no_attempt(
        string moment,
        bool isOpen
    )
    {
        using var folder = await program.WithMailWaiting();
        using var ended = new ManualResetEventSlim();

        var (code, error) = await StopAt(folder, moment, isOpen, _ => ended.Wait(Patience), () => ended.Set());

        Assert.True(code == 0, $"ended with {code}: {error}");
        Assert.Empty(program.Relay.Deliveries);
        Assert.Equal(["ready|0"], folder.Query("select distinct state, attempts from mail"));
        await MailingProgram.RunUntilQuiet(folder);
        program.AssertNoneIsLostOrDoubled(folder, kills: 0, $"stopped at {moment}");
    }

    [LargeFact]
    public async Task A_stop_after_the_message_has_left_waits_for_the_verdict_and_takes_no_other_mail()
    {
        using var folder = await program.WithMailWaiting();

        var (code, error) = await StopAt(folder, "kept", isOpen: true, WaitUntilClosed, () => { });

        Assert.True(code == 0, $"ended with {code}: {error}");
        Assert.Single(program.Relay.Deliveries);
        Assert.Equal(
            ["ready|0|2", "sent|1|1"],
            folder.Query("select state, attempts, count(*) from mail group by 1, 2 order by 1, 2")
        );
        await MailingProgram.RunUntilQuiet(folder);
        program.AssertNoneIsLostOrDoubled(folder, kills: 0, "stopped in data");
    }

    [LargeFact]
    public async Task A_stop_does_not_wait_for_ever_for_a_relay_that_gives_no_verdict()
    {
        using var folder = await program.WithMailWaiting();
        using var ended = new ManualResetEventSlim();

        var (code, error) = await StopAt(
            folder,
            "kept",
            isOpen: true,
            _ => ended.Wait(Patience),
            () => ended.Set(),
            Patience
        );

        Assert.True(code == 0, $"ended with {code}: {error}");
        Assert.Equal(
            ["ready|0|2", "ready|1|1"],
            folder.Query("select state, attempts, count(*) from mail group by 1, 2 order by 1, 2")
        );
        MailingProgram.MakeOlder(folder);
        await MailingProgram.RunUntilQuiet(folder);
        program.AssertNoneIsLostOrDoubled(folder, kills: 1, "stopped in data, without a verdict");
    }

    /// <summary>
    /// Starts the service and asks it to stop when its first mail has come to a moment; the relay does something before
    /// it answers.
    /// </summary>
    /// <param name="isOpen">The pages are open by then; else it may still be starting.</param>
    private async Task<(int Code, string Error)> StopAt(
        ProgramFolder folder,
        string moment,
        bool isOpen,
        Action<Uri> beforeAnswer,
        Action whenEnded,
        TimeSpan? patience = null
    )
    {
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        program.Relay.At(
            moment,
            1,
            () =>
            {
                var service = started.Task.GetAwaiter().GetResult();
                var pages = isOpen ? service.PagesAsync().GetAwaiter().GetResult() : new Uri("http://127.0.0.1:1");
                service.Terminate();
                asked.SetResult();
                beforeAnswer(pages);
            }
        );
        using var service = folder.Start("--Urls=http://127.0.0.1:0");
        started.SetResult(service);
        try
        {
            await asked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            var (code, output, error) = await service
                .EndAsync()
                .WaitAsync(patience ?? Promptly, TestContext.Current.CancellationToken);
            return (code, output + error);
        }
        finally
        {
            whenEnded();
        }
    }

    /// <summary>The pages close first; then the service is stopping for sure.</summary>
    private static void WaitUntilClosed(Uri pages) => Assert.True(SpinWait.SpinUntil(() => !Answers(pages), Patience));

    private static bool Answers(Uri pages)
    {
        try
        {
            using var socket = new TcpClient(pages.Host, pages.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
