using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>The font of the figure, which comes along: on a server without any, nothing would be written.</summary>
/// <remarks>Inter, under the SIL Open Font License 1.1, with the letters of Latin alone (docs/packages.md): Skia goes
/// through all that a font has for each figure.</remarks>
internal sealed class InterFont : IFontResolver
{
    public const string Name = "Inter";

    private readonly Dictionary<bool, SKTypeface> faces = new()
    {
        [false] = Face("Inter-Regular.ttf"),
        [true] = Face("Inter-SemiBold.ttf"),
    };

    /// <summary>Before the first figure, once: ScottPlot keeps one list for the whole program.</summary>
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

    /// <summary>Whether it has each letter of a text.</summary>
    public bool Has(string text) => faces[false].ContainsGlyphs(text);

    /// <summary>How wide a text is, in pixels.</summary>
    public float Width(string text, float size, bool bold = false)
    {
        using var font = new SKFont(faces[bold], size);
        return font.MeasureText(text);
    }

    private static SKTypeface Face(string file) =>
        SKTypeface.FromStream(Assembly.GetExecutingAssembly().GetManifestResourceStream(file));
}
