using CaregiverSignal.Erasure;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver asks to have everything about them erased, as is their right (AVG, article 17), and takes that back.
/// </summary>
public sealed class EraseMeModel(MyVisits visits, Recorder recorder, Nudge nudge, SiteTime time) : VisitPage(visits)
{
    public Task<IActionResult> OnGetAsync() => LookAsync(null, (_, _) => Page());

    public Task<IActionResult> OnPostAsync() =>
        ChangeAsync(
            (transaction, visit) =>
            {
                ErasureRequest.Ask(transaction, visit.Caregiver.Id, time);
                recorder.Add(transaction, visit.By, Verb.Ask.Of(Thing.Keeping), visit.Caregiver.Id);
                transaction.Afterwards(nudge.Give);
                return Go(PageRoutes.OwnPage);
            }
        );

    public async Task<IActionResult> OnPostKeepAsync() =>
        await Visits.ChangeAsync(
            HttpContext,
            (transaction, visit) =>
            {
                if (ErasureRequest.TakeBack(transaction, visit.Caregiver, ReportedBy.Caregiver, time, doneBy: null))
                    recorder.Add(transaction, visit.By, Verb.TakeBack.Of(Thing.Keeping), visit.Caregiver.Id);
                return Saved(T["Kept"], PageRoutes.OwnPage);
            }
        ) ?? Go(AskLinkModel.NotSent);
}
