using CaregiverSignal.Erasure;
using CaregiverSignal.Export;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver has everything about them erased, as is their right (AVG, article 17): it says what goes, asks twice,
/// and only soon after they came in.
/// </summary>
/// <remarks>
/// Also while a signal, a call or something they told is open: a call is offered to everybody, and takes the place of
/// nothing. The coordinator is told that something was open, and not of whom.
/// </remarks>
public sealed class EraseMeModel(MyVisits visits, Erasing erasing, Database database, ErasedThemselvesMail mail)
    : VisitPage(visits)
{
    /// <summary>The tasks in which somebody waits for an answer of ours.</summary>
    private static readonly IReadOnlyList<StaffTaskKind> Waiting =
    [
        StaffTaskKind.Call,
        StaffTaskKind.Words,
        StaffTaskKind.Told,
        StaffTaskKind.Reply,
        StaffTaskKind.Safety,
    ];

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
                return new Leaver(visit, IsOpen(transaction, visit.Caregiver.Id));
            }
        );
        if (leaver is null)
            return Go(sure ? AskLinkModel.PerhapsErased : AskLinkModel.NotSent);
        if (!sure || !MayErase)
            return Page();
        var (visit, hadOpen) = leaver;
        erasing.Erase(visit.Caregiver, visit.By);
        await database.WriteAsync(transaction =>
            mail.Queue(transaction, visit.Caregiver.CoordinatorId, visit.Row.Id, hadOpen)
        );
        Visits.Forget(HttpContext);
        return As(MessagePage.Of("Erased"));
    }

    private static bool IsOpen(Transaction transaction, long caregiverId) =>
        SignalTable.OpenOf(transaction, caregiverId) is not null
        || StaffTaskTable.IsOpen(transaction, Waiting, caregiverId);

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

    private sealed record Leaver(MyVisit Visit, bool HadOpen);
}
