namespace CaregiverSignal.Web;

/// <summary>The routes that belong to no task: the style sheets, a script, the front page, robots.txt.</summary>
public sealed class SiteEndpoints : IEndpoints
{
    private readonly SiteStyle style = new("Web.site.css");
    private readonly SiteStyle staff = new("Desk.staff.css");
    private readonly SiteStyle card = new("Enrolments.card.css");
    private readonly OwnScript worklist = new("Desk.Worklist.worklist.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/site.css", (HttpContext context) => style.Serve(context));
        routes.MapPage("/staff.css", (HttpContext context) => staff.Serve(context));
        routes.MapPage("/card.css", (HttpContext context) => card.Serve(context));
        routes.MapPage("/werklijst.js", (HttpContext context) => worklist.Serve(context));
        routes.MapPage(
            "/icon.svg",
            () =>
                Results.Text(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"7\" fill=\"#14507a\"/></svg>",
                    "image/svg+xml"
                )
        );
        routes.MapPage("/robots.txt", () => Results.Text("User-agent: *\nDisallow: /\n"));
        routes.MapPage("/", () => PageRoutes.Go("/begin"));
    }
}
