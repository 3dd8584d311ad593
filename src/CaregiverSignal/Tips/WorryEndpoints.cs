using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;
using CaregiverSignal.Web.Limits;

namespace CaregiverSignal.Tips;

/// <summary>
/// Receives a tip from anybody: the page shows nothing about any person, and gives everybody the same answer.
/// </summary>
public sealed class WorryEndpoints(
    Database database,
    FormTokens tokens,
    WorryLimits limits,
    LimitsHit hits,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
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
        var (wait, sender) = (limits.Wait(context), limits.MarkOf(context));
        var by = Actor.Stranger(AccessPoint.NetworkOf(context));
        if (wait is null && await database.WriteAsync(transaction => Keep(transaction, form, sender, by)))
            return PageRoutes.Go(Home + "/dank");
        hits.Note(context, "tip");
        PageRoutes.SetRetryAfter(context, wait ?? TimeSpan.FromHours(1));
        return Show(context, form, StatusCodes.Status429TooManyRequests);
    }

    /// <returns>False when the store has no room for another.</returns>
    private bool Keep(Transaction transaction, TipForm form, string sender, Actor by)
    {
        if (TipTable.CountUntouched(transaction) >= WorryLimits.MostKept)
            return false;
        TipTable.Add(transaction, form.DedupeKey(), form, time.Now, sender);
        recorder.Add(transaction, by, Deed.GiveTip);
        return true;
    }

    private IResult Show(HttpContext context, TipForm form, int status = StatusCodes.Status200OK) =>
        PageRoutes.Show<WorryPage>(
            new WorryPageModel(support, tokens.Of(context), form, status == StatusCodes.Status429TooManyRequests),
            status
        );
}
