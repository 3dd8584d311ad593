using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// Two programs on one store: the second is refused, and where somebody has put that guard aside still no mail goes
/// twice.
/// </summary>
public sealed class TwoMailersTests : IAsyncLifetime
{
    private readonly MailingProgram program = new();

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [LargeFact]
    public async Task A_second_program_is_refused_while_a_mail_is_on_its_way()
    {
        using var folder = program.Fresh();
        (int Code, string Output, string Error) second = default;
        program.Relay.At("data", 2, () => second = Tick(folder));

        await folder.RunAsync("tick");

        Assert.Equal(1, second.Code);
        Assert.Contains("is in use by the service or another command", second.Error, StringComparison.Ordinal);
        program.AssertNoneIsLostOrDoubled(folder, kills: 0, "a second program");
    }

    [LargeTheory]
    [InlineData("connected", 1)]
    [InlineData("rcpt", 1)]
    [InlineData("data", 2)]
    [InlineData("kept", 1)]
    [InlineData("kept", 3)]
    public async Task Without_the_guard_the_ledger_alone_keeps_two_programs_from_sending_a_mail_twice(
        string moment,
        int visit
    )
    {
        using var folder = program.Fresh();
        (int Code, string Output, string Error)? second = null;
        program.Relay.At(
            moment,
            visit,
            () =>
            {
                File.Delete(folder.Database + ".running");
                second = Tick(folder);
            }
        );

        await folder.RunAsync("tick");

        Assert.Equal(0, second?.Code);
        await MailingProgram.RunUntilQuiet(folder);
        program.AssertNoneIsLostOrDoubled(folder, kills: 0, $"a second program at {moment} {visit}");
    }

    private static (int Code, string Output, string Error) Tick(ProgramFolder folder)
    {
        using var tick = folder.Start("tick");
        return tick.EndAsync().GetAwaiter().GetResult();
    }
}
