using System.Globalization;
using System.Security;
using System.Text;

namespace CaregiverSignal.Trends;

/// <summary>An element of a drawing, which is text at once; what it is given is escaped.</summary>
/// <remarks>
/// The framework's elements for XML take twice as long for a drawing, and a case has two for each scale.
/// </remarks>
internal sealed class SvgElement(string tag)
{
    /// <summary>What most have fits in it.</summary>
    private const int Usual = 192;

    private readonly StringBuilder start = new StringBuilder("<", Usual).Append(tag);
    private StringBuilder? content;

    public SvgElement Set(string name, string value)
    {
        start.Append(' ').Append(name).Append("=\"").Append(SecurityElement.Escape(value)).Append('"');
        return this;
    }

    public SvgElement Set(string name, double value)
    {
        start.Append(CultureInfo.InvariantCulture, $" {name}=\"{value:0.##}\"");
        return this;
    }

    public SvgElement Add(string text)
    {
        (content ??= new()).Append(SecurityElement.Escape(text));
        return this;
    }

    /// <param name="children">Complete: what is set on them later is not in it.</param>
    public SvgElement Add(params ReadOnlySpan<SvgElement> children)
    {
        foreach (var child in children)
            child.WriteTo(content ??= new());
        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    public static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void WriteTo(StringBuilder text)
    {
        text.Append(start);
        if (content is null)
            text.Append(" />");
        else
            text.Append('>').Append(content).Append("</").Append(tag).Append('>');
    }
}
