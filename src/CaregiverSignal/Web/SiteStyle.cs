using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace CaregiverSignal.Web;

/// <summary>
/// A style sheet of the program's own, served by itself: one for all pages, and one more for the pages of staff and for
/// cards on paper, so that a caregiver's telephone does not fetch theirs.
/// </summary>
public sealed partial class SiteStyle
{
    private readonly byte[] css;
    private readonly byte[] packed;
    private readonly string version;

    /// <param name="place">Where it stands in the source: <c>Web.site.css</c>.</param>
    public SiteStyle(string place)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CaregiverSignal." + place)!;
        using var reader = new StreamReader(stream);
        css = Encoding.UTF8.GetBytes(Short(reader.ReadToEnd()));
        packed = Pack(css);
        version = Convert.ToHexStringLower(SHA256.HashData(css))[..12];
    }

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.Vary = "Accept-Encoding";
        var isPacked = context
            .Request.Headers.AcceptEncoding.ToString()
            .Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (isPacked)
            context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(
            isPacked ? packed : css,
            "text/css; charset=utf-8",
            entityTag: new EntityTagHeaderValue($"\"{version}{(isPacked ? "-gzip" : "")}\"")
        );
    }

    /// <summary>The same rules without remarks and white space; within a string our sheets have neither.</summary>
    private static string Short(string sheet) =>
        Mark()
            .Replace(Space().Replace(Remark().Replace(sheet, ""), " "), "$1$2")
            .Replace(";}", "}", StringComparison.Ordinal);

    // It holds no secret, so that packing it gives nothing away.
    private static byte[] Pack(byte[] content)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return into.ToArray();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(" ?([{};,]) ?|(?<=[a-z0-9-])(:) ")]
    private static partial Regex Mark();
}
