using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Form;

/// <summary>"Klaar": whoever comes to this screen next finds nothing, also not with the button to go back.</summary>
public sealed class ClosingEndpoints(Visits visits, SupportPointSettings support) : IEndpoints
{
    public const string Path = "/klaar";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, () => AnswerMessages.Message(support, "Closed"));
        routes.MapPost(Path, Close);
    }

    private async Task<IResult> Close(HttpContext context, PostedForm form)
    {
        await visits.EndAsync(context);
        return PageRoutes.Go(Path);
    }
}
