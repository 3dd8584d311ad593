using System.CommandLine.Parsing;
using System.Globalization;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>One limit at several values, both ends included.</summary>
/// <param name="Setting">The limit's key, such as <c>Signals:Nearness:Red</c>.</param>
internal sealed record Sweep(string Setting, IReadOnlyList<decimal> Values)
{
    private const int Most = 50;

    /// <summary>Reads <c>Signals:Nearness:Red=5..9</c> or <c>…=40..80/10</c>.</summary>
    public static Sweep? Parse(ArgumentResult given)
    {
        var text = given.Tokens.Count == 1 ? given.Tokens[0].Value : "";
        if (
            text.Split('=') is [var setting, var range]
            && setting.StartsWith("Signals:", StringComparison.OrdinalIgnoreCase)
            && range.Split('/') is { Length: 1 or 2 } parts
            && parts[0].Split("..") is [var first, var last]
            && Number(first) is { } from
            && Number(last) is { } to
            && to >= from
            && Number(parts.Length == 2 ? parts[1] : "1") is { } step and > 0
            && (to - from) / step < Most
        )
        {
            return new Sweep(
                setting,
                [.. Enumerable.Range(0, (int)((to - from) / step) + 1).Select(place => from + (place * step))]
            );
        }

        given.AddError(
            $"--sweep: '{text}' is not allowed; write a limit and a range of at most {Most} values, as Signals:Nearness:Red=5..9 or Signals:Burden:From=40..80/10."
        );
        return null;
    }

    public static string Text(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
