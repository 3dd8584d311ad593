using CaregiverSignal.Answers.Form;
using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver moves a call that they were promised, or takes it back.</summary>
public sealed class MyPromiseEndpoints(
    MyVisits visits,
    OwnPageMails mails,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    /// <summary>The button that takes it back.</summary>
    public const string TakeBack = "niet";

    /// <summary>What the own page says once it is taken back.</summary>
    public const string TakenBack = "niet-bellen";

    private const string Moved = "bel-dag";
    private const string Gone = "niet-meer";

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapForm(WaysOut.PromisePath, Change);

    private async Task<IResult> Change(HttpContext context, PostedForm form)
    {
        if (form.Fields["keuze"] != TakeBack && form.Fields["keuze"] != WaysOut.Call)
            throw new BadHttpRequestException("A choice that this page does not have.");
        if (Haste.Is(form.Fields, time))
            return Haste.AskAgain(support, context, form.Fields);
        return await visits.ChangeAsync(
            context,
            (transaction, visit) =>
                PageRoutes.Go($"{PageRoutes.OwnPage}?bewaard={Follow(transaction, visit, form.Fields)}")
        );
    }

    /// <returns>What the own page says of it.</returns>
    private string Follow(Transaction transaction, MyVisit visit, IFormCollection form)
    {
        var caregiver = visit.Caregiver;
        var seen = WaysOut.SeenCall(form);
        var takesBack = form["keuze"] == TakeBack;
        var isDone = takesBack
            ? PromisedCall.TakeBack(transaction, caregiver.Id, seen, time)
            : PromisedCall.Move(transaction, caregiver.Id, seen, CallWhen.Read(form, time), time);
        if (!isDone)
            // Pressed twice, it says the same again.
            return takesBack && StaffTaskTable.CallsOf(transaction, caregiver.Id) is [.., { TakenBackAt: not null }]
                ? TakenBack
                : Gone;
        recorder.Add(
            transaction,
            visit.By,
            takesBack ? Verb.TakeBack.Of(Thing.Call) : Verb.Ask.Of(Thing.Call),
            caregiver.Id
        );
        mails.QueueDone(transaction, caregiver, visit.Row.Id);
        return takesBack ? TakenBack : Moved;
    }
}
