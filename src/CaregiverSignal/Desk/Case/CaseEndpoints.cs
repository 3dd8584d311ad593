using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Case;

/// <summary>The case page of one caregiver, and the button to take up its signal.</summary>
public sealed class CaseEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    /// <summary>Those that say that nothing was changed.</summary>
    private static readonly HashSet<string> Unchanged = ["al-afgerond", "al-voorbij", "niet-terug", "niet-aangeboden"];

    private static readonly HashSet<string> SavedTexts =
    [
        "gezien",
        "contact",
        "afgerond",
        "deelname",
        "gebeurd",
        "niet-ingevuld",
        "wel-ingevuld",
        "afspraak",
        "afspraak-uit",
        "al-afgerond",
        "gelezen",
        "gedaan",
        "niet-terug",
        "aangeboden",
        "niet-aangeboden",
        "gevraagd",
        "meegekeken",
        "niet-gevraagd",
        CasePages.OverBefore,
    ];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage("/zaak/{caregiver}", Show);
        staff.MapForm("/zaak/{caregiver}/gezien", TakeUp);
    }

    private IResult Show(SignedInStaff staff, HttpContext context) =>
        pages.Show(
            staff,
            context,
            model =>
                model with
                {
                    Saved = SavedOf(context, model),
                    IsUnchanged = Unchanged.Contains(context.Request.Query["bewaard"].ToString()),
                }
        );

    private IResult TakeUp(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.TakeUp.Of(Thing.Signal),
            (transaction, caregiver) =>
            {
                if (
                    SignalTable.Get(transaction, CasePages.NumberIn(form.Fields, "signaal")) is not { } signal
                    || signal.CaregiverId != caregiver.Id
                )
                    return "al-afgerond";
                if (!CasePages.IsAsShown(signal, form.Fields))
                    return null;
                Handling.TakeUp(transaction, signal, staff.Coordinator.Id, time);
                return signal.ClosedAt is null ? "gezien" : "al-afgerond";
            }
        )
        ?? pages.Show(
            staff,
            context,
            model => model.With(ContactForm.Empty with { Errors = [News.CameIn] }),
            StatusCodes.Status409Conflict
        );

    private static string? SavedOf(HttpContext context, CasePageModel model)
    {
        var saved = context.Request.Query["bewaard"].ToString();
        if (saved == "afspraak-uit" && model.Actions.Agreements.InForce.Count > 0)
            return CasePageModel.Words[
                "Saved.StillHolds",
                ("wat", string.Join(' ', model.Actions.Agreements.InForce.Select(one => one.Text)))
            ];
        return SavedTexts.Contains(saved) ? CasePageModel.Words["Saved." + saved] : null;
    }
}
