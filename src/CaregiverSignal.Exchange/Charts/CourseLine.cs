using System.Net;
using CaregiverSignal.Caseload;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Charts;

/// <summary>A caregiver's trend in a list: a small stepped line.</summary>
public sealed class CourseLine(SaidCourse course)
{
    /// <summary>In pixels; a page may show it smaller.</summary>
    public const int Width = 128,
        Height = 34;

    private const int Edge = 5;
    private const double Foot = 30.5;

    private List<(DateOnly Day, int Step)> Answered =>
        [.. course.Said.Where(said => said.Step is not null).Select(said => (said.Day, said.Step!.Value))];

    /// <summary>Such as "van langer dan twee jaar naar een week tot een maand".</summary>
    public string Words
    {
        get
        {
            var steps = Answered.ConvertAll(said => said.Step);
            return FigureWords.Course(
                course.Steps[steps[0] - 1],
                course.Steps[steps[^1] - 1],
                steps.Min() < Math.Min(steps[0], steps[^1]) ? course.Steps[steps.Min() - 1] : null,
                course.Said.Count - steps.Count
            );
        }
    }

    /// <summary>As one <c>svg</c> element. Under a month is in the zone; a cross marks a missed answer.</summary>
    public string Svg()
    {
        var (solid, dotted, missed, from, isOpen) = ("", "", "", default((double X, double Y)?), false);
        foreach (var (day, step) in course.Said)
        {
            var x = X(day);
            if (step is not { } known)
            {
                (missed, isOpen) = (missed + Invariant($"M{x - 2:0.#} {Foot - 2}l4 4m0-4l-4 4"), true);
                continue;
            }
            var part = from is { } last ? Invariant($"M{last.X:0.#} {last.Y:0.#}H{x:0.#}V{Y(known):0.#}") : "";
            (solid, dotted) = isOpen ? (solid, dotted + part) : (solid + part, dotted);
            (from, isOpen) = ((x, Y(known)), false);
        }
        var newest = Answered[^1];
        var (zone, isNow) = (Y(PerseveranceTime.UnderAMonth + .5), newest.Step <= PerseveranceTime.UnderAMonth);
        return $"<svg class=\"course-line\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\""
            + $" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Words)}\">"
            + Invariant($"<path fill=\"#fbe3e1\" d=\"M0 {zone:0.#}h{Width}V{Height}H0z\"/>")
            + Path(solid, "#14507a\" stroke-width=\"2")
            + Path(dotted, "#14507a\" stroke-dasharray=\"2 3")
            + Path(missed, "#565d64\" stroke-width=\"1.5")
            + Invariant($"<circle cx=\"{X(newest.Day):0.#}\" cy=\"{Y(newest.Step):0.#}\" r=\"{(isNow ? 4 : 3)}\"")
            + $" fill=\"{(isNow ? "#9b1c1c" : "#14507a")}\"/></svg>";
    }

    private double X(DateOnly day)
    {
        double first = SaidCourse.FirstDay(course.Today).DayNumber;
        return Edge + ((Width - (2 * Edge)) * (day.DayNumber - first) / (course.Today.DayNumber - first));
    }

    private double Y(double step) => Edge + ((course.Steps.Count - step) * 4.2);

    private static string Path(string drawn, string stroke) =>
        drawn.Length == 0 ? "" : $"<path fill=\"none\" stroke=\"{stroke}\" d=\"{drawn}\"/>";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
