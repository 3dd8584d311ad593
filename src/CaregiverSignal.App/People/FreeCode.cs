using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>A code for what came without one of the support point's own.</summary>
public static class FreeCode
{
    /// <summary>The code itself, or the first with a number behind it that nothing has: N12, N12-2, N12-3.</summary>
    public static string Of(string code, Func<string, bool> isTaken)
    {
        var free = code;
        for (var again = 2; isTaken(free); again++)
            free = string.Create(CultureInfo.InvariantCulture, $"{code}-{again}");
        return free;
    }
}
