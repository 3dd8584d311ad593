using System.Security.Cryptography;

namespace CaregiverSignal.Tests.Support;

/// <summary>How long the long runs are, and the luck they have.</summary>
/// <remarks>
/// CAREGIVERSIGNAL_LARGE=1 makes them large, and each then has a seed of its own unless one is given;
/// CAREGIVERSIGNAL_SEED=n plays one again. A failing run says its seed.
/// </remarks>
public static class LongRun
{
    private const int Usual = 20261120;

    public const string Left = "Left to ./test.sh --full (CAREGIVERSIGNAL_LARGE=1).";

    public static bool IsLarge => Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_LARGE") == "1";

    /// <summary>Whether the stores of the tests are in PostgreSQL.</summary>
    public static bool IsOnPostgres => Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_STORE") == "postgres";

    public static int Of(int small, int large) => IsLarge ? large : small;

    /// <summary>
    /// How often a rule that does not know of the store is tried: on PostgreSQL, where each try takes several times
    /// as long, a tenth.
    /// </summary>
    public static int OnEachStore(int times) => IsOnPostgres ? times / 10 : times;

    public static int Seed()
    {
        var given = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_SEED");
        var seed =
            int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var again) ? again
            : IsLarge ? RandomNumberGenerator.GetInt32(int.MaxValue)
            : Usual;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Once more: CAREGIVERSIGNAL_LARGE={(IsLarge ? 1 : 0)} CAREGIVERSIGNAL_SEED={seed}"
        );
        return seed;
    }
}
