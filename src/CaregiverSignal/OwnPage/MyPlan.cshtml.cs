using CaregiverSignal.Desk.Plans;
using CaregiverSignal.Invitations;

namespace CaregiverSignal.OwnPage;

/// <summary>A caregiver's own plan for when it becomes too much again.</summary>
public sealed class MyPlanModel(MyVisits visits, OwnPageMails mails, Recorder recorder, SiteTime time)
    : VisitPage(visits)
{
    [BindProperty]
    public string Signs { get; set; } = "";

    [BindProperty]
    public string MayNotice { get; set; } = "";

    [BindProperty]
    public string ToDo { get; set; } = "";

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PlanShown> Plans { get; private set; } = [];

    protected override ToldBefore? Needs => ToldBefore.Arranged;

    public Task<IActionResult> OnGetAsync() =>
        LookAsync(
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) =>
            {
                Load(transaction, visit);
                if (Plans is [var newest, ..])
                    (Signs, MayNotice, ToDo) = (newest.Plan.Signs, newest.Plan.MayNotice, newest.Plan.ToDo);
                return Page();
            }
        );

    public Task<IActionResult> OnPostAsync()
    {
        var plan = new RelapsePlan
        {
            Signs = Signs,
            MayNotice = MayNotice,
            ToDo = ToDo,
        };
        PlanShown.Require(ModelState, plan);
        return ChangeAsync(
            (transaction, visit) =>
            {
                var id = visit.Caregiver.Id;
                if (!ModelState.IsValid)
                {
                    Load(transaction, visit);
                    return Invalid();
                }

                if (RelapsePlanTable.Add(transaction, id, plan, null, time.Now))
                {
                    recorder.Add(transaction, visit.By, Verb.Add.Of(Thing.Agreement), id);
                    mails.QueueDone(transaction, visit.Caregiver, visit.Row.Id);
                }

                return Saved(T["Saved"]);
            }
        );
    }

    private void Load(Transaction transaction, MyVisit visit) =>
        Plans = PlanShown.Of(RelapsePlanTable.Of(transaction, visit.Caregiver.Id), time, own: true);
}
