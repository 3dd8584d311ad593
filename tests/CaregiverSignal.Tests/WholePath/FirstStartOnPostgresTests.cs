using System.Net;
using CaregiverSignal.Tests.Crash;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.WholePath;

/// <summary>The program on a machine where it never ran, with an empty database on a server.</summary>
public sealed class FirstStartOnPostgresTests : IAsyncDisposable
{
    private readonly string connection = TestPostgres.EmptyDatabase();
    private readonly StageRelay relay = new();
    private readonly ProgramFolder program = new();
    private readonly ProgramFolder second = new();

    public FirstStartOnPostgresTests()
    {
        foreach (var folder in new[] { program, second })
        {
            folder.Settings.AddRange([
                "--Storage:Provider=postgres",
                $"--Storage:Connection={connection}",
                .. relay.Settings,
            ]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        second.Dispose();
        await relay.DisposeAsync();
        TestPostgres.Drop(connection);
    }

    /// <summary>And so it is on a second machine, beside a service that has mailed (docs/operations.md).</summary>
    [LargeFact]
    public async Task The_check_is_green_and_so_is_the_service()
    {
        var stop = TestContext.Current.CancellationToken;
        Assert.False(Directory.Exists(program.Data));

        var check = program.Run("check");
        var (service, address) = await program.ServeAsync();
        using var running = service;
        using var client = new HttpClient();
        var ready = await client.ReadyAsync(address);
        await program.RunAsync("import", program.WritePeople(1, "2026-03-02"));
        await relay.DeliveredAsync(1, stop);
        TestKeys.Copy(program.Data, second.Data);
        var joining = second.Run("check");

        Assert.True(check.Code == 0, check.Output + check.Error);
        Assert.True(ready.StatusCode == HttpStatusCode.OK, await ready.Content.ReadAsStringAsync(stop));
        Assert.True(joining.Code == 0, joining.Output + joining.Error);
        Assert.Contains("ok    mail held      no", joining.Output, StringComparison.Ordinal);
    }
}
