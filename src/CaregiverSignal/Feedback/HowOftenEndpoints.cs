using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Feedback;

/// <summary>
/// Lets a caregiver choose with one tap, after sending, to be asked less: nothing in between, or every two months after
/// a good year.
/// </summary>
public sealed class HowOftenEndpoints(Visits visits, Recorder recorder, SiteTime time) : IEndpoints
{
    public const string Path = "/hoevaak";

    /// <summary>The interval that is offered after a good year.</summary>
    public const int MonthsOffered = 2;

    private const string Less = "maanden-2";

    private static readonly Texts Words = Texts.Of(typeof(ResultPage));

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapForm(Path, Choose);

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

    private async Task<IResult> Choose(HttpContext context, PostedForm form)
    {
        var choice = form.Fields["keuze"].ToString();
        if (choice is not (WaysOut.NotSooner or Less))
            throw new BadHttpRequestException("A choice that this page does not have.");
        return visits.GoOn(
            await visits.ChangeAsync(
                context,
                (transaction, visit) =>
                {
                    var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                    if (caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused)
                    {
                        if (choice == Less)
                            LessOften.Choose(transaction, caregiver, MonthsOffered, Words["HowOften.Reason"], time);
                        else
                            Sooner.Never(transaction, caregiver, Words["HowOften.Reason"], time);
                        recorder.Add(transaction, visit.By(context), Verb.Change.Of(Thing.Interval), caregiver.Id);
                    }

                    visit.Touch(transaction, time);
                    return Visits.ResultPath;
                }
            )
        );
    }
}
