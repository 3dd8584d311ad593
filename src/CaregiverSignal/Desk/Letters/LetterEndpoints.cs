using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Letters;

/// <summary>
/// The questions on paper: letters to print and post, a sheet to read from on the telephone, and the address behind the
/// code on a paper that came back.
/// </summary>
public sealed class LetterEndpoints(
    Database database,
    StaffShells shells,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteSettings site,
    SiteTime time
) : IEndpoints
{
    private const string Path = "/brieven";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/papier/{code}", ShowCode);
        var staff = routes.ForCoordinators();
        staff.MapPage("/papier/{code}/invullen", GoToEntry);
        staff.MapPage(Path, ShowAll);
        staff.MapForm(Path, Post);
        staff.MapPage("/zaak/{caregiver}/vragenbrief/{checkIn}", ShowOne);
        staff.MapPage("/zaak/{caregiver}/belblad/{checkIn}", ShowScript);
    }

    /// <summary>
    /// What somebody reads who points a telephone at the code: the same for every code, about nobody.
    /// </summary>
    private IResult ShowCode(HttpContext context) =>
        PageRoutes.Show<PaperPage>(
            new PaperPageModel(support, PaperCode.Find(context.Request.RouteValues["code"]?.ToString() ?? ""))
        );

    private IResult GoToEntry(SignedInStaff staff, HttpContext context) =>
        PaperCode.Find(context.Request.RouteValues["code"]?.ToString() ?? "") is { } id
        && database.Read(transaction => EntryEndpoints.PathOf(transaction, staff, id)) is { } path
            ? PageRoutes.Go(path)
            : PageRoutes.Missing(support);

    private IResult ShowAll(SignedInStaff staff, HttpContext context)
    {
        var (letters, posted) = database.Read(transaction =>
        {
            var all = CheckInTable.OnPaper(transaction, staff.ActsFor);
            return (
                all.Where(one => one.PostedOn is null).Select(one => Of(transaction, one)).ToList(),
                all.Where(one => one.PostedOn is not null).Select(one => Of(transaction, one)).ToList()
            );
        });
        recorder.AddList(
            staff.On(Ground.Own),
            Verb.Look,
            Thing.Letter,
            letters.Concat(posted).Select(one => one.Caregiver.Id)
        );
        return Show(staff, context, letters, posted, isAll: true);
    }

    private IResult ShowOne(SignedInStaff staff, HttpContext context) =>
        database.Read(transaction => Found(transaction, staff, context)) switch
        {
            null => Refusal.Of(context, staff, Verb.Look.Of(Thing.Letter), database, recorder, support),
            var letter => Show(
                staff,
                context,
                [Remembered(staff, letter)],
                letter.IsPosted ? [letter] : [],
                isAll: false
            ),
        };

    private IResult ShowScript(SignedInStaff staff, HttpContext context)
    {
        if (database.Read(transaction => Found(transaction, staff, context)) is not { } letter)
            return Refusal.Of(context, staff, Verb.Look.Of(Thing.Letter), database, recorder, support);
        return PageRoutes.Show<ScriptPage>(new ScriptPageModel(shells.For(context, staff), Remembered(staff, letter)));
    }

    /// <summary>Marks letters as posted, those that were on the printed page; or takes one back.</summary>
    private IResult Post(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        database.Write(transaction =>
        {
            foreach (var id in NumbersIn(form.Fields, "gaat"))
                Change(transaction, staff, id, Verb.Send);
            foreach (var id in NumbersIn(form.Fields, "ging-niet"))
                Change(transaction, staff, id, Verb.TakeBack);
            return true;
        });
        return PageRoutes.Go(Path);
    }

    private void Change(Transaction transaction, SignedInStaff staff, long checkInId, Verb verb)
    {
        if (
            CheckInTable.Get(transaction, checkInId) is not { } checkIn
            || CaregiverTable.Get(transaction, checkIn.CaregiverId) is not { } caregiver
            || !staff.Sees.Contains(caregiver.CoordinatorId)
        )
            return;
        var isDone =
            verb == Verb.Send
                ? Asking.Posted(transaction, checkIn, staff.Coordinator.Id, time)
                : Asking.NotPosted(transaction, checkIn);
        if (isDone)
            recorder.Add(transaction, staff.With(caregiver), verb.Of(Thing.Letter, checkIn.Id), caregiver.Id);
    }

    private IResult Show(
        SignedInStaff staff,
        HttpContext context,
        IReadOnlyList<LetterModel> letters,
        IReadOnlyList<LetterModel> posted,
        bool isAll
    ) => PageRoutes.Show<LettersPage>(new LettersPageModel(shells.For(context, staff), letters, posted, isAll));

    private LetterModel Remembered(SignedInStaff staff, LetterModel letter)
    {
        recorder.Add(staff.With(letter.Caregiver), Verb.Look.Of(Thing.Letter, letter.CheckInId), letter.Caregiver.Id);
        return letter;
    }

    /// <returns>Null for what this coordinator may not see, and for a check-in that takes no more answers.</returns>
    private LetterModel? Found(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRouteGroups.Number(context, "caregiver") is { } caregiver
        && StaffRouteGroups.Number(context, "checkIn") is { } checkIn
        && EntryState.Of(transaction, staff, caregiver, checkIn, pages, time) is { CanBeTyped: true } state
            ? Of(transaction, state.CheckIn)
            : null;

    private LetterModel Of(Transaction transaction, CheckIn checkIn) =>
        LetterModel.Of(transaction, checkIn, pages, support, site, time);

    private static IEnumerable<long> NumbersIn(IFormCollection form, string field) =>
        form[field]
            .Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Distinct();
}
