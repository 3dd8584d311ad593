using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace CaregiverSignal.Charts;

/// <summary>The font of the figure, which comes along: on a server without any, nothing would be written.</summary>
/// <remarks>
/// Inter is under the SIL Open Font License 1.1. Its package has the files in one resource of its assembly: the length
/// of an index, the index (version, count, and of each its path, offset and size), and the files.
/// </remarks>
internal sealed class InterFont : IFontResolver
{
    public const string Name = "Inter";

    private readonly Dictionary<bool, SKTypeface> faces;

    private InterFont(Stream resources)
    {
        using var reader = new BinaryReader(resources);
        var files = reader.ReadInt32() + sizeof(int);
        _ = reader.ReadInt32();
        var places = Enumerable
            .Range(0, reader.ReadInt32())
            .Select(_ => (Path: reader.ReadString(), Offset: reader.ReadInt32(), Size: reader.ReadInt32()))
            .ToList();
        faces = new() { [false] = Face("/Assets/Inter-Regular.ttf"), [true] = Face("/Assets/Inter-SemiBold.ttf") };

        SKTypeface Face(string path)
        {
            var (_, offset, size) = places.Single(one => one.Path == path);
            resources.Position = files + offset;
            return SKTypeface.FromData(SKData.CreateCopy(reader.ReadBytes(size)));
        }
    }

    /// <summary>Before the first figure, once: ScottPlot keeps one list for the whole program.</summary>
    public static InterFont Install()
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream("Charts.Inter.dll")!;
        using var assembly = new MemoryStream();
        packed.CopyTo(assembly);
        var font = new InterFont(Assembly.Load(assembly.ToArray()).GetManifestResourceStream("!AvaloniaResources")!);
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
}
