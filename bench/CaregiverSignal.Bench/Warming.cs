using System.Runtime;

namespace CaregiverSignal.Bench;

/// <summary>Repeats something until the runtime has compiled it as it stays.</summary>
/// <remarks>
/// It compiles what runs often a second and a third time, in a thread of its own. On a busy machine that lags thousands
/// of rounds behind, and what it costs would count as the program's.
/// </remarks>
public static class Warming
{
    private const int AtATime = 200;
    private const int Most = 6000;

    /// <summary>What is compiled now and then all the same, such as what runs once a minute.</summary>
    private const int StillCompiled = 5;

    public static async Task RunAsync(Func<Task> once)
    {
        for (var round = 0; round < Most; round += AtATime)
        {
            var before = JitInfo.GetCompiledMethodCount();
            for (var turn = 0; turn < AtATime; turn++)
                await once();
            if (JitInfo.GetCompiledMethodCount() - before <= StillCompiled)
                return;
        }
    }
}
