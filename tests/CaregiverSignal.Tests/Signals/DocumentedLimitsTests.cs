using System.Globalization;
using System.Text.RegularExpressions;
using CaregiverSignal.Configuration;
using CaregiverSignal.Signals;
using Microsoft.Extensions.Configuration;

namespace CaregiverSignal.Tests.Signals;

/// <summary>What docs/signals.md and appsettings.json say of the limits is what the rules do.</summary>
public partial class DocumentedLimitsTests
{
    [Fact]
    public void Every_limit_stands_in_the_document_with_its_default()
    {
        var text = File.ReadAllText(Path.Combine(Some.Root, "docs", "signals.md"));

        var documented = Row().Matches(text).ToDictionary(row => row.Groups[1].Value, row => double.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture));

        Assert.Equal(Defaults(), documented);
    }

    [Fact]
    public void The_settings_file_holds_the_same_defaults()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(Some.Root, "appsettings.json")).Build();

        Assert.Equal(Defaults(), Defaults().Keys.ToDictionary(key => key, key => double.Parse(file[key]!, CultureInfo.InvariantCulture)));
    }

    private static Dictionary<string, double> Defaults() => SettingsReader.KnownKeys
        .Where(key => key.StartsWith("Signals:", StringComparison.Ordinal))
        .ToDictionary(key => key, key =>
        {
            var (rule, limit) = (key.Split(':')[1], key.Split(':')[2]);
            var limits = typeof(RuleSettings).GetProperty(rule)!.GetValue(new RuleSettings())!;
            return Convert.ToDouble(limits.GetType().GetProperty(limit)!.GetValue(limits), CultureInfo.InvariantCulture);
        });

    [GeneratedRegex(@"^\| `(Signals:\w+:\w+)` \| ([0-9.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
