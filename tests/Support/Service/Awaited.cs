using System.Diagnostics;

namespace CaregiverSignal.Tests.Support;

/// <summary>What a test waits for.</summary>
internal static class Awaited
{
    /// <summary>For a constructor, which cannot await.</summary>
    public static T Now<T>(Func<Task<T>> ask) => Task.Run(ask).GetAwaiter().GetResult();

    public static void Now(Func<Task> act) => Task.Run(act).GetAwaiter().GetResult();

    /// <summary>Asks until it holds, for half a minute at most.</summary>
    public static async Task Until(Func<Task<bool>> holds, TimeSpan? longest = null)
    {
        for (var began = Stopwatch.GetTimestamp(); !await holds(); await Task.Yield())
            Assert.True(
                Stopwatch.GetElapsedTime(began) < (longest ?? TimeSpan.FromSeconds(30)),
                "It did not come to hold in time."
            );
    }
}
