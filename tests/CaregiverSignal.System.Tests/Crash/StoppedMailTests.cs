namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The service is asked to stop (SIGTERM) with a mail on its way of which the relay gives no verdict.
/// </summary>
public sealed class StoppedMailTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly MailingProgram program = new();

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [LargeFact]
    public async Task A_stop_takes_no_other_mail_and_does_not_wait_for_ever()
    {
        using var folder = await program.WithMailWaiting();
        using var ended = new ManualResetEventSlim();
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        program.Relay.At(
            "final",
            1,
            () =>
            {
                started.Task.GetAwaiter().GetResult().Terminate();
                ended.Wait(Patience);
            }
        );
        using var service = folder.Start("--Urls=http://127.0.0.1:0");
        started.SetResult(service);
        var (code, output, error) = await service.EndAsync().WaitAsync(Patience, Some.Stop);
        ended.Set();

        Assert.True(code == 0, $"ended with {code}: {output}{error}");
        Assert.Equal(
            ["ready|0|2", "ready|1|1"],
            folder.Query("select state, attempts, count(*) from mail group by 1, 2 order by 1, 2")
        );
        MailingProgram.MakeOlder(folder);
        await MailingProgram.RunUntilQuiet(folder);
        program.AssertNoneIsLostOrDoubled(folder, kills: 1, "stopped in data, without a verdict");
    }
}
