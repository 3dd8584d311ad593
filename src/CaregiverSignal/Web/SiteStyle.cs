using System.Reflection;
using System.Security.Cryptography;

namespace CaregiverSignal.Web;

/// <summary>
/// The one style sheet, served by the program itself: what all pages share, and what staff pages add.
/// </summary>
public sealed class SiteStyle
{
    private readonly byte[] css = Read();

    public string Version => Convert.ToHexStringLower(SHA256.HashData(css))[..12];

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.ETag = $"\"{Version}\"";
        return Results.Bytes(css, "text/css; charset=utf-8");
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

/// <summary>The addresses that belong to no task: the style sheet, the front door, robots.</summary>
public static class SiteRoutes
{
    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/site.css", (SiteStyle style, HttpContext context) => style.Serve(context));
        routes.MapPage(
            "/icon.svg",
            () =>
                Results.Text(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"7\" fill=\"#14507a\"/></svg>",
                    "image/svg+xml"
                )
        );
        routes.MapPage("/robots.txt", () => Results.Text("User-agent: *\nDisallow: /\n"));
        routes.MapPage("/", () => PageRoutes.Go("/werklijst"));
    }
}
