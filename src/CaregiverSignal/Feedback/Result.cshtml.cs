using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Landing;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace CaregiverSignal.Feedback;

/// <summary>Thanks, and the own result: only for the browser that sent the form.</summary>
public sealed class ResultModel(
    Visits visits,
    ResultReading reading,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : SitePage
{
    /// <summary>The interval that is offered after a good year.</summary>
    public const int MonthsOffered = 2;

    private static readonly Texts Shared = Texts.Of("Web.Shared");

    /// <summary>"sooner" or "less": what they choose about how often they are asked.</summary>
    [BindProperty]
    public string HowOften { get; set; } = "";

    /// <summary>What there is to show, where the form was sent and nothing is over.</summary>
    public ResultPageModel Result { get; private set; } = null!;

    public IActionResult OnGet(string? wat)
    {
        Visit? looks = null;
        var page = visits.Seek<IActionResult>(
            HttpContext,
            (transaction, visit) =>
            {
                if (visit.CheckIn.ClosedAt is null)
                    return Go("/vragen");
                if (wat == Visits.Heard)
                    return As(HeardTooLate(transaction, visit));
                if (visit.Session.SentAt is null)
                    return As(MessagePage.Of("Received"));
                var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                // Whoever told of a death or an admission since goes back to no result about caring.
                if (visit.CheckIn.IsAftercare || caregiver.Status == CaregiverStatus.Aftercare)
                    return As(AftercareThanks(transaction, visit, caregiver));
                Result = reading.Of(transaction, caregiver, visit.CheckIn);
                looks = visit;
                return Page();
            }
        );
        if (looks is not null)
            recorder.Add(looks.By(HttpContext), Verb.Look.Of(Thing.OwnPage), looks.CheckIn.CaregiverId);
        return page ?? As(AnswerMessages.NoSession);
    }

    /// <summary>One tap to be asked less: nothing in between, or every two months after a good year.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (HowOften is not ("sooner" or "less"))
            throw new BadHttpRequestException("A choice that this page does not have.");
        return As(
            visits.GoOn(
                await visits.ChangeAsync(
                    HttpContext,
                    (transaction, visit) =>
                    {
                        var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
                        if (caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused)
                        {
                            if (HowOften == "less")
                                LessOften.Choose(transaction, caregiver, MonthsOffered, T["HowOften.Reason"], time);
                            else
                                Sooner.Never(transaction, caregiver, T["HowOften.Reason"], time);
                            recorder.Add(
                                transaction,
                                visit.By(HttpContext),
                                Verb.Change.Of(Thing.Interval),
                                caregiver.Id
                            );
                        }

                        visit.Touch(transaction, time);
                        return Visits.ResultPath;
                    }
                )
            )
        );
    }

    /// <summary>
    /// The questions were closed while they filled them in, by a colleague or in another window: what was heard all the
    /// same. The pages that they saved before are kept.
    /// </summary>
    private IResult HeardTooLate(Transaction transaction, Visit visit)
    {
        var caregiver = CaregiverTable.Get(transaction, visit.CheckIn.CaregiverId)!;
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var isTold = LifeChange
            .ToldJustNow(transaction, caregiver.Id, time)
            .Any(one => one.Kind == EventKind.Other && one.Note.Length > 0);
        var promise = PromiseWords.Of(transaction, caregiver, coordinator, time)?.BehindMail(coordinator).What;
        var here = AnswerTable
            .OfCheckIn(transaction, visit.CheckIn.Id)
            .Where(answer => answer.Value is not null && answer.SessionId == visit.Session.Id)
            .ToList();
        return new Unheard(
            WasSent: true,
            here.Any(answer => Shorter.IsHeavy(answer.Instrument, answer.Item, answer.Value)),
            isTold ? Unheard.ReadByOf(coordinator, time) : null,
            Promise: promise,
            LosesNothing: true,
            HasEarlier: here.Count > 0
        ).Message(support, LeavingEndpoints.CallPath);
    }

    /// <summary>
    /// In aftercare nothing is compared or advised: somebody reads it, and calls where asked. Whose answers are heavy
    /// reads whom to call at once.
    /// </summary>
    private IResult AftercareThanks(Transaction transaction, Visit visit, Caregiver caregiver)
    {
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        var isHeavy = AnswerTable.IsHeavy(transaction, visit.CheckIn.Id);
        var message = PromiseWords.Of(transaction, caregiver, coordinator, time) is { } promise
            ? Promised(promise, coordinator)
            : Unpromised(
                coordinator,
                isToBeCalled: isHeavy
                    && StaffTaskTable.CheckInOf(transaction, StaffTaskKind.Aftercare, caregiver.Id) == visit.CheckIn.Id
            );
        return isHeavy ? AnswerMessages.WithUrgent(message) : message;
    }

    private MessagePage Promised(PromiseWords promise, string coordinator)
    {
        var message = promise.Message(support, promise.IsLate ? "CallLate" : "AftercareCall");
        return message with
        {
            Title = Shared["AftercareCallTitle"],
            Paragraphs = [Shared["AftercareReads", ("coordinator", coordinator)], .. message.Paragraphs],
            Way = MessagePage.ToOwnPage,
        };
    }

    /// <param name="isToBeCalled">Because of these answers; they may choose the day.</param>
    private MessagePage Unpromised(string coordinator, bool isToBeCalled)
    {
        var message = MessagePage.Of(
            isToBeCalled ? "AftercareHeavy" : "AftercareSent",
            ("coordinator", coordinator),
            ("telefoon", support.PhoneWithHours)
        );
        return isToBeCalled
            ? message with
            {
                Way = (Shared["AftercareHeavyWay"], LeavingEndpoints.CallPath + LeavingEndpoints.FromResult),
            }
            : message;
    }
}
