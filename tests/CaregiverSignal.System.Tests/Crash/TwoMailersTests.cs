namespace CaregiverSignal.Tests.Crash;

/// <summary>
/// Two programs on one store, where somebody has put aside what refuses the second: still no mail goes twice.
/// </summary>
public sealed class TwoMailersTests : IAsyncLifetime
{
    private readonly MailingProgram program = new();

    public async ValueTask InitializeAsync() => await program.ImportAsync();

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [LargeTheory]
    [InlineData("banner", 1)]
    [InlineData("rcpt", 1)]
    [InlineData("data", 2)]
    [InlineData("final", 1)]
    [InlineData("final", 3)]
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
