using System.Globalization;
using System.Text;
using CaregiverSignal.Web.Sessions;
using MimeKit;

namespace CaregiverSignal.Demo;

/// <summary>The pages of a demo's tour; a real carers' centre has none of them.</summary>
/// <remarks>They let anybody in without a link, which is right only because everybody is invented.</remarks>
public sealed class TourEndpoints(Tour tour, StaffSessions sessions) : IEndpoints
{
    /// <summary>Allows an email its own style, as a mail program does.</summary>
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Other places worth a look, with the keys of their texts.</summary>
    public static readonly IReadOnlyList<(string Name, string Place)> Places =
    [
        ("Code", "/zaak/34/code"),
        ("Help", "/hulp?van=team"),
        ("Report", "/cijfers/verslag"),
        ("Record", "/register"),
    ];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Tour.Home, () => new TourPage(tour));
        routes.MapPage(Tour.Home + "/mail/{name}", (string name, HttpContext context) => ShowMail(name, context));
        routes.MapForm(Tour.Home + "/werklijst", SignIn);
    }

    private async Task<IResult> SignIn(HttpContext context, PostedForm form)
    {
        var coordinator =
            await tour.People.CoordinatorAsync(form.Fields["wie"].ToString())
            ?? (await tour.People.CoordinatorAsync(Demo.Employee.All[0].Email))!;
        await sessions.StartAsync(context, coordinator, CameBy.Link);
        var place = form.Fields["naar"].ToString();
        return PageRoutes.Go(
            long.TryParse(form.Fields["zaak"], NumberStyles.None, CultureInfo.InvariantCulture, out var caregiver)
                ? $"/zaak/{caregiver}"
            : Places.Any(known => known.Place == place) ? place
            : "/werklijst"
        );
    }

    private IResult ShowMail(string name, HttpContext context)
    {
        if (tour.People.Mail.PathOf(name) is not { } path)
            return PageRoutes.Missing;
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        using var message = MimeMessage.Load(path);
        return Results.Text(message.HtmlBody, "text/html; charset=utf-8", Encoding.UTF8);
    }
}
