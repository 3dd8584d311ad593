using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace CaregiverSignal.Web;

/// <summary>
/// The one style sheet, served by the program itself: the styles of all pages, and those of staff pages.
/// </summary>
public sealed class SiteStyle
{
    private readonly byte[] css = Read();
    private readonly byte[] packed = Pack(Read());

    public string Version => Convert.ToHexStringLower(SHA256.HashData(css))[..12];

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.ETag = $"\"{Version}\"";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return Results.Bytes(css, "text/css; charset=utf-8");
        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Bytes(packed, "text/css; charset=utf-8");
    }

    // It holds no secret, so that packing it gives nothing away.
    private static byte[] Pack(byte[] content)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.SmallestSize))
            gzip.Write(content);
        return into.ToArray();
    }

    private static byte[] Read()
    {
        using var all = new MemoryStream();
        foreach (var name in new[] { "Web.site.css", "Desk.staff.css" })
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CaregiverSignal." + name)!;
            stream.CopyTo(all);
        }

        return all.ToArray();
    }
}
