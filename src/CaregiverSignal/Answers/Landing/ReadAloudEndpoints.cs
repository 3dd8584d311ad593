using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Landing;

/// <summary>The script that reads the page with pictures aloud.</summary>
public sealed class ReadAloudEndpoints : IEndpoints
{
    private readonly OwnScript readAloud = new("Answers.Landing.read-aloud.js");

    public void AddTo(IEndpointRouteBuilder routes) =>
        routes.MapPage(PicturePage.Script, (HttpContext context) => readAloud.Serve(context));
}
