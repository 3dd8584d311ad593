using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// Lets a caregiver choose with one tap, after sending, to be asked less: nothing in between, or every two months after
/// a good year.
/// </summary>
public static class HowOftenEndpoints
{
    public const string Path = "/hoevaak";

    /// <summary>The interval that is offered after a good year.</summary>
    public const int MonthsOffered = 2;

    private const string Less = "maanden-2";

    private static readonly Texts Words = Texts.Of(typeof(ResultPage));

    public static void MapHowOften(this IEndpointRouteBuilder routes) => routes.MapPost(Path, Choose);

    /// <summary>
    /// The value of the button below the sentence of <see cref="ResultPageModel.HowOften"/>; null when there is nothing
    /// left to choose.
    /// </summary>
    public static string? ChoiceOf(string howOften) =>
        howOften switch
        {
            "sooner" => WaysOut.NotSooner,
            "less" => Less,
            _ => null,
        };

    private static async Task<IResult> Choose(
        HttpContext context,
        Database database,
        Cookies cookies,
        SupportPointSettings support,
        SiteTime time
    )
    {
        var choice = (await PostedForm.ReadAsync(context))["keuze"].ToString();
        if (choice is not (WaysOut.NotSooner or Less))
            throw new BadHttpRequestException("A choice that this page does not have.");
        var chosen = await database.WriteAsync(transaction =>
        {
            if (Visit.Of(transaction, context.Request.Cookies[cookies.Form], time) is not { } visit)
                return false;
            var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
            if (caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused)
            {
                if (choice == Less)
                    LessOften.Choose(transaction, caregiver, MonthsOffered, Words["HowOften.Reason"], time);
                else
                    Sooner.Never(transaction, caregiver, Words["HowOften.Reason"], time);
            }

            visit.Touch(transaction, time);
            return true;
        });
        return chosen ? PageRoutes.Go(FormEndpoints.ResultPath) : AnswerMessages.NoSession(support);
    }
}
