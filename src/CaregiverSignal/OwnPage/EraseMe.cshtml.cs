using CaregiverSignal.Erasure;
using CaregiverSignal.Export;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver has everything about them erased, as is their right (AVG, article 17): it says what goes, asks twice,
/// and only soon after they came in.
/// </summary>
/// <remarks>
/// Also while a signal, a call or something they told is open: a call is offered to everybody, and takes the place of
/// nothing. The coordinator is told that it happened, and not of whom.
/// </remarks>
public sealed class EraseMeModel(MyVisits visits, Erasing erasing, Database database, ErasedThemselvesMail mail)
    : VisitPage(visits)
{
    public IReadOnlyList<string> Goes { get; private set; } = [];

    /// <summary>Why it is kept, and until when; null where nothing stands in the way.</summary>
    public string? Kept { get; private set; }

    /// <summary>They came in just now, and nothing stands in the way.</summary>
    public bool MayErase { get; private set; }

    public bool IsSecond { get; private set; }

    public Task<IActionResult> OnGetAsync() => LookAsync(Verb.Look.Of(Thing.OwnPage), Show);

    public async Task<IActionResult> OnPostAsync(bool sure)
    {
        IsSecond = true;
        var leaver = await Visits.ChangeAsync(
            HttpContext,
            (transaction, visit) =>
            {
                Show(transaction, visit);
                return visit;
            }
        );
        if (leaver is null)
            return Go(sure ? AskLinkModel.PerhapsErased : AskLinkModel.NotSent);
        if (!sure || !MayErase)
            return Page();
        erasing.Erase(leaver.Caregiver, leaver.By);
        await database.WriteAsync(transaction =>
            mail.Queue(transaction, leaver.Caregiver.CoordinatorId, leaver.Row.Id)
        );
        Visits.Forget(HttpContext);
        return As(MessagePage.Of("Erased"));
    }

    private IActionResult Show(Transaction transaction, MyVisit visit)
    {
        var keeping = KeepingTable.Of(transaction, visit.Caregiver.Id);
        Goes = EraseModel.GoesOf(PersonTable.Counts(transaction, visit.Caregiver.Id));
        Kept =
            keeping.KeepReason is { } reason && keeping.EraseOn is { } until
                ? T["Kept", ("dag", Texts.Day(until)), ("reden", Plainly.Shown(reason))]
                : null;
        MayErase = visit.IsFresh && Kept is null;
        return Page();
    }
}
