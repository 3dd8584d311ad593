using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaregiverSignal.Signals.Rules;

/// <summary>The limits of the rules that an installation can set; they never change. All other numbers are
/// fixed.</summary>
/// <param name="Amber">See <see cref="Nearness.Amber"/>.</param>
/// <param name="Red">See <see cref="Nearness.Red"/>.</param>
public sealed record RuleSettings(int Amber, int Red)
{
    /// <summary>The version of the rules and their numbers: a change of either needs a new one. A finding keeps it in
    /// its <see cref="RuleSet"/>.</summary>
    public const string Version = "10";

    public static readonly IReadOnlyList<Limit> Limits = [Nearness.Amber, Nearness.Red];

    public RuleSettings()
        : this(Nearness.Amber.Shipped, Nearness.Red.Shipped) { }

    public int this[Limit limit] => limit == Nearness.Amber ? Amber : Red;

    public RuleSettings With(Limit limit, int value) =>
        limit == Nearness.Amber ? this with { Amber = value } : this with { Red = value };
}

/// <summary>A limit of the rules that can be set, a whole number.</summary>
/// <param name="Key">Its name, such as <c>Nearness:Red</c>.</param>
/// <param name="Shipped">Its value unless a setting changes it.</param>
/// <param name="Least">The lowest allowed value.</param>
/// <param name="Most">The highest allowed value.</param>
/// <param name="Meaning">What it means, in English with its unit.</param>
/// <param name="Source">Where the shipped value comes from, or that it is ours.</param>
public sealed record Limit(string Key, int Shipped, int Least, int Most, string Meaning, string Source);

/// <summary>The rules and limits behind a finding, under one name.</summary>
/// <param name="Version">The version of the rules, such as <c>10</c>; with other limits than the shipped ones also
/// eight hexadecimal digits of their fingerprint, such as <c>10+9f3a1c2b</c>: equal limits have the same, and among a
/// thousand sets the chance that two share one is one in ten thousand (our choice).</param>
/// <param name="Limits">The limits that differ from the shipped ones, in the order of their names, such as
/// <c>{"Nearness:Red":9}</c>.</param>
public sealed record RuleSet(string Version, string Limits)
{
    public static RuleSet Of(RuleSettings settings)
    {
        var own = RuleSettings
            .Limits.Where(limit => settings[limit] != limit.Shipped)
            .ToDictionary(limit => limit.Key, limit => settings[limit]);
        var limits = JsonSerializer.Serialize(own);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(limits)))[..8];
        return new RuleSet(RuleSettings.Version + (own.Count == 0 ? "" : $"+{fingerprint}"), limits);
    }

    /// <summary>The limits of a stored set, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, double> LimitsIn(string limits) =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(limits)!;
}
