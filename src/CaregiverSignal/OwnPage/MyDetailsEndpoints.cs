using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver corrects their number, address and language themselves.</summary>
public sealed class MyDetailsEndpoints(
    MyVisits visits,
    MyPageReading pages,
    OwnPageMails mails,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string Path = PageRoutes.OwnPage + "/gegevens";

    public void AddTo(IEndpointRouteBuilder routes) => routes.MapForm(Path, Change);

    /// <summary>
    /// Another address ends every link and this visit, and the way back is mailed to it: so it is right before anything
    /// else goes there. The old address is told too.
    /// </summary>
    private Task<IResult> Change(HttpContext context, PostedForm form) =>
        visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var before = PersonDetailsTable.Of(transaction, visit.Caregiver.Id);
                var typed = MyDetailsForm.Read(form.Fields, before);
                if (typed.Errors.Count > 0)
                    return PageRoutes.Show<MyPage>(
                        pages.Of(transaction, visit) with
                        {
                            Typed = typed,
                        },
                        StatusCodes.Status400BadRequest
                    );
                Correcting.Save(transaction, visit.Caregiver.Id, typed.In(before), by: null, time);
                recorder.Add(transaction, visit.By, Deed.ChangeDetails, visit.Caregiver.Id);
                var isLeft = NewAddress.IsOther(before.Email, typed.Email);
                mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id, isLeft);
                if (!isLeft)
                    return PageRoutes.Go(PageRoutes.OwnPage + "?bewaard=gegevens");
                mails.QueueLink(transaction, CaregiverTable.Get(transaction, visit.Caregiver.Id)!);
                visits.Forget(context);
                return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "NewAddress"));
            }
        );
}
