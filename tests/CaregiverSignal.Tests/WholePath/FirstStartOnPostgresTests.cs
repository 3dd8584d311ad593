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

    public FirstStartOnPostgresTests() =>
        program.Settings.AddRange([
            "--Storage:Provider=postgres",
            $"--Storage:Connection={connection}",
            .. relay.Settings,
        ]);

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await relay.DisposeAsync();
        TestPostgres.Drop(connection);
    }

    [Fact]
    public async Task The_check_is_green_and_so_is_the_service()
    {
        var stop = TestContext.Current.CancellationToken;
        Assert.False(Directory.Exists(program.Data));

        var check = program.Run("check");
        var (service, address) = await program.ServeAsync();
        using var running = service;
        using var client = new HttpClient();
        var ready = await client.ReadyAsync(address);

        Assert.True(check.Code == 0, check.Output + check.Error);
        Assert.True(ready.StatusCode == HttpStatusCode.OK, await ready.Content.ReadAsStringAsync(stop));
    }
}
