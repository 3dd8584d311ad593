using System.Reflection;
using CaregiverSignal.People;

namespace CaregiverSignal.Signals;

/// <summary>What the overrides of one person do to the limits and to what the rules find.</summary>
public static class PersonalRules
{
    /// <summary>Every limit of the rules by its name in the settings without the section, as <c>Change:Csi</c>.</summary>
    public static IReadOnlyList<RuleLimit> Limits(RuleSettings settings) =>
        [.. Rules().SelectMany(rule => Numbers(rule.PropertyType).Select(limit => new RuleLimit(
            $"{rule.Name}:{limit.Name}",
            Convert.ToDouble(limit.GetValue(rule.GetValue(settings)), System.Globalization.CultureInfo.InvariantCulture),
            limit.PropertyType == typeof(int),
            LimitRanges.Of($"{rule.Name}:{limit.Name}"))))];

    /// <summary>The settings for this person on a day; a limit that no longer exists changes nothing.</summary>
    public static RuleSettings Of(RuleSettings settings, IEnumerable<Override> overrides, DateOnly day)
    {
        foreach (var one in overrides.Where(one => one.Kind == Override.Limit && one.HoldsOn(day))) settings = With(settings, one.Subject, one.Value);
        return settings;
    }

    /// <summary>The findings without those of a muted kind.</summary>
    /// <remarks>Our choice, after lesson L-61: a request to be called is never muted, and what has become red since it was muted comes through.</remarks>
    public static IReadOnlyList<Finding> Unmuted(IReadOnlyList<Finding> findings, IReadOnlyList<Override> overrides, DateOnly day)
    {
        var muted = overrides.Where(one => one.Kind == Override.Mute && one.HoldsOn(day)).ToList();
        return [.. findings.Where(finding => finding.Kind == SignalKind.Request || !muted.Any(mute => Mutes(mute, finding)))];
    }

    /// <summary>The next day after <paramref name="day"/> on which an override ends by itself; null when none holds.</summary>
    public static DateOnly? NextEnd(IEnumerable<Override> overrides, DateOnly day) =>
        overrides.Where(one => one.HoldsOn(day)).Select(one => (DateOnly?)one.UntilOn).Min();

    private static bool Mutes(Override mute, Finding finding) =>
        mute.Subject == Kinds.Code(finding.Kind) && (finding.Level == Level.Amber || mute.Value > 0);

    private static RuleSettings With(RuleSettings settings, string key, double value)
    {
        foreach (var rule in Rules())
        {
            if (Numbers(rule.PropertyType).FirstOrDefault(one => $"{rule.Name}:{one.Name}" == key) is not { } limit) continue;
            var (all, limits) = (settings with { }, Copy(rule.GetValue(settings)!));
            limit.SetValue(limits, limit.PropertyType == typeof(int) ? (object)(int)value : value);
            rule.SetValue(all, limits);
            return all;
        }

        return settings;
    }

    private static PropertyInfo[] Rules() => typeof(RuleSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static IEnumerable<PropertyInfo> Numbers(Type rule) => rule.GetProperties().Where(one => one.PropertyType == typeof(int) || one.PropertyType == typeof(double));

    /// <summary>What <c>with { }</c> does, for a record whose type is known only at run time.</summary>
    private static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
}

/// <param name="IsWhole">Only whole numbers make sense.</param>
/// <param name="Allowed">What it may be.</param>
public sealed record RuleLimit(string Key, double Value, bool IsWhole, LimitRange Allowed);
