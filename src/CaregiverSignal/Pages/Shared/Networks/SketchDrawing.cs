using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CaregiverSignal.Networks;
using Microsoft.AspNetCore.Html;

namespace CaregiverSignal.Pages.Shared.Networks;

/// <summary>A picture as SVG without style or colour of its own, for forced colours and paper.</summary>
public static class SketchDrawing
{
    /// <param name="kind">The class that makes a page show it wide or narrow.</param>
    public static IHtmlContent Svg(Sketch sketch, string title, string described, string id, string kind)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"network-drawn {kind}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" width=\"{sketch.Width:0}\" height=\"{sketch.Height:0}\" viewBox=\"0 0 {sketch.Width:0} {sketch.Height:0}\" fill=\"none\" stroke=\"currentColor\"><title id=\"{id}-t\">{Encoded(title)}</title><desc id=\"{id}-d\">{Encoded(described)}</desc>"
        );
        foreach (var shape in sketch.Shapes)
            Append(svg, shape);
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>A sign by itself, beside a name in a list.</summary>
    public static IHtmlContent Sign(People.HelperKind kind)
    {
        var svg = new StringBuilder(
            "<svg class=\"network-sign\" aria-hidden=\"true\" width=\"18\" height=\"18\" viewBox=\"0 0 18 18\" fill=\"none\" stroke=\"currentColor\">"
        );
        Append(svg, Signs.Of(kind, new Spot(9, 9)));
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static void Append(StringBuilder svg, Shape shape)
    {
        switch (shape)
        {
            case Circle(var centre, var radius, var isBold):
                Write(
                    $"<circle cx=\"{centre.X:0.#}\" cy=\"{centre.Y:0.#}\" r=\"{radius:0.#}\" stroke-width=\"{(isBold ? 2 : 1)}\"/>"
                );
                break;
            case Stroke(var spots, var thickness, var isDashed):
                Write(
                    $"<polyline points=\"{Points(spots)}\" stroke-width=\"{thickness:0.#}\"{(isDashed ? " stroke-dasharray=\"7 6\"" : "")}/>"
                );
                break;
            case Area(var corners, var isFilled):
                Write(
                    $"<polygon points=\"{Points(corners)}\" stroke-width=\"1.5\"{(isFilled ? " fill=\"currentColor\"" : "")}/>"
                );
                break;
            case Label(var box, var text, var size, var side, var isBold, var isOnLine):
                var (x, anchor) = side switch
                {
                    < 0 => (box.Left, "start"),
                    > 0 => (box.Right, "end"),
                    _ => (box.Left + (box.Width / 2), "middle"),
                };
                Write(
                    $"<text x=\"{x:0.#}\" y=\"{box.Bottom - (box.Height * 0.28):0.#}\" font-size=\"{size:0}\" text-anchor=\"{anchor}\" fill=\"currentColor\" {(isOnLine ? "class=\"network-ring\"" : "stroke=\"none\"")}{(isBold ? " font-weight=\"700\"" : "")}>{Encoded(text)}</text>"
                );
                break;
        }

        void Write(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Points(IEnumerable<Spot> spots) =>
        string.Join(
            ' ',
            spots.Select(spot => string.Create(CultureInfo.InvariantCulture, $"{spot.X:0.#},{spot.Y:0.#}"))
        );

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
