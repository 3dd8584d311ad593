using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaregiverSignal.Signals.Rules;

/// <summary>The rules and limits behind a finding, under one name.</summary>
/// <param name="Version">The version of the rules, such as <c>5</c>; with other limits than the shipped ones also their
/// fingerprint, such as <c>5+9f3a1c2b</c>.</param>
/// <param name="Limits">The limits that differ from the shipped ones, in the order of their names, such as
/// <c>{"Strain:From":9}</c>.</param>
public sealed record RuleSet(string Version, string Limits)
{
    /// <summary>
    /// Names a set of limits: equal limits have the same name, whether they come from the settings or were agreed for
    /// one person.
    /// </summary>
    /// <remarks>
    /// Eight hexadecimal digits (our choice): among a thousand sets the chance that two share them is one in ten
    /// thousand.
    /// </remarks>
    public static RuleSet Of(RuleSettings settings)
    {
        var own = RuleSettings
            .Limits.Where(limit => settings[limit] != limit.Shipped)
            .OrderBy(limit => limit.Key, StringComparer.Ordinal)
            .ToList();
        var limits = JsonSerializer.Serialize(own.ToDictionary(limit => limit.Key, limit => settings[limit]));
        return new RuleSet(
            own.Count == 0 ? RuleSettings.Version : $"{RuleSettings.Version}+{Fingerprint(limits)}",
            limits
        );
    }

    /// <summary>The limits of a stored set, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, double> LimitsIn(string limits) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(limits)!;

    private static string Fingerprint(string limits) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(limits)))[..8];
}
