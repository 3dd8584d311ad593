using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Tips;

/// <summary>
/// Receives a tip from anybody: the page shows nothing about any person, and gives everybody the same answer.
/// </summary>
public sealed class WorryEndpoints(FormTokens tokens, TakeTip tips, SupportPointSettings support) : IEndpoints
{
    private const string Home = "/zorgen";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Home, (HttpContext context) => Show(context, TipForm.New()));
        routes.MapForm(Home, Take);
        routes.MapPage(
            Home + "/dank",
            () =>
                PageRoutes.Show<MessagePage>(
                    new MessagePageModel(
                        support,
                        Words["ThanksTitle"],
                        [WorryPageModel.WhenRead, Words["Thanks1"], Words["Thanks2"]]
                    )
                )
        );
    }

    private static Texts Words => WorryPageModel.Words;

    private async Task<IResult> Take(HttpContext context, PostedForm posted)
    {
        var form = TipForm.Read(posted.Fields);
        if (form.Errors.Count > 0)
            return Show(context, form, StatusCodes.Status400BadRequest);
        if (await tips.From(context, form) is not { } wait)
            return PageRoutes.Go(Home + "/dank");
        PageRoutes.SetRetryAfter(context, wait);
        return Show(context, form, StatusCodes.Status429TooManyRequests);
    }

    private IResult Show(HttpContext context, TipForm form, int status = StatusCodes.Status200OK) =>
        PageRoutes.Show<WorryPage>(
            new WorryPageModel(support, tokens.Of(context), form, status == StatusCodes.Status429TooManyRequests),
            status
        );
}
