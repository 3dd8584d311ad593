using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver corrects their number and address themselves.</summary>
public sealed class MyDetailsEndpoints(
    MyVisits visits,
    MyPageReading pages,
    OwnPageMails mails,
    AskLinkLimits limits,
    Recorder recorder,
    SiteTime time
) : IEndpoints
{
    public const string Path = PageRoutes.OwnPage + "/gegevens";

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapForm(Path, Change);

    /// <summary>
    /// Another address holds once the link that is mailed to it was pressed: so nobody who finds a page open, or types
    /// a letter too few, moves somebody's mail and with it the page.
    /// </summary>
    private async Task<IResult> Change(HttpContext context, PostedForm form)
    {
        // Each save may mail an address that somebody typed.
        if (limits.Wait(context, form.Fields["mail"].ToString().Trim()) is { } wait)
            return limits.TooOften(context, wait);
        return await visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var before = PersonDetailsTable.Of(transaction, visit.Caregiver.Id);
                var typed = MyDetailsForm.Read(form.Fields, before, visit.IsFresh);
                if (typed.Errors.Count > 0)
                    return PageRoutes.Show<MyPage>(
                        pages.Of(transaction, visit) with
                        {
                            Typed = typed,
                        },
                        StatusCodes.Status400BadRequest
                    );
                var after = typed.In(before);
                Correcting.Save(transaction, visit.Caregiver.Id, after, by: null, time, onOwnPage: true);
                recorder.Add(transaction, visit.By, Verb.Change.Of(Thing.Details), visit.Caregiver.Id);
                mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                if (!MyDetailsForm.IsOther(before.Email, typed.Email))
                    return PageRoutes.Go(PageRoutes.OwnPage + "?bewaard=gegevens");
                mails.QueueConfirm(transaction, visit.Caregiver, typed.Email);
                return PageRoutes.Go(PageRoutes.OwnPage + "?bewaard=adres");
            }
        );
    }
}
