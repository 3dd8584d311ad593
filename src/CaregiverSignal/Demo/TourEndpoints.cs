using System.Text;
using System.Text.RegularExpressions;
using CaregiverSignal.Staff;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Sessions;
using MimeKit;

namespace CaregiverSignal.Demo;

/// <summary>The pages of a demo's tour; a real support point has none of them.</summary>
/// <remarks>They let anybody in without a link, which is right only where everybody is invented.</remarks>
public sealed partial class TourEndpoints(Tour tour, StaffSessions sessions, FormTokens tokens, Cookies cookies)
    : IEndpoints
{
    private const string TourPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'none'";

    /// <summary>Allows a mail its own style, as a mail program does.</summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(
            Tour.Home,
            (HttpContext context) =>
            {
                context.Response.Headers.ContentSecurityPolicy = TourPolicy;
                return PageRoutes.Show<TourPage>(TourReading.Of(tour, tokens.Of(context)));
            }
        );
        routes.MapPage(Tour.Home + "/stijl.css", () => Results.Bytes(Style(), "text/css; charset=utf-8"));
        routes.MapPage(Tour.Home + "/mail/{id}", (string id, HttpContext context) => ShowMail(id, context));
        routes.MapForm(
            Tour.Home + "/werklijst",
            async (HttpContext context, PostedForm form) =>
            {
                var coordinator = tour.Coordinator();
                var session = await tour.Database.WriteAsync(transaction =>
                    sessions.Start(transaction, context, coordinator.Id, CameBy.Link)
                );
                cookies.Set(context, cookies.Staff, session);
                return PageRoutes.Go(
                    long.TryParse(
                        form.Fields["zaak"],
                        System.Globalization.NumberStyles.None,
                        System.Globalization.CultureInfo.InvariantCulture,
                        out var caregiver
                    )
                        ? $"/zaak/{caregiver}"
                        : "/werklijst"
                );
            }
        );
    }

    /// <summary>The mail as the reader's program shows it; its link opens on the telephone beside it.</summary>
    private IResult ShowMail(string id, HttpContext context)
    {
        if (tour.Mailboxes.Find(id) is not { } mail)
            return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        using var message = MimeMessage.Load(mail.Path);
        var html = message.HtmlBody!;
        var here = html.Replace(
            $"href=\"{tour.Installation.Settings.Site.BaseUrl}/",
            "href=\"/",
            StringComparison.Ordinal
        );
        var opens = mail.Kind is "uitnodiging" or "herinnering" ? "telefoon" : "_blank";
        return Results.Text(
            Head().Replace(here, $"$0<base target=\"{opens}\">", 1),
            "text/html; charset=utf-8",
            Encoding.UTF8
        );
    }

    private static byte[] Style()
    {
        using var stream = typeof(TourEndpoints).Assembly.GetManifestResourceStream("CaregiverSignal.Demo.tour.css")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("<head>")]
    private static partial Regex Head();
}
