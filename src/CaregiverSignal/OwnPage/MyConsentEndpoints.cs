using CaregiverSignal.Desk.Consents;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver gives and withdraws consent themselves, one decision at a time.</summary>
public sealed class MyConsentEndpoints(
    MyVisits visits,
    OwnPageMails mails,
    Recorder recorder,
    Nudge nudge,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string Path = PageRoutes.OwnPage + "/toestemming";
    public const string WithdrawPath = Path + "-uit";
    public const string Decision = "toestemming";

    private static readonly Texts Words = Texts.Of(typeof(MyConsentPage));

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, Show);
        routes.MapForm(Path, Give);
        routes.MapForm(WithdrawPath, Withdraw);
    }

    private Task<IResult> Show(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) =>
                ShowPage(
                    transaction,
                    visit,
                    GivingConsent.ToChange(
                        ConsentTable.Of(transaction, visit.Caregiver.Id),
                        context.Request.Query["wijzig"].ToString(),
                        time.Today
                    )
                        is { } one
                        ? MyConsentForm.Of(one)
                        : MyConsentForm.Empty,
                    context.Request.Query["bewaard"].ToString()
                )
        );

    private Task<IResult> Give(HttpContext context, PostedForm form) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var typed = MyConsentForm.Read(form.Fields, time.Today);
                if (typed.Given.Count == 0)
                    return ShowPage(transaction, visit, typed, "");
                // A colleague stands beside each decision; who gave it is in how it was given, and in the record.
                var (id, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                if (
                    GivingConsent.Save(transaction, id, typed.Given, typed.Replaces, coordinator, time) is not { } given
                )
                    return PageRoutes.Go(Path);
                AskAddress(transaction, id, given);
                return Done(transaction, visit, Verb.Add.Of(Thing.Consent), "gegeven");
            }
        );

    /// <summary>Whoever may know of a signal is mailed at an address that a coordinator looked up.</summary>
    private void AskAddress(Transaction transaction, long caregiverId, IReadOnlyList<Consent> given)
    {
        if (given.FirstOrDefault(one => one is { Data: ConsentData.Burden, Email: null }) is not { } burden)
            return;
        LifeChange.Say(transaction, caregiverId, Words["AskAddress", ("wie", ConsentWords.RecipientOf(burden))], time);
        transaction.Afterwards(nudge.Give);
    }

    private Task<IResult> Withdraw(HttpContext context, PostedForm form) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var id = Desk.Case.CasePages.NumberIn(form.Fields, Decision);
                var (one, coordinator) = (visit.Caregiver.Id, visit.Caregiver.CoordinatorId);
                if (!GivingConsent.Withdraw(transaction, id, one, ConsentWay.Page, coordinator, time))
                    return PageRoutes.Go(Path);
                return Done(transaction, visit, Verb.TakeBack.Of(Thing.Consent), "ingetrokken");
            }
        );

    private IResult Done(Transaction transaction, MyVisit visit, Deed deed, string saved)
    {
        recorder.Add(transaction, visit.By, deed, visit.Caregiver.Id);
        mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
        return PageRoutes.Go($"{Path}?bewaard={saved}");
    }

    private IResult ShowPage(Transaction transaction, MyVisit visit, MyConsentForm form, string saved) =>
        PageRoutes.Show<MyConsentPage>(
            new MyConsentPageModel(
                support,
                MyPageModel.ConsentsOf(transaction, visit.Caregiver.Id, time.Today),
                form,
                saved
            ),
            form.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );
}

/// <summary>Who may be told what, and the form to let somebody else know.</summary>
/// <param name="Saved">What was just done; any other value for nothing.</param>
public sealed record MyConsentPageModel(
    SupportPointSettings Support,
    IReadOnlyList<ToldLine> Consents,
    MyConsentForm Form,
    string Saved
);
