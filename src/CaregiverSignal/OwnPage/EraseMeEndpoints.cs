using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Erasure;
using CaregiverSignal.Export;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver has everything about them erased: it says what goes, asks twice, and only soon after they came in.
/// </summary>
/// <remarks>
/// While a signal, a call or something they told is open, a coordinator calls first: erasing would take it off the
/// worklist, and nobody would know that somebody needs help.
/// </remarks>
public sealed class EraseMeEndpoints(
    MyVisits visits,
    Erasing erasing,
    Database database,
    ErasedThemselvesMail mail,
    Nudge nudge,
    SupportPointSettings support,
    SiteTime time
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
            Deed.SeeOwnPage,
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
                if (model.CallsFirst)
                {
                    AskCall(transaction, visit.Caregiver.Id);
                    return (PageRoutes.Show<EraseMePage>(Of(transaction, visit, isSecond: true)), null);
                }

                return (PageRoutes.Show<EraseMePage>(model), model.MayErase && isSure ? visit : null);
            },
            isSure ? AskLinkPageModel.PerhapsErased : AskLinkPageModel.NotSent
        );
        if (erased is null)
            return page;
        erasing.Erase(erased.Caregiver, erased.By);
        await database.WriteAsync(transaction =>
            mail.Queue(transaction, erased.Caregiver.CoordinatorId, erased.Row.Id)
        );
        visits.Forget(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Erased"));
    }

    /// <summary>A call is promised, and why stands on the worklist.</summary>
    private void AskCall(Transaction transaction, long caregiverId)
    {
        PromisedCall.Ask(transaction, caregiverId, time.Today, time);
        LifeChange.Say(transaction, caregiverId, MyPageModel.Words["Erase.Wish"], time);
        transaction.Afterwards(nudge.Give);
    }

    private CallFirst CallFirstOf(Transaction transaction, Caregiver caregiver)
    {
        var coordinator = CoordinatorTable.NameFor(transaction, caregiver, support);
        return new(coordinator, PromiseWords.Of(transaction, caregiver, coordinator, time));
    }

    private static bool IsOpen(Transaction transaction, long caregiverId) =>
        SignalTable.OpenOf(transaction, caregiverId) is not null
        || StaffTaskTable.IsOpen(transaction, Waiting, caregiverId);

    private EraseMePageModel Of(Transaction transaction, MyVisit visit, bool isSecond)
    {
        var keeping = KeepingTable.Of(transaction, visit.Caregiver.Id);
        return new EraseMePageModel(
            support,
            ErasePageModel.GoesOf(
                new Dictionary<string, int>(PersonTable.Counts(transaction, visit.Caregiver.Id))
                {
                    // What a professional told for the coordinator alone goes too, and is not counted here.
                    ["event"] = EventTable.WithUntrue(transaction, visit.Caregiver.Id).Count,
                }
            ),
            keeping.KeepReason is { } reason && keeping.EraseOn is { } until
                ? MyPageModel.Words["Erase.Kept", ("dag", Texts.Day(until)), ("reden", Plainly.Shown(reason))]
                : null,
            visit.IsFresh,
            isSecond,
            IsOpen(transaction, visit.Caregiver.Id) ? CallFirstOf(transaction, visit.Caregiver) : null
        );
    }
}

/// <summary>The page on which a caregiver has everything erased.</summary>
/// <param name="Goes">What goes, a line each.</param>
/// <param name="Kept">Why it is kept, and until when; null where nothing stands in the way.</param>
/// <param name="IsFresh">They came in just now.</param>
/// <param name="IsSecond">It was asked once before.</param>
/// <param name="Call">Who calls first; null where nothing is open.</param>
public sealed record EraseMePageModel(
    SupportPointSettings Support,
    IReadOnlyList<string> Goes,
    string? Kept,
    bool IsFresh,
    bool IsSecond,
    CallFirst? Call
)
{
    public bool CallsFirst => IsFresh && Kept is null && Call is not null;

    public bool MayErase => IsFresh && Kept is null && Call is null;
}

/// <summary>Something of theirs is open, so a coordinator calls before anything is erased.</summary>
/// <param name="Promised">Null while they did not say that they want to be called.</param>
public sealed record CallFirst(string Coordinator, PromiseWords? Promised);
