using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace CaregiverSignal.Web;

public static class QrCode
{
    /// <param name="text">An address of at most a few hundred characters.</param>
    /// <param name="label">The code's purpose, for screen readers.</param>
    /// <remarks>It includes the border of four empty squares that cameras need (ISO/IEC 18004).</remarks>
    public static IHtmlContent Of(string text, string label)
    {
        // A quarter of it may be lost to a fold or a stain (Q).
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        for (var x = 0; x < rows.Count; x++)
            if (rows[y][x])
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new HtmlFormattableString(
            CultureInfo.InvariantCulture,
            """
            <svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">
              <rect width="{0}" height="{0}" fill="#fff" />
              <path d="{2}" fill="#000" />
            </svg>
            """,
            rows.Count,
            label,
            path
        );
    }
}
