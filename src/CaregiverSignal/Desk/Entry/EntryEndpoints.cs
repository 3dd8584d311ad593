using System.Globalization;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Entry;

/// <summary>Typing in a check-in for a caregiver who answers by phone, on paper or at a visit.</summary>
public sealed class EntryEndpoints(
    Database database,
    StaffShells shells,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/invullen/{checkIn}";
    private static readonly Texts Words = EntryPageModel.Words;

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(Pattern, ShowForm);
        staff.MapForm(Pattern, SaveForm).WithMetadata(new WhenSignedOut(EntryAwayPageModel.KeepAsync));
    }

    private IResult ShowForm(SignedInStaff staff, HttpContext context) =>
        database.Read(transaction => Find(transaction, staff, context)) switch
        {
            null => Refuse(staff, context, Verb.Look.Of(Thing.CheckIn)),
            { CanBeTyped: true } state => Show(
                state,
                staff,
                context,
                EntryForm.Of(state, time.Today),
                [],
                SavedOf(state, context)
            ),
            var state => Show(
                state,
                staff,
                context,
                EntryForm.Of(state, time.Today) with
                {
                    Raw = new Dictionary<string, string>(),
                    Words = "",
                },
                NewsOf(state),
                null
            ),
        };

    private IResult SaveForm(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var (state, typed, isDone) = database.Write(transaction =>
            Find(transaction, staff, context) is { } found ? Save(transaction, found, form.Fields, staff) : default
        );
        if (state is null)
            return Refuse(staff, context, Verb.Answer.Of(Thing.CheckIn));
        if (isDone)
            return PageRoutes.Go(
                typed.Sends
                    ? EntryDone.PathOf(state.CheckIn.Id)
                    : $"{PathOf(state.Caregiver.Id, state.CheckIn.Id)}?bewaard=later"
            );
        var isNews = !state.CanBeTyped || typed.Mark != state.Mark;
        return Show(
            state,
            staff,
            context,
            typed,
            isNews ? NewsOf(state, typed) : [],
            null,
            isNews ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
        );
    }

    private EntryState? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        StaffRouteGroups.Number(context, "caregiver") is { } caregiver
        && StaffRouteGroups.Number(context, "checkIn") is { } checkIn
            ? EntryState.Of(transaction, staff, caregiver, checkIn, pages, time)
            : null;

    private IResult Show(
        EntryState state,
        SignedInStaff staff,
        HttpContext context,
        EntryForm form,
        IReadOnlyList<string> news,
        string? saved,
        int status = StatusCodes.Status200OK
    )
    {
        recorder.Add(staff.With(state.Caregiver), Verb.Look.Of(Thing.CheckIn, state.CheckIn.Id), state.Caregiver.Id);
        return PageRoutes.Show<EntryPage>(
            EntryPageModel.Of(state, shells.For(context, staff), form, news, saved, time),
            status
        );
    }

    /// <summary>Leaves a line where the caregiver exists, and is not theirs to see.</summary>
    private IResult Refuse(SignedInStaff staff, HttpContext context, Deed deed)
    {
        var caregiver = StaffRouteGroups.Number(context, "caregiver") is { } id
            ? database.Read(transaction => CaregiverTable.Get(transaction, id))
            : null;
        if (caregiver is not null)
            recorder.Add(staff.With(caregiver), deed, caregiver.Id, outcome: Outcome.Refused);
        return PageRoutes.Missing(support);
    }

    public static string PathOf(long caregiverId, long checkInId) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiverId}/invullen/{checkInId}");

    /// <returns>
    /// Done also when it was done before: a form that comes twice says nothing new. Otherwise nothing was stored.
    /// </returns>
    private (EntryState State, EntryForm Typed, bool IsDone) Save(
        Transaction transaction,
        EntryState state,
        IFormCollection form,
        SignedInStaff staff
    )
    {
        var typed = EntryForm.Read(form, state, time.Today);
        var isSent = state.Window == EntryWindow.Answered;
        if ((isSent || !typed.Sends) && typed.IsStoredIn(state, staff.Coordinator.Id))
            return (state, typed with { Sends = isSent }, true);
        if (
            !state.CanBeTyped
            || typed.Mark != state.Mark
            || typed.Errors.Count > 0
            || (state.Window == EntryWindow.Late && !typed.Sends)
        )
            return (state, typed, false);
        EntrySaving.Save(transaction, state, typed, staff, time);
        recorder.Add(
            transaction,
            staff.With(state.Caregiver),
            Verb.Answer.Of(Thing.CheckIn, state.CheckIn.Id),
            state.Caregiver.Id
        );
        return (state, typed, true);
    }

    private static string? SavedOf(EntryState state, HttpContext context) =>
        (context.Request.Query["bewaard"] == "later", state.CheckIn.CallMe == CallWish.Yes) switch
        {
            (false, _) => null,
            (_, true) => $"{Words["Saved.Later"]} {Words["Saved.Call"]}",
            _ => Words["Saved.Later"],
        };

    private static List<string> NewsOf(EntryState state, EntryForm? typed = null)
    {
        var firstName = Plainly.Shown(state.Caregiver.FirstName ?? state.Caregiver.Person);
        var isOwn = state.Questions.Any(one => one.IsOwn) || state.Typed is null;
        List<string> news =
        [
            Words[
                state.Window == EntryWindow.Answered && isOwn ? "News.Own" : "News." + state.Window,
                ("voornaam", firstName)
            ],
        ];
        if (typed is not null)
            news.Add(Words[state.CanBeTyped ? "News.LookAgain" : "News.NotSaved"]);
        return news;
    }
}
