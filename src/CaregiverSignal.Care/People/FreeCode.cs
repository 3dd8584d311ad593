using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>A code for a person who came without one of the support point's own.</summary>
public static class FreeCode
{
    /// <summary>The code itself, or the first free one with a number: N12, N12-2, N12-3.</summary>
    public static async Task<string> OfAsync(
        string code,
        Func<string, Task<bool>> isTaken,
        CancellationToken stop = default
    )
    {
        var free = code;
        for (var again = 2; await isTaken(free); again++)
            free = string.Create(CultureInfo.InvariantCulture, $"{code}-{again}");
        return free;
    }
}
