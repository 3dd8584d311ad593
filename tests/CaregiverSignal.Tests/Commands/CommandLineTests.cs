using System.CommandLine;
using CaregiverSignal.Commands;

namespace CaregiverSignal.Tests.Commands;

public sealed class CommandLineTests
{
    /// <summary>
    /// The library would give a verb that is asked to stop two seconds, and the service ends what it has in hand.
    /// </summary>
    [Fact]
    public async Task A_verb_that_is_asked_to_stop_has_the_time_that_it_takes()
    {
        TimeSpan? patience = TimeSpan.Zero;
        var root = new RootCommand();
        root.SetAction(
            async (parsed, _) =>
            {
                patience = parsed.InvocationConfiguration.ProcessTerminationTimeout;
                await Task.Yield();
            }
        );

        Assert.Equal(CommandLine.Success, await CommandLine.RunAsync(root, []));
        Assert.Null(patience);
    }
}
