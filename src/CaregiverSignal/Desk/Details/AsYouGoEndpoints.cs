using System.Globalization;
using System.Text.Json;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Details;

/// <summary>Stores a field of somebody's details as it is left, for that page's script.</summary>
public sealed class AsYouGoEndpoints(Database database, Recorder recorder, SupportPointSettings support, SiteTime time)
    : IEndpoints
{
    public const string Script = "/gegevens.js";

    private static readonly Texts Words = DetailsPageModel.Words;

    private readonly OwnScript script = new("Desk.Details.details.js");

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Script, (HttpContext context) => script.Serve(context));
        routes.ForCoordinators().MapForm(DetailsEndpoints.Pattern + "/tussendoor", Save);
    }

    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var answer = database.Write(transaction =>
            DetailsEndpoints.Find(transaction, staff, context) is { } caregiver
                ? SaveLeft(transaction, caregiver, staff, form.Fields)
                : null
        );
        return answer is null
            ? Refusal.Of(context, staff, Verb.Change.Of(Thing.Details), database, recorder, support)
            : Results.Json(answer, JsonSerializerOptions.Web);
    }

    /// <summary>A field that stands otherwise than the page knew is left as it stands, and said.</summary>
    private SavedAsYouGo SaveLeft(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        IFormCollection form
    )
    {
        var stored = PersonDetailsTable.Of(transaction, caregiver.Id);
        var names = form["veld"].ToHashSet(StringComparer.Ordinal);
        var left = DetailField.All.Where(one => names.Contains(one.Name) && !one.WaitsForButton).ToList();
        var isOther = DetailField.All.ToDictionary(
            one => one,
            one =>
                !AsYouGo.Stands(one, left.Contains(one) ? one.KnownIn(form) : [], one.TypedIn(form), stored, time.Today)
        );
        var free = left.Where(one => !isOther[one]).Select(one => (Field: one, Typed: one.TypedIn(form))).ToList();

        var saving = AsYouGo.Of(free, stored, time.Today);
        var changed = Correcting.Save(transaction, caregiver.Id, saving.Details, staff.Coordinator.Id, time);
        if (changed.Count > 0)
            recorder.Add(transaction, staff.With(caregiver), Verb.Change.Of(Thing.Details), caregiver.Id);

        var since = DetailsEndpoints
            .Since(transaction, caregiver.Id, form)
            .GroupBy(one => one.Field)
            .Where(one => isOther[DetailField.Of(one.Key)!])
            .ToList();
        var done = free.Select(one => one.Field).Where(one => saving.Errors.All(error => error.Field != one.Name));
        return new SavedAsYouGo(
            // With an older mark the button says what a colleague changed, and keeps it.
            since.Count > 0
                ? null
                : DetailChangeTable.NewestOf(transaction, caregiver.Id),
            done.ToDictionary(one => one.Name, one => DetailsForm.Shown(one.Field, saving.Details)),
            [.. saving.Errors.Select(one => one.Field)],
            string.Join('\n', (string[])[.. Saved(done), .. Refused(saving), .. News(since, saving.Details)]),
            saving.Errors.Count + since.Count > 0
        );
    }

    private IEnumerable<string> Saved(IEnumerable<DetailField> done)
    {
        var labels = string.Join(", ", done.Select(one => DetailsPageModel.LabelOf(one.Column)));
        if (labels.Length > 0)
            yield return Words[
                "AsYouGo.Saved",
                ("tijd", time.Local(time.Now).ToString("HH.mm", CultureInfo.InvariantCulture)),
                ("velden", labels)
            ];
    }

    private static IEnumerable<string> Refused(AsYouGo saving) =>
        saving.Errors.Select(one =>
            Words[
                "AsYouGo.Wrong",
                ("veld", DetailsPageModel.LabelOf(DetailField.All.First(field => field.Name == one.Field).Column)),
                ("fout", one.Text)
            ]
        );

    private static IEnumerable<string> News(List<IGrouping<string, DetailChange>> since, PersonDetails stored) =>
        since.Count == 0
            ? []
            :
            [
                Words["News.Changed"],
                .. since.Select(one => DetailsEndpoints.NewsOf(one, stored)),
                Words["AsYouGo.Other"],
            ];
}

/// <summary>What the script of the page is told.</summary>
/// <param name="Mark">The newest change, for the page; null where it does not know all of what was changed.</param>
/// <param name="Stored">Each field that was stored, as the page shows it.</param>
/// <param name="Wrong">The fields that cannot be stored as they are typed.</param>
public sealed record SavedAsYouGo(
    long? Mark,
    IReadOnlyDictionary<string, string> Stored,
    IReadOnlyList<string> Wrong,
    string Text,
    bool IsWrong
);
