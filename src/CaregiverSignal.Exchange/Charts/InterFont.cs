using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>The figure's embedded font: a server without fonts would draw no text.</summary>
/// <remarks>Inter (SIL Open Font License 1.1), Latin only: Skia processes the whole font (docs/packages.md).</remarks>
internal sealed class InterFont : IFontResolver
{
    public const string Name = "Inter";

    private readonly Dictionary<bool, SKTypeface> faces = new()
    {
        [false] = Face("Inter-Regular.ttf"),
        [true] = Face("Inter-SemiBold.ttf"),
    };

    /// <summary>Once, before the first figure: ScottPlot has one list for the whole program.</summary>
    public static InterFont Install()
    {
        var font = new InterFont();
        Fonts.FontResolvers.Insert(0, font);
        Fonts.Default = Name;
        return font;
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? faces[bold] : null;

    public bool Has(string text) => faces[false].ContainsGlyphs(text);

    public float Width(string text, float size, bool bold = false)
    {
        using var font = new SKFont(faces[bold], size);
        return font.MeasureText(text);
    }

    private static SKTypeface Face(string file) =>
        SKTypeface.FromStream(Assembly.GetExecutingAssembly().GetManifestResourceStream(file));
}
