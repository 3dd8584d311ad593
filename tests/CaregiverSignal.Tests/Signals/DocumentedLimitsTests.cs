using System.Globalization;
using System.Text;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Tests.Signals;

/// <summary>What docs/signals.md and appsettings.json say of the limits is what the rules do.</summary>
/// <remarks>With <c>CAREGIVERSIGNAL_DOCS=1</c> these write both anew instead.</remarks>
public class DocumentedLimitsTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_DOCS") is not null;

    [Fact]
    public void The_table_of_limits_in_the_document_is_that_of_the_rules()
    {
        var table = new StringBuilder("| setting | shipped | allowed | meaning | source |\n|---|---|---|---|---|\n");
        foreach (var limit in RuleSettings.Limits)
        {
            table.Append(
                Text(
                    $"| `Signals:{limit.Key}` | {limit.Shipped} | {limit.Least} to {limit.Most} | {limit.Meaning} | {limit.Source} |\n"
                )
            );
        }

        Compare(
            Path.Combine(Some.Root, "docs", "signals.md"),
            "<!-- limits -->\n",
            "<!-- end of limits -->",
            table.ToString()
        );
    }

    [Fact]
    public void The_settings_file_holds_every_limit_as_shipped_with_its_meaning_and_source()
    {
        var sections = RuleSettings
            .Limits.GroupBy(limit => limit.Key.Split(':')[0])
            .Select(section =>
                $"    \"{section.Key}\": {{\n"
                + string.Join(
                    ",\n",
                    section.Select(limit =>
                        Text(
                            $"      // {Capital(limit.Meaning)}; {limit.Least} to {limit.Most}. Source: {limit.Source}.\n      \"{limit.Key.Split(':')[1]}\": {limit.Shipped}"
                        )
                    )
                )
                + "\n    }"
            );

        Compare(
            Path.Combine(Some.Root, "appsettings.json"),
            "  \"Signals\": {\n",
            "\n  }\n}\n",
            string.Join(",\n", sections)
        );
    }

    private static void Compare(string path, string before, string after, string expected)
    {
        var text = File.ReadAllText(path);
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        var to = text.IndexOf(after, from, StringComparison.Ordinal);
        if (Writes)
            File.WriteAllText(path, text[..from] + expected + text[to..]);
        else
            Assert.Equal(expected, text[from..to]);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
