using System.Globalization;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Configuration;

/// <summary>Reads limits of the rules.</summary>
/// <param name="limits">Those that may be given.</param>
internal sealed class SignalsReader(SettingValues values, IReadOnlyList<Limit> limits)
{
    private const string NoLimit = $"is not a limit that can be set (docs/signals.md)";

    /// <summary>
    /// Each limit is <c>Signals:WarningSign:Limit</c>, a whole number; its default and source are in the warning sign's
    /// own file.
    /// </summary>
    public RuleSettings Read()
    {
        var rules = new RuleSettings();
        values.RefuseValue(values.Configuration.GetSection("Signals"));
        foreach (var sign in values.Configuration.GetSection("Signals").GetChildren())
        {
            values.RefuseValue(sign);
            foreach (var setting in sign.GetChildren())
            {
                if (RuleSettings.Find($"{sign.Key}:{setting.Key}") is not { } limit || !limits.Contains(limit))
                    RefuseLimit(setting.Path);
                else if (
                    int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value >= limit.Least
                    && value <= limit.Most
                )
                    rules = rules.With(limit, value);
                else
                    values.Add(
                        setting.Path,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"is '{setting.Value}'; allowed is a whole number from {limit.Least} to {limit.Most}"
                        )
                    );
            }
        }

        if (rules[Nearness.Amber] > rules[Nearness.Red])
            values.Add("Signals:Nearness:Amber", "is above Signals:Nearness:Red; what is red is amber at least");
        return rules;
    }

    /// <summary>The known limits are listed only once.</summary>
    private void RefuseLimit(string path)
    {
        var isFirst = !values.Faults.Any(fault => fault.Message.StartsWith(NoLimit, StringComparison.Ordinal));
        values.Add(
            path,
            isFirst ? $"{NoLimit}; known are {string.Join(", ", limits.Select(one => one.Key))}" : NoLimit
        );
    }
}
