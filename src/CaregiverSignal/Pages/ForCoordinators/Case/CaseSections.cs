using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case.Actions;
using CaregiverSignal.Pages.ForCoordinators.Entry;
using CaregiverSignal.Pages.ForCoordinators.Help;
using CaregiverSignal.Pages.ForCoordinators.ToDo;
using CaregiverSignal.Pages.ForCoordinators.Worklist;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

public sealed class CaseSections(
    CaseFile file,
    SignedInStaff staff,
    Instruments instruments,
    CurrentSettings settings,
    SiteTime time
)
{
    /// <summary>The most forms of help shown unfolded (our choice).</summary>
    public const int OptionsInView = 2;

    private const int MonthsOfEntries = 2;

    public string Initials { get; } =
        DisplayText.Initials(file.Caregiver.Person, file.Caregiver.FirstName, file.Caregiver.LastName);

    public string FirstName { get; } = WhoModel.CalledAs(file.Caregiver);

    /// <summary>The newest event around the person they care for in the last half year; null in aftercare.</summary>
    public string? Happened { get; } =
        file.Care.Ended is null && file.HappenedLast is { } last && last.HappenedOn > time.Today.AddMonths(-6)
            ? HappenedWords.Of(last.Kind, HappenedWords.CareOf(last, file.Care.Cares), last.HappenedOn, time.Today)
            : null;

    /// <summary>Whether anybody has ever talked with them.</summary>
    public bool IsSpoken { get; } = file.Contacts.LastTalk is not null;

    public Signal? Open { get; } = file.Open;

    /// <summary>Null unless they are red again after a closing.</summary>
    public CameBack? CameBack { get; } =
        file.Open is { } open ? CameBack.Of(open, file.Signals.Now, file.Signals.Reasons, time.Today) : null;

    /// <summary>Whether they told somebody that they want no contact, so that no call is suggested.</summary>
    public bool WantsNoContact { get; } = file is { Open: not null, Contacts.WantsNoContact: true };

    /// <summary>The state of the open signal; without one, that they remain silent, if the worklist says so.</summary>
    public string? State { get; } =
        file.Open is { } open
            ? CaseNotices.StateOf(open, file.Contacts.ByMessage, file.Course.Found, time)
            : file.Tasks.Facts.Quiet.Select(quiet => SilentSince.OnCase(quiet, time.Today)).FirstOrDefault();

    /// <summary>Says that nothing is open, or that the rules are still judging what just came in.</summary>
    public string WithoutSignal { get; } = CaseModel.Words[file.Signals.IsToJudge ? "NothingOpen.Yet" : "NothingOpen"];

    public string? Promised { get; } = CaseNotices.PromiseOf(file, time);

    /// <summary>Warnings that answers or messages are not as they seem.</summary>
    public IReadOnlyList<string> Notices { get; } = CaseNotices.Of(file, time);

    public string? Aftercare { get; } = CaseNotices.AftercareOf(file.Caregiver, file.Care.Ended, time.Today);

    public AlsoToDoModel AlsoToDo { get; } = AlsoToDoModel.Of(file, time);

    /// <summary>The newest check-ins that can be typed in now; older ones are on the page "more".</summary>
    public IReadOnlyList<EntryLink> Entries { get; } =
        EntryLink.Of(
            file.Caregiver,
            [.. file.Course.CheckIns.Where(checkIn => checkIn.AskedOn > time.Today.AddMonths(-MonthsOfEntries))],
            time
        );

    public WhoModel Who { get; } =
        WhoModel.Of(
            file.Caregiver,
            file.Care.Details,
            [.. file.Care.Cares.Select(care => care.Caring)],
            file.Contacts.LastCall is { DoneAt: null } call ? call.Phone : null,
            time.Today,
            settings.SupportPoint.Language,
            SelfEnrolled.Of(file, time),
            saidSince: file.Answers.OfHelp.Any(said => said.Item == Answers.Wishes.TakeOver)
        );

    public FactLine Owner { get; } = WhoModel.OwnerOf(file.Caregiver, file.Owner, staff);

    public CareModel Care { get; } =
        CareModel.Of(file.Caregiver, file.Care.Cares, time.Today, isLost: file.Care.Lost is not null) with
        {
            HelpRuns = file.Course.Help.Any(help => help.Runs),
            NetworkDue = file.Care.NetworkDue,
        };

    public OwnWordsModel OwnWords { get; } = OwnWordsModel.Of(file, time);

    public WishesModel Wishes { get; } =
        WishesModel.Of(
            WhoModel.CalledAs(file.Caregiver),
            file.Care.Details is { KeepsDoing: not null } or { HandsOver: not null },
            file.Course.CheckIns,
            file.Contacts.Actions,
            file.Answers.OfHelp,
            time,
            file.Care.Lost,
            file.Contacts.TookBack
        );

    public ReasonsModel Reasons { get; } =
        ReasonsModel.Of(file.Open, file.Open is null ? [] : file.Signals.Reasons, file.Course.Found, time.Today);

    public IReadOnlyList<Tag> Tags { get; } =
        file.Open is { } open
            ? CaseLines.TagsOf(
                WorklistOrder.Order([open], time.Today, time.WorkingDays)[0],
                file.Caregiver.Status,
                file.Caregiver.QuestionsWait,
                time,
                file.Contacts.WantsNoContact
            )
            : [];

    /// <summary>From <see cref="InPlace.LinesOf"/>.</summary>
    public IReadOnlyList<string> InPlace { get; } = Case.InPlace.LinesOf(file, time.Today);

    /// <summary>Help to propose, in order, if there is something to discuss or something serious.</summary>
    /// <remarks>Empty after a death: lightening the care no longer applies.</remarks>
    public IReadOnlyList<HelpOption> Options { get; } =
        file.Care.IsOver || (file.Course.Newest.Count == 0 && !OwnWordsModel.Of(file, time).IsToAct)
            ? []
            : [.. HelpFits.Of(file.Care.ForHelp).Select(fit => HelpOption.Of(fit, file.Care.Directory))];

    /// <summary>Where to record what became of help that the caregiver reported on; null if none.</summary>
    public string? ToldHelp { get; } =
        file.Course.Help.Where(help => help.Objection == HelpStep.Heard).Select(HelpLine.PathOf).FirstOrDefault();

    public CallModel? Call { get; } = CallModel.Of(file, time);

    /// <summary>The message that offers a conversation; null if a call is next, or no message reaches them.</summary>
    public TalkOffer? Offer { get; } = file.Contacts.Offer;

    public CourseModel Course { get; } = CourseModel.Of(file, instruments, time.Today);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TimelineLine> Timeline { get; } =
        TimelineModel.Of(
            TimelineModel.Told(file.Contacts.Actions),
            file.Course.Events,
            SignalRecord.Of(file.Signals.EverFound, file.Signals.Notifications, time),
            AgreementRecord.Of(file.Contacts.Agreements, time.Today),
            PlanQuote.Record(file.Contacts.Plans, time),
            EntryRecord.Of(file.Answers.TypedIn),
            InvalidatedRecord.Of(file.Answers.Gone, time),
            CallRecord.Of(file.Contacts.Calls, time)
        );

    /// <summary>What the reader did today and can take back; newest first.</summary>
    public IReadOnlyList<Deed> Deeds { get; } = file.Contacts.Deeds;

    public ContactModel Contact { get; } = ContactModel.Of(file, time);

    public PlanQuote? Plan { get; } = PlanQuote.Of(file.Contacts.Plans, time);

    public SafetyModel Safety { get; } = SafetyModel.Of(file, settings.Safety, time.Today);
}

public sealed record HelpOption(HelpFit Fit, IReadOnlyList<Offer> Offers)
{
    /// <param name="directory">Nearest first.</param>
    public static HelpOption Of(HelpFit fit, IEnumerable<Offer> directory) =>
        new(fit, [.. directory.Where(offer => offer.KindCode == fit.Kind.Key).Take(OffersNear.Most)]);
}
