namespace CaregiverSignal.Answers.Form;

/// <summary>
/// The button "Klaar": the next person at this screen finds nothing, not even with the browser's back button.
/// </summary>
public sealed class ClosingEndpoints(Visits visits) : IEndpoints
{
    public const string Path = "/klaar";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, () => MessagePage.Of("Closed"));
        routes.MapForm(Path, Close);
    }

    private async Task<IResult> Close(HttpContext context, PostedForm form)
    {
        await visits.EndAsync(context);
        return PageRoutes.Go(Path);
    }
}
