using System.Globalization;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// The program is ended with mails on four connections, and started again: none is lost, and a kill costs one copy a
/// connection at most.
/// </summary>
/// <remarks>Four rounds as a rule, 60 with CAREGIVERSIGNAL_LARGE=1; CAREGIVERSIGNAL_SEED=n plays a run again.</remarks>
public sealed class KilledConnectionsTests : IAsyncLifetime
{
    private const int People = 12;

    private static readonly string[] Moments = ["rcpt", "data answered", "body", "lost", "kept", "kept answered"];

    private readonly MailingProgram program = new(People, connections: 4);

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task No_mail_is_lost_and_a_kill_doubles_one_a_connection_at_most()
    {
        var seed = LongRun.Seed();
        var random = new Random(seed);
        for (var (round, rounds) = (0, LongRun.Of(4, 60)); round < rounds; round++)
        {
            using var folder = program.Fresh();
            var moment = Moments[random.Next(Moments.Length)];
            // The first mail on a connection has no reset before it.
            var visit = random.Next(1, People - 4);
            var when = string.Create(CultureInfo.InvariantCulture, $"round {round}, {moment} {visit} (seed {seed})");

            Assert.True(await IsKilledAt(folder, moment, visit), when);

            MailingProgram.MakeOlder(folder);
            await MailingProgram.RunUntilQuiet(folder);
            program.AssertNoneIsLostOrDoubled(folder, kills: 1, when);
        }
    }

    /// <returns>False when the program had done its work and ended before that moment came.</returns>
    private async Task<bool> IsKilledAt(ProgramFolder folder, string moment, int visit)
    {
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isKilled = false;
        program.Relay.At(
            moment,
            visit,
            () =>
            {
                isKilled = true;
                started.Task.GetAwaiter().GetResult().Kill();
            }
        );
        using var run = folder.Start("tick");
        started.SetResult(run);
        await run.EndAsync();
        program.Relay.ActNoMore();
        return isKilled;
    }
}
