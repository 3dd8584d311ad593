using CaregiverSignal.Erasure;
using CaregiverSignal.Export;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver has everything about them erased, as is their right (AVG, article 17): it says what goes, asks twice,
/// and only soon after they came in.
/// </summary>
/// <remarks>
/// Also while a signal, a call or something they told is open: a call is offered to everybody, and takes the place of
/// nothing. The coordinator is told that something was open, and not of whom.
/// </remarks>
public sealed class EraseMeEndpoints(
    MyVisits visits,
    Erasing erasing,
    Database database,
    ErasedThemselvesMail mail,
    SupportPointSettings support
) : IEndpoints
{
    public const string Path = PageRoutes.OwnPage + "/wissen";
    public const string Sure = "zeker";

    /// <summary>The tasks in which somebody waits for an answer of ours.</summary>
    private static readonly IReadOnlyList<StaffTaskKind> Waiting =
    [
        StaffTaskKind.Call,
        StaffTaskKind.Words,
        StaffTaskKind.Told,
        StaffTaskKind.Reply,
        StaffTaskKind.Safety,
    ];

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, Show);
        routes.MapForm(Path, Erase);
    }

    private Task<IResult> Show(HttpContext context) =>
        visits.ShowAsync(
            context,
            Verb.Look.Of(Thing.OwnPage),
            (transaction, visit) => PageRoutes.Show<EraseMePage>(Of(transaction, visit, isSecond: false))
        );

    private async Task<IResult> Erase(HttpContext context, PostedForm form)
    {
        var isSure = form.Fields[Sure] == "ja";
        var (page, erased) = await visits.DecideAsync(
            context,
            (transaction, visit) =>
            {
                var model = Of(transaction, visit, isSecond: true);
                return (
                    PageRoutes.Show<EraseMePage>(model),
                    model.MayErase && isSure ? new Leaver(visit, IsOpen(transaction, visit.Caregiver.Id)) : null
                );
            },
            isSure ? AskLinkModel.PerhapsErased : AskLinkModel.NotSent
        );
        if (erased is null)
            return page;
        var (visit, hadOpen) = erased;
        erasing.Erase(visit.Caregiver, visit.By);
        await database.WriteAsync(transaction =>
            mail.Queue(transaction, visit.Caregiver.CoordinatorId, visit.Row.Id, hadOpen)
        );
        visits.Forget(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Erased"));
    }

    private static bool IsOpen(Transaction transaction, long caregiverId) =>
        SignalTable.OpenOf(transaction, caregiverId) is not null
        || StaffTaskTable.IsOpen(transaction, Waiting, caregiverId);

    private EraseMePageModel Of(Transaction transaction, MyVisit visit, bool isSecond)
    {
        var keeping = KeepingTable.Of(transaction, visit.Caregiver.Id);
        return new EraseMePageModel(
            support,
            EraseModel.GoesOf(PersonTable.Counts(transaction, visit.Caregiver.Id)),
            keeping.KeepReason is { } reason && keeping.EraseOn is { } until
                ? MyPageModel.Words["Erase.Kept", ("dag", Texts.Day(until)), ("reden", Plainly.Shown(reason))]
                : null,
            visit.IsFresh,
            isSecond
        );
    }

    /// <summary>Somebody who is to be erased, and whether something of theirs is open.</summary>
    private sealed record Leaver(MyVisit Visit, bool HadOpen);
}

/// <summary>The page on which a caregiver has everything erased.</summary>
/// <param name="Goes">What goes, a line each.</param>
/// <param name="Kept">Why it is kept, and until when; null where nothing stands in the way.</param>
/// <param name="IsFresh">They came in just now.</param>
/// <param name="IsSecond">It was asked once before.</param>
public sealed record EraseMePageModel(
    SupportPointSettings Support,
    IReadOnlyList<string> Goes,
    string? Kept,
    bool IsFresh,
    bool IsSecond
)
{
    public bool MayErase => IsFresh && Kept is null;
}
