using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Case.Agreements;
using CaregiverSignal.Desk.Case.Call;
using CaregiverSignal.Desk.Case.Care;
using CaregiverSignal.Desk.Case.Course;
using CaregiverSignal.Desk.Case.Given;
using CaregiverSignal.Desk.Case.OwnWords;
using CaregiverSignal.Desk.Case.Reasons;
using CaregiverSignal.Desk.Case.Safety;
using CaregiverSignal.Desk.Case.Timeline;
using CaregiverSignal.Desk.Case.Who;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>
/// One caregiver's page for the coordinator, with a model for each section: the story, and beside it what to do now;
/// every text ready to show.
/// </summary>
public sealed record CasePageModel
{
    public static readonly Texts Words = Texts.Of(typeof(CasePage));

    public required StaffShell Shell { get; init; }

    public required string Name { get; init; }

    public required string Initials { get; init; }

    /// <summary>Null when no signal is open.</summary>
    public required SignalNoticeModel? Open { get; init; }

    /// <summary>Until when a call was promised; null when none was.</summary>
    public required string? Promised { get; init; }

    /// <summary>That they stay silent, where the worklist says so; null otherwise.</summary>
    public required string? Silent { get; init; }

    /// <summary>From <see cref="DisownedRecord"/>; null while the signal rests on answers that count.</summary>
    public required string? Disowned { get; init; }

    /// <summary>
    /// From <see cref="MailNotice"/>; null while no problem is known, and where <see cref="AlsoToDo"/> says it.
    /// </summary>
    public required string? Mail { get; init; }

    /// <summary>What else the worklist says is to be done.</summary>
    public required AlsoToDoModel AlsoToDo { get; init; }

    /// <summary>From <see cref="AftercareNotice"/>; null for who is not in aftercare.</summary>
    public required string? Aftercare { get; init; }

    /// <summary>The check-ins that can be typed in for this person now.</summary>
    public required IReadOnlyList<EntryLink> Entries { get; init; }

    /// <summary>Whether the questions can be started now: none are open.</summary>
    public required bool MayAskNow { get; init; }

    public required WhoModel Who { get; init; }

    public required CareModel Care { get; init; }

    public required OwnWordsModel OwnWords { get; init; }

    public required WishesModel Wishes { get; init; }

    public required ReasonsModel Reasons { get; init; }

    public required InPlaceModel InPlace { get; init; }

    /// <summary>Null when no signal is open.</summary>
    public required CallModel? Call { get; init; }

    /// <summary>The mail that offers a talk; null where a call is next, or no mail reaches them.</summary>
    public required TalkOffer? Offer { get; init; }

    public required CourseModel Course { get; init; }

    public required GivenModel Given { get; init; }

    public required TimelineModel Timeline { get; init; }

    public required ActionsModel Actions { get; init; }

    public required SafetyModel Safety { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Saved { get; init; }

    /// <summary>Whether that was nothing: somebody was before them, or it is no longer possible.</summary>
    public bool IsUnchanged { get; init; }

    public IReadOnlyList<FormError> Errors => Actions.Errors;

    /// <summary>Whether something came in after the form was shown, so that nothing in it was saved.</summary>
    public bool HasNews => FormError.Of(News.Field, Errors) is not null;

    public CasePageModel With(ContactForm typed) =>
        this with
        {
            Actions = Actions with { Contact = Actions.Contact with { Typed = typed } },
        };

    public CasePageModel With(AgreementForm typed, string? confirm = null) =>
        this with
        {
            Actions = Actions with { Agreements = Actions.Agreements with { Typed = typed, Confirm = confirm } },
        };

    public CasePageModel With(FormError wrongChoice) =>
        this with
        {
            Actions = Actions with { Participation = Actions.Participation with { Errors = [wrongChoice] } },
        };

    public CasePageModel With(CloseForm typed) =>
        this with
        {
            Actions = Actions with { Close = Actions.Close with { Typed = typed } },
        };
}
