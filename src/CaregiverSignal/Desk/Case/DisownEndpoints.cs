using CaregiverSignal.Answers;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Record;
using CaregiverSignal.Scores;
using CaregiverSignal.Staff;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>Notes that a caregiver says that answers are not theirs, and takes that back.</summary>
public sealed class DisownEndpoints(CasePages pages, SiteTime time) : IEndpoints
{
    private const string Pattern = "/zaak/{caregiver}/niet-ingevuld";
    private const string BackPattern = "/zaak/{caregiver}/wel-ingevuld";

    public void AddTo(IEndpointRouteBuilder routes)
    {
        var staff = routes.ForCoordinators();
        staff.MapPage(
            Pattern,
            (SignedInStaff signedIn, HttpContext context) => Show(signedIn, context, DisownForm.Empty)
        );
        staff.MapForm(Pattern, Disown);
        staff.MapForm(BackPattern, PutBack);
    }

    private IResult Show(SignedInStaff staff, HttpContext context, DisownForm typed) =>
        pages.ShowPage<DisownPage>(
            staff,
            context,
            Verb.Look.Of(Thing.Case),
            (shell, transaction, caregiver) => DisownPageModel.Of(transaction, shell, caregiver, typed, time),
            typed.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
        );

    /// <summary>Shows once more what it means before anything is done.</summary>
    private IResult Disown(SignedInStaff staff, HttpContext context, PostedForm form)
    {
        var typed = DisownForm.Read(form.Fields);
        if (typed.Errors.Count > 0 || !typed.IsSure)
            return Show(staff, context, typed);
        return pages.Change(
                staff,
                context,
                Verb.SetAside.Of(Thing.Answers),
                (transaction, caregiver) =>
                    Answered(transaction, caregiver.Id, typed.CheckIn) is { } checkIn
                    && Disowning.Disown(transaction, checkIn, staff.Coordinator.Id, typed.Reason, time)
                        ? "niet-ingevuld"
                        : null
            ) ?? Show(staff, context, DisownForm.Empty);
    }

    private IResult PutBack(SignedInStaff staff, HttpContext context, PostedForm form) =>
        pages.Change(
            staff,
            context,
            Verb.Confirm.Of(Thing.Answers),
            (transaction, caregiver) =>
                DisownedTable
                    .Of(transaction, caregiver.Id)
                    .FirstOrDefault(one => one.Id == CasePages.NumberIn(form.Fields, DisownForm.What))
                    is { } gone
                && Disowning.PutBack(transaction, gone, time)
                    ? "wel-ingevuld"
                    : null
        ) ?? Show(staff, context, DisownForm.Empty);

    private static CheckIn? Answered(Transaction transaction, long caregiverId, long checkInId) =>
        CheckInTable.Get(transaction, checkInId) is { AnsweredAt: not null } checkIn
        && checkIn.CaregiverId == caregiverId
            ? checkIn
            : null;
}

/// <summary>What a coordinator typed on the page of answers that are not the caregiver's.</summary>
/// <param name="CheckIn">Zero while none is chosen.</param>
public sealed record DisownForm(long CheckIn, string Reason, bool IsSure, IReadOnlyList<FormError> Errors)
{
    public const string What = "vragen";
    public const string Why = "reden";
    public const string Sure = "zeker";

    public static readonly DisownForm Empty = new(0, "", false, []);

    public static DisownForm Read(IFormCollection form)
    {
        var (checkIn, reason) = (CasePages.NumberIn(form, What), Typed.Note(form, Why));
        FormError? which = checkIn == 0 ? new(What, What, DisownPageModel.Words["Error.Which"]) : null;
        FormError? why = reason.Length == 0 ? new(Why, Why, DisownPageModel.Words["Error.Why"]) : null;
        var tooLong = Typed.TooLong(reason, Why);
        return new(checkIn, reason, form[Sure] == "ja", [.. new[] { which, why, tooLong }.OfType<FormError>()]);
    }

    public string? ErrorOf(string field) => FormError.Of(field, Errors);
}
