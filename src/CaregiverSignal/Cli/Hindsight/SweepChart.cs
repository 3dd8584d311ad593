using System.Globalization;
using System.Net;
using System.Text;

namespace CaregiverSignal.Cli.Hindsight;

/// <summary>
/// Draws a sweep: the collapses with a signal in time at each value, against the signals that it costs.
/// </summary>
internal static class SweepChart
{
    private const int Width = 640;
    private const int Height = 420;
    private const int Left = 60;
    private const int Bottom = 60;
    private const int Top = 50;
    private const int Right = 30;
    private const int LabelWidth = 20;
    private const int LabelHeight = 13;

    public static string Draw(BacktestReport report)
    {
        var points = report
            .Sweep.Select(one =>
                (
                    Text: Sweep.Text(one.Value),
                    Rate: Finite(one.Result.Any.Value),
                    Share: Finite(one.Result.Share.Value),
                    Low: Finite(one.Result.Share.Low),
                    High: Finite(one.Result.Share.High)
                )
            )
            .ToList();
        var most = Math.Max(1, Math.Ceiling(points.Max(one => one.Rate)));
        double X(double rate) => Left + (rate / most * (Width - Left - Right));
        double Y(double share) => Height - Bottom - (share * (Height - Bottom - Top));

        var svg = new StringBuilder();
        void Add(FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        var title = WebUtility.HtmlEncode(
            $"{report.Setting}: collapses with a signal {report.Window.Least} to {report.Window.Most} days ahead"
        );
        Add(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#1d1d1d\">"
        );
        Add($"<title>{title}</title>");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        Add($"<text x=\"{Left}\" y=\"26\" font-size=\"15\">{title}</text>");
        for (var part = 0; part <= 4; part++)
        {
            var (share, rate) = (part / 4.0, most * part / 4);
            Add(
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(share):0.#}\" y2=\"{Y(share):0.#}\" stroke=\"#d5d5d5\"/>"
            );
            Add($"<text x=\"{Left - 8}\" y=\"{Y(share) + 4:0.#}\" text-anchor=\"end\">{share * 100:0} %</text>");
            Add($"<text x=\"{X(rate):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{rate:0.##}</text>");
        }

        Add(
            $"<text x=\"{(Width + Left - Right) / 2}\" y=\"{Height - 16}\" text-anchor=\"middle\">signals for each 100 caregivers a month (bars: 95 % interval)</text>"
        );
        Add(
            $"<polyline fill=\"none\" stroke=\"#1f5fa8\" points=\"{string.Join(' ', points.Select(one => string.Create(CultureInfo.InvariantCulture, $"{X(one.Rate):0.#},{Y(one.Share):0.#}")))}\"/>"
        );
        foreach (var one in points)
        {
            Add(
                $"<line x1=\"{X(one.Rate):0.#}\" x2=\"{X(one.Rate):0.#}\" y1=\"{Y(one.Low):0.#}\" y2=\"{Y(one.High):0.#}\" stroke=\"#1f5fa8\" stroke-opacity=\"0.5\"/>"
            );
            Add($"<circle cx=\"{X(one.Rate):0.#}\" cy=\"{Y(one.Share):0.#}\" r=\"4\" fill=\"#1f5fa8\"/>");
        }

        foreach (var (x, y, text) in Labels([.. points.Select(one => (X(one.Rate), Y(one.Share), one.Text))]))
        {
            // Long labels go to the left when there is no room on the right.
            var isLeft = x > Width * 0.7;
            Add(
                $"<text x=\"{x + (isLeft ? -7 : 7):0.#}\" y=\"{y - 7:0.#}\"{(isLeft ? " text-anchor=\"end\"" : "")}>{text}</text>"
            );
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    /// <summary>
    /// One label for points so close together that their labels would overlap: the values, with neighbours in the sweep
    /// as "2–4".
    /// </summary>
    private static IEnumerable<(double X, double Y, string Text)> Labels(
        IReadOnlyList<(double X, double Y, string Text)> points
    )
    {
        var left = Enumerable.Range(0, points.Count).ToList();
        while (left.Count > 0)
        {
            var first = points[left[0]];
            var near = left.Where(place =>
                    Math.Abs(points[place].X - first.X) < LabelWidth
                    && Math.Abs(points[place].Y - first.Y) < LabelHeight
                )
                .ToList();
            left.RemoveAll(near.Contains);
            // In a run of neighbours the place minus the rank stays the same.
            var runs = near.Select((place, rank) => (place, Run: place - rank))
                .GroupBy(one => one.Run, one => points[one.place].Text);
            yield return (
                first.X,
                first.Y,
                string.Join(
                    ", ",
                    runs.Select(run => run.Count() > 2 ? $"{run.First()}–{run.Last()}" : string.Join(", ", run))
                )
            );
        }
    }

    private static double Finite(double value) => double.IsNaN(value) ? 0 : value;
}
