using System.Globalization;
using CaregiverSignal.Invitations;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Details;

/// <summary>Adding somebody while on the phone, and correcting what is known of them.</summary>
public sealed class DetailsEndpoints(
    Database database,
    StaffShells shells,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    public const string New = "/mensen/nieuw";
    public const string Pattern = "/zaak/{caregiver}/gegevens";
    private const string JustAdded = "nieuw";
    private const string Whole = "alles";
    private const string Confirmed = "klopt";

    private static readonly Texts Words = DetailsPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(New, ShowEmpty);
        staff.MapForm(New, Add);
        staff.MapPage(Pattern, Show);
        staff.MapForm(Pattern, Save);
        staff.MapForm(Pattern + "/klopt", Confirm);
    }

    private IResult ShowEmpty(SignedInStaff staff, HttpContext context)
    {
        var empty = DetailsForm.Of(new PersonDetails());
        var raw = empty.Raw.ToDictionary(one => one.Key, one => one.Key == "kanaal" ? "" : one.Value);
        return Page(NewPage(staff, context, empty with { Raw = raw }));
    }

    private IResult Add(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = DetailsForm.Read(form.Fields, null, time.Today);
        if (typed.Errors.Count > 0)
            return Page(NewPage(staff, context, typed), StatusCodes.Status400BadRequest);
        var (id, alike) = database.Write(transaction => AddUnlessAlike(transaction, typed.Details, staff, form.Fields));
        if (id is { } added)
            return PageRoutes.Go($"{DetailsPageModel.PathOf(added)}?bewaard={JustAdded}-{PartOf(form)}");
        var seen = alike.Where(one => staff.Sees.Contains(one.CoordinatorId)).ToList();
        return Page(
            NewPage(staff, context, typed) with
            {
                Likes = IdsOf(alike),
                News =
                [
                    Words["News.Alike"],
                    .. seen.Count < alike.Count ? [Words["News.Colleague"]] : Array.Empty<string>(),
                    Words["News.Sure"],
                ],
                Alike =
                [
                    .. seen.Select(one =>
                        (
                            string.Create(CultureInfo.InvariantCulture, $"/zaak/{one.Id}"),
                            Plainly.FullName(one.Person, one.FirstName, one.LastName)
                        )
                    ),
                ],
            },
            StatusCodes.Status409Conflict
        );
    }

    /// <summary>Adds somebody, unless others look like them whom the page has not shown yet.</summary>
    /// <remarks>A form that comes twice is caught by this: the second time, the first person looks like them.</remarks>
    private (long? Id, IReadOnlyList<Findable> Alike) AddUnlessAlike(
        Transaction transaction,
        PersonDetails details,
        SignedInStaff staff,
        IFormCollection form
    )
    {
        var alike = FindTable.Like(transaction, details);
        if (alike.Count > 0 && IdsOf(alike) != form["toch"].ToString())
            return (null, alike);
        ErasedHashTable.CameBack(transaction, details.Email);
        var id = PersonDetailsTable.Add(
            transaction,
            person: null,
            details,
            staff.Coordinator.Id,
            CaregiverStatus.Active,
            time.Today,
            time.Now
        );
        recorder.Add(transaction, staff.On(Ground.Own), Verb.Add.Of(Thing.Person), id);
        return (id, []);
    }

    private IResult Show(SignedInStaff staff, HttpContext context)
    {
        var shell = shells.For(context, staff);
        var (caregiver, model) = database.Read(transaction =>
            Find(transaction, staff, context) is { } found
                ? (
                    found,
                    PageOf(transaction, found, shell, DetailsForm.Of(PersonDetailsTable.Of(transaction, found.Id)))
                )
                : default
        );
        if (caregiver is not null)
            recorder.Add(staff.With(caregiver), Verb.Look.Of(Thing.Details), caregiver.Id);
        return model is null
            ? Refusal.Of(context, staff, Verb.Look.Of(Thing.Details), database, recorder, support)
            : Page(WithSaved(model, context.Request.Query["bewaard"].ToString()));
    }

    private IResult Save(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var shell = shells.For(context, staff);
        var (caregiver, model) = database.Write(transaction =>
        {
            var found = Find(transaction, staff, context);
            return (found, found is null ? null : SaveUnlessNews(transaction, found, staff, shell, form.Fields));
        });
        if (caregiver is null)
            return Refusal.Of(context, staff, Verb.Change.Of(Thing.Details), database, recorder, support);
        return model is null
            ? PageRoutes.Go($"{DetailsPageModel.PathOf(caregiver.Id)}?bewaard={PartOf(form)}")
            : Page(model, model.News.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    private IResult Confirm(SignedInStaff staff, HttpContext context, PostedForm _)
    {
        var caregiver = database.Write(transaction =>
        {
            var found = Find(transaction, staff, context);
            if (found is null)
                return null;
            CheckDetails.Confirm(transaction, found.Id, staff.Coordinator.Id, time);
            recorder.Add(transaction, staff.With(found), Verb.Confirm.Of(Thing.Details), found.Id);
            return found;
        });
        return caregiver is null
            ? Refusal.Of(context, staff, Verb.Confirm.Of(Thing.Details), database, recorder, support)
            : PageRoutes.Go($"{DetailsPageModel.PathOf(caregiver.Id)}?bewaard={Confirmed}");
    }

    /// <returns>Null when it was saved, or was already so; otherwise the page with what is to be looked at.</returns>
    private DetailsPageModel? SaveUnlessNews(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        StaffShell shell,
        IFormCollection form
    )
    {
        var stored = PersonDetailsTable.Of(transaction, caregiver.Id);
        var typed = DetailsForm.Read(form, stored, time.Today);
        // What both typed is no news.
        var since = Since(transaction, caregiver.Id, form).FindAll(one => !Shows(typed, one.Field, stored));
        if (typed.Errors.Count == 0 && (since.Count == 0 || typed.Details == stored))
        {
            Correcting.Save(transaction, caregiver.Id, typed.Details, staff.Coordinator.Id, time);
            recorder.Add(transaction, staff.With(caregiver), Verb.Change.Of(Thing.Details), caregiver.Id);
            return null;
        }

        var page = PageOf(transaction, caregiver, shell, Together(typed, stored, since));
        return since.Count == 0 ? page : page with { News = NewsOf(since, stored) };
    }

    private static bool Shows(DetailsForm typed, string column, PersonDetails stored) =>
        PersonField.Of(column) is var field
        && field.Text(typed.Details) == field.Text(stored)
        && typed.Errors.All(one => one.Field != DetailField.Of(column)!.Name);

    /// <summary>
    /// What was typed, with what a colleague changed meanwhile in the fields that were left as they were shown.
    /// </summary>
    private static DetailsForm Together(DetailsForm typed, PersonDetails stored, List<DetailChange> since)
    {
        var raw = typed.Raw.ToDictionary();
        foreach (var field in DetailField.All)
        {
            // The oldest of the changes has what the page showed.
            if (
                since.LastOrDefault(one => one.Field == field.Column) is { } change
                && typed.Raw[field.Name] == DetailsForm.Shown(field.Column, change.OldValue)
            )
                raw[field.Name] = DetailsForm.Shown(field.Field, stored);
        }

        return typed with
        {
            Raw = raw,
        };
    }

    private static List<string> NewsOf(List<DetailChange> since, PersonDetails stored) =>
        [
            Words["News.Changed"],
            .. since.GroupBy(one => one.Field).Select(one => NewsOf(one, stored)),
            Words["News.LookAgain"],
        ];

    /// <summary>What a field had, has now, and who changed it last.</summary>
    private static string NewsOf(IGrouping<string, DetailChange> ofOne, PersonDetails stored) =>
        Words[
            "News.Line",
            ("veld", DetailsPageModel.LabelOf(ofOne.Key)),
            ("was", DetailsPageModel.WordsOf(ofOne.Key, ofOne.Last().OldValue)),
            ("nu", DetailsPageModel.WordsOf(ofOne.Key, PersonField.Of(ofOne.Key).Text(stored))),
            ("wie", ByOf(ofOne.First()))
        ];

    /// <summary>The changes since a page was shown, newest first; its form has the mark of then.</summary>
    private static List<DetailChange> Since(Transaction transaction, long caregiverId, IFormCollection form) =>
        [
            .. DetailChangeTable
                .After(
                    transaction,
                    caregiverId,
                    long.TryParse(form["stand"], NumberStyles.None, CultureInfo.InvariantCulture, out var mark)
                        ? mark
                        : 0
                )
                .Where(one => one.Situation is null && DetailField.Of(one.Field) is not null),
        ];

    private DetailsPageModel NewPage(SignedInStaff staff, HttpContext context, DetailsForm form) =>
        new()
        {
            Shell = shells.For(context, staff),
            Title = Words["Add"],
            Form = form,
        };

    private DetailsPageModel PageOf(Transaction transaction, Caregiver caregiver, StaffShell shell, DetailsForm form) =>
        new()
        {
            Shell = shell,
            CaregiverId = caregiver.Id,
            Name = Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Title =
                Words["Details"] + " " + Plainly.Initials(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Form = form,
            Mark = DetailChangeTable.NewestOf(transaction, caregiver.Id),
            Checked = Words[
                form.Details.ConfirmedOn is null ? "Checked.Never" : "Checked",
                ("dag", Texts.Day(form.Details.ConfirmedOn ?? caregiver.EnrolledOn))
            ],
            History =
            [
                .. DetailChangeTable
                    .After(transaction, caregiver.Id)
                    .Where(one => one.OldValue is not null && DetailField.Of(one.Field) is not null)
                    .Select(one => new OldValue(
                        DetailsPageModel.LabelOf(one),
                        DetailsPageModel.WordsOf(one.Field, one.OldValue),
                        Words["By", ("dag", Texts.Day(time.DayOf(one.ChangedAt))), ("wie", ByOf(one))]
                    )),
            ],
        };

    private static DetailsPageModel WithSaved(DetailsPageModel model, string saved)
    {
        var isNew = saved.StartsWith(JustAdded, StringComparison.Ordinal);
        var part = isNew ? saved[JustAdded.Length..].TrimStart('-') : saved;
        if (saved == Confirmed)
            return model with { Saved = Whole, SavedText = Words["Saved.Confirmed"] };
        if (part != Whole && !DetailField.Parts.Any(one => one.Part == part))
            return model;
        var words = Words["Saved"];
        if (isNew)
            words = Words[
                model.Form.Details.Channel == Channel.Email ? "Saved.New" : "Saved.NewByHand",
                ("naam", model.Name)
            ];
        return model with { Saved = part, SavedText = words };
    }

    private static string PartOf(PostedForm form) =>
        DetailField.Parts.FirstOrDefault(one => one.Part == form.Fields["doe"]).Part ?? Whole;

    private static string IdsOf(IEnumerable<Findable> people) =>
        string.Join(',', people.Select(one => one.Id.ToString(CultureInfo.InvariantCulture)));

    private static string ByOf(DetailChange change) => Plainly.Shown(change.ChangedBy ?? Words["Import"]);

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    private static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRouteGroups.Number(context, "caregiver") is { } id
        && CaregiverTable.Get(transaction, id) is { } caregiver
        && staff.Sees.Contains(caregiver.CoordinatorId)
            ? caregiver
            : null;

    private static IResult Page(DetailsPageModel model, int status = StatusCodes.Status200OK) =>
        PageRoutes.Show<DetailsPage>(model, status);
}
