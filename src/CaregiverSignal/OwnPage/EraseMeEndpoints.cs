using CaregiverSignal.Erasure;
using CaregiverSignal.Export;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>
/// A caregiver has everything about them erased: it says what goes, asks twice, and only soon after they came in.
/// </summary>
public sealed class EraseMeEndpoints(MyVisits visits, Erasing erasing, SupportPointSettings support, SiteTime time)
    : IEndpoints
{
    public const string Path = PageRoutes.OwnPage + "/wissen";
    public const string Sure = "zeker";

    /// <summary>How long ago the link may have been opened (our choice).</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

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
        MyVisit? erased = null;
        var page = await visits.ChangeAsync(
            context,
            (transaction, visit) =>
            {
                var model = Of(transaction, visit, isSecond: true);
                erased = model.MayErase && form.Fields[Sure] == "ja" ? visit : null;
                return PageRoutes.Show<EraseMePage>(model);
            }
        );
        if (erased is null)
            return page;
        erasing.Erase(erased.Caregiver, erased.By);
        visits.Forget(context);
        return PageRoutes.Show<MessagePage>(MessagePageModel.Of(support, "Erased"));
    }

    private EraseMePageModel Of(Transaction transaction, MyVisit visit, bool isSecond)
    {
        var keeping = KeepingTable.Of(transaction, visit.Caregiver.Id);
        return new EraseMePageModel(
            support,
            ErasePageModel.GoesOf(PersonTable.Counts(transaction, visit.Caregiver.Id)),
            keeping.KeepReason is { } reason && keeping.EraseOn is { } until
                ? MyPageModel.Words["Erase.Kept", ("dag", Texts.Day(until)), ("reden", Plainly.Shown(reason))]
                : null,
            visit.Row.OpenedAt > time.Now - Fresh,
            isSecond
        );
    }
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
