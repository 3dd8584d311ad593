using CaregiverSignal.Charts;
using CaregiverSignal.Feedback;
using CaregiverSignal.Pages.ForCaregivers.Answers;
using CaregiverSignal.Pages.ForCaregivers.Answers.Form;
using CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Pages.ForCaregivers.Feedback;

/// <summary>Thanks, and the result, only for the browser that sent the form.</summary>
[ReaderLook(typeof(ResultLook))]
public sealed class ResultModel(ResultLook look, ResultWords words, CurrentSettings settings, SiteTime time) : SitePage
{
    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>The most characters of their own words in view (our choice: two lines); the rest is folded.</summary>
    public const int MostInView = 60;

    private const int MostNamed = 3;

    private const int MostNearby = 2;

    /// <summary>The result, if the form was sent and can still be shown.</summary>
    public Sent.Result Result { get; private set; } = null!;

    public bool IsRed => Result.Level == Urgency.Red;

    public PromiseWords? Promised { get; private set; }

    /// <summary>Shown if it is heavy and no call is promised yet.</summary>
    public HeavyWords? Heavy => Result.Level is null || Promised is not null ? null : HeavyWords.Of(Result, time.Today);

    public AnswersInWords Told => AnswersInWords.Of(Result.Told);

    /// <summary>The single-question lists, with the chosen answers.</summary>
    public IReadOnlyList<(string Question, string Answer)> Single => ResultWords.SingleOf(Result.Told);

    public string OwnWords => DisplayText.Visible(Result.OwnWords.Trim());

    /// <summary>At most two offers that they can call themselves: the best fits, each of another kind.</summary>
    public IEnumerable<Offer> Nearby
    {
        get
        {
            if (Result.Near is not { Care: { } care } near)
                return (Result.Near?.Offers ?? []).Take(MostNearby);
            List<string> kinds = [.. HelpFits.Of(care).Select(fit => fit.Kind.Key), HelpKind.Other];
            return near
                .Offers.Where(offer => kinds.Contains(offer.KindCode))
                .OrderBy(offer => kinds.IndexOf(offer.KindCode))
                .DistinctBy(offer => offer.KindCode)
                .Take(MostNearby);
        }
    }

    /// <summary>The trend in one or more sentences; empty if there is none to tell.</summary>
    public IReadOnlyList<string> Change { get; private set; } = [];

    public FigureModel Figure { get; private set; } = FigureModel.None;

    /// <summary>Used to show the year of days in another year.</summary>
    public DateOnly Today => time.Today;

    /// <summary>Whether the number typed for the call is invalid.</summary>
    public bool HasNoPhone => Request.Query.ContainsKey(FormEndpoints.NoPhone);

    public async Task<IActionResult> OnGetAsync()
    {
        switch (await look.RecordedAsync(HttpContext))
        {
            case null:
                return As(AnswerMessages.NoSession(HttpContext));
            case Sent.Received:
                return As(MessagePage.Of("Received"));
            case Sent.InAftercare aftercare:
                return As(AftercareThanks(aftercare));
            case Sent.Result result:
                (Result, Promised) = (result, PromiseWords.Of(result.Promise, time));
                if (result.Course is { } course)
                    (Change, Figure) = words.CourseOf(course);
                return Page();
            default:
                return Go(FormEndpoints.FirstPath);
        }
    }

    /// <summary>An offer's description, by the carers' centre if the reader uses its language.</summary>
    public string TextOf(Offer offer) =>
        string.Join(
            ' ',
            new[]
            {
                Languages.Current == settings.SupportPoint.Language && offer.ForWhom.Length > 0
                    ? DisplayText.Visible(offer.ForWhom)
                : offer.KindCode == HelpKind.Other ? ""
                : Texts.Capital(offer.Kind.Told) + ".",
                offer.Way == WayIn.Unknown ? "" : T["Way." + offer.Way.Code()],
                offer.ComesOn(Today) is { } day ? T["Nearby.Next", ("dag", Texts.Day(day))] : "",
                offer.ComesOn(Today) is null ? "" : DisplayText.Visible(offer.NextPlace),
            }.Where(text => text.Length > 0)
        );

    /// <summary>Such as "uw slaap, geld en uw werk": at most three.</summary>
    public static string Listed(IReadOnlyList<string> things) => Texts.And([.. things.Take(MostNamed)]);

    /// <summary>After heavy answers it says whom to call at once.</summary>
    private MessagePage AftercareThanks(Sent.InAftercare sent)
    {
        var message = PromiseWords.Of(sent.Promise, time) is { } promise
            ? Calls(promise, sent.Coordinator)
            : Unpromised(sent.Coordinator, sent.IsToBeCalled);
        return sent.IsHeavy ? AnswerMessages.WithUrgent(message) : message;
    }

    private MessagePage Calls(PromiseWords promise, string coordinator)
    {
        var message = promise.Message(settings.SupportPoint);
        return message with
        {
            Title = Shared["AftercareSentTitle"],
            Paragraphs = [Shared["AftercareReads", ("coordinator", coordinator)], .. message.Paragraphs],
            OtherWay = HasNoPhone ? (T["Error.Phone"], OptOutEndpoints.CallPath + OptOutEndpoints.FromResult) : null,
        };
    }

    /// <param name="isToBeCalled">Whether these answers lead to a call; they may choose the day.</param>
    private MessagePage Unpromised(string coordinator, bool isToBeCalled)
    {
        var message = new MessagePage(
            Shared["AftercareSentTitle"],
            [
                Shared[isToBeCalled ? "AftercareHeavy" : "AftercareSent", ("coordinator", coordinator)],
                Shared["CallYourself", ("telefoon", settings.SupportPoint.PhoneWithHours)],
            ]
        );
        return isToBeCalled
            ? message with
            {
                Way = (T["OtherDay"], OptOutEndpoints.CallPath + OptOutEndpoints.FromResult),
            }
            : message;
    }
}
