namespace CaregiverSignal.Tests.Signals;

/// <summary>What docs/signals.md says of the limits is what the rules do.</summary>
/// <remarks>With <c>CAREGIVERSIGNAL_DOCS=1</c> this writes it anew instead.</remarks>
public class DocumentedLimitsTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_DOCS") is not null;

    [Fact]
    public void The_table_of_limits_in_the_document_is_that_of_the_rules()
    {
        var table = new StringBuilder("| limit | shipped | allowed | meaning | source |\n|---|---|---|---|---|\n");
        foreach (var limit in RuleSettings.Limits)
        {
            table.Append(
                Text(
                    $"| `{limit.Key}` | {limit.Shipped} | {limit.Least} to {limit.Most} | {limit.Meaning} | {limit.Source} |\n"
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
    public void Each_number_of_a_warning_sign_in_the_document_is_that_of_the_rule()
    {
        var document = File.ReadAllText(Path.Combine(Some.Root, "docs", "signals.md"));
        Assert.Each(
            WarningSigns.All.Where(sign => sign.Limit is not null),
            sign => Assert.Matches(Text($@"\n\| `{sign.GetType().Name}\.\w+` \| {sign.Limit} \|"), document)
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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
