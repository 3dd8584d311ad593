using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Pages;

/// <summary>The one style sheet, served by the program itself.</summary>
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
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CaregiverSignal.Pages.site.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>The addresses that belong to no task: the style sheet, the front door, robots.</summary>
public static class SiteRoutes
{
    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/site.css", (SiteStyle style, HttpContext context) => style.Serve(context));
        routes.MapPage("/robots.txt", () => Results.Text("User-agent: *\nDisallow: /\n"));
        routes.MapPage("/", () => PageRoutes.Go("/werklijst"));
    }
}
