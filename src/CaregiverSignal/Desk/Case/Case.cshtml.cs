using CaregiverSignal.Caseload;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Invitations;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>The case of one caregiver: the story, and beside it all that a coordinator can do now.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class CaseModel(
    CasePages pages,
    CaseReading reading,
    TalkOfferMail offers,
    Plan plan,
    Database database,
    Recorder recorder,
    SiteTime time
) : CasePage(pages, reading)
{
    public static readonly Texts Words = Texts.Of(typeof(CaseModel));

    /// <summary>Of the case as a form was shown: <see cref="SentForm"/>.</summary>
    [BindProperty]
    public long? Signal { get; set; }

    [BindProperty]
    public string Mark { get; set; } = "";

    [BindProperty]
    public long? After { get; set; }

    [BindProperty]
    public string Later { get; set; } = "";

    [BindProperty]
    public TypedClosing Closing { get; set; } = new();

    /// <summary>How they take part from now on.</summary>
    [BindProperty]
    public TakingPart? Choice { get; set; }

    /// <summary>On which day the care ended, where that is how; today where it is left empty.</summary>
    [BindProperty]
    public DateOnly? EndedOn { get; set; }

    /// <summary>The key of a list that is to be asked.</summary>
    [BindProperty]
    public string AskedList { get; set; } = "";

    [BindProperty]
    public TypedAgreement Agreement { get; set; } = new();

    /// <summary>
    /// Shows, in place of the case, what is seldom done: other questions and agreements, and how they take part.
    /// </summary>
    [BindProperty(SupportsGet = true)]
    public bool More { get; set; }

    /// <summary>Where what is wrong stands, in the order of the page.</summary>
    public IEnumerable<string> Targets { get; private set; } = [];

    public DateOnly Today => time.Today;

    /// <summary>Who is next on the worklist, once this one is done; null where nobody waits today.</summary>
    public Caregiver? Next { get; private set; }

    public bool MayCopy => StaffPolicies.Of(Staff.Coordinator.Roles).Contains(StaffPolicies.Team);

    private SentForm Sent => new(Signal, Mark, After ?? 0, Later);

    /// <param name="bewaard">What the worklist did of it.</param>
    public IActionResult OnGet(string bewaard = "")
    {
        if (bewaard is "gelezen" or "gedaan")
            TempData[SavedKey] = T["Saved"];
        Closing.EndedOn = EndedOn = time.Today;
        if (!Finds())
            return Missing();
        Contact.When = Case.Contact.Usual;
        if (TempData[nameof(Next)] is not null)
            FindNext();
        return Page();
    }

    public IActionResult OnPostTakeUp()
    {
        var isNews = false;
        var isTaken = Changes(
            Verb.TakeUp.Of(Thing.Signal),
            (transaction, caregiver) =>
            {
                isNews = false;
                if (
                    SignalTable.Get(transaction, Signal ?? 0) is not { ClosedAt: null } signal
                    || signal.CaregiverId != caregiver.Id
                )
                    return false;
                isNews = !Sent.IsAsShown(signal);
                if (!isNews)
                    Handling.TakeUp(transaction, signal, Staff.Coordinator.Id, time);
                return !isNews;
            }
        );
        return isNews ? Wrong([News.CameIn]) : Done(isTaken, "Saved", "Unchanged.Closed");
    }

    /// <param name="takenBack">A contact that is taken back; null for a new one.</param>
    public IActionResult OnPostContact(long? takenBack)
    {
        if (takenBack is { } noted)
            return TakeBackContact(noted);
        IReadOnlyList<FormError> errors = [];
        var isNoted = Changes(
            Verb.Add.Of(Thing.Contact),
            (transaction, caregiver) =>
            {
                // One instant for all of it: taking back finds by it what the contact did.
                var now = time.Still();
                errors = Noting.Note(transaction, caregiver, Staff.Coordinator.Id, Contact, Sent, now);
                return errors.Count == 0;
            }
        );
        if (errors.Count == 0)
            return DoneHere(isNoted, "Saved");
        if (errors.Any(one => one.Field is "Contact.Day" or "Contact.When"))
            AskedOn = TypedContact.NextOf(Contact.When, Contact.Day, time);
        return Wrong(errors);
    }

    /// <summary>
    /// Takes back what the reader noted today, and shows it in the form again, to be noted as it was.
    /// </summary>
    private IActionResult TakeBackContact(long noted)
    {
        var isTakenBack = Changes(
            Verb.TakeBack.Of(Thing.Contact),
            (transaction, caregiver) =>
            {
                var own = TakeBack.Find(transaction, caregiver.Id, Staff.Coordinator.Id, time);
                if (own?.Id != noted)
                    return false;
                Contact = TypedContact.Of(own, TakeBack.Undo(transaction, caregiver.Id, own, time));
                return true;
            }
        );
        if (isTakenBack != true)
            return Done(isTakenBack, "", "Unchanged");
        TempData[SavedKey] = T["Saved.TakenBack"];
        return Finds() ? Page() : Missing();
    }

    /// <summary>
    /// Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to look
    /// again.
    /// </summary>
    public IActionResult OnPostOffer()
    {
        var isOffered = Changes(
            Verb.Add.Of(Thing.Contact),
            (transaction, caregiver) =>
            {
                var now = time.Still();
                if (
                    SignalTable.OpenOf(transaction, caregiver.Id) is not { } open
                    || !Sent.IsAsShown(open)
                    || TalkOffer.Of(transaction, caregiver, open, now) is null
                    || !offers.Queue(transaction, caregiver, open.Id)
                )
                    return false;
                var again = TalkOffer.AgainOn(transaction, caregiver, open, now);
                var contact = new RecordedContact(ContactWay.LeftMessage, "", again);
                Handling.RecordContact(transaction, open, Staff.Coordinator.Id, contact, now);
                return true;
            }
        );
        return DoneHere(isOffered, "Saved.Offered", "Unchanged.Offer");
    }

    public IActionResult OnPostClose()
    {
        IReadOnlyList<FormError> errors = [];
        var isClosed = Changes(
            Verb.Close.Of(Thing.Signal),
            (transaction, caregiver) =>
            {
                (var closed, errors) = Closing.Close(transaction, caregiver, Staff.Coordinator.Id, Sent, time);
                return closed;
            }
        );
        if (errors.Count == 0)
            return DoneHere(isClosed, "Saved", "Unchanged.Closed");
        var page = Wrong(errors);
        if (Case is { Close: null })
            Contact = Closing.AsContact(time.Today);
        return page;
    }

    public IActionResult OnPostParticipation()
    {
        var isDay = EndedOn is null || TypedClosing.EndDay(EndedOn, time.Today) is not null;
        ModelState.Require(isDay, nameof(EndedOn), Words["Error.EndDay"]);
        if (IsWrong(nameof(EndedOn)))
            return Finds() ? Invalid() : Missing();
        var isChanged = Changes(
            Verb.Change.Of(Thing.Participation),
            (transaction, caregiver) =>
            {
                if (Choice is not { } choice || !ChangeParticipation.ChoicesOf(caregiver.Status).Contains(choice))
                    return false;
                ChangeParticipation.To(transaction, caregiver, choice, time, EndedOn);
                return true;
            }
        );
        return isChanged != false ? Done(isChanged, "Saved")
            : Finds() ? Invalid(nameof(Choice), Words["Error.Life"])
            : Missing();
    }

    /// <param name="ended">An agreement that ends; null for a new one.</param>
    public IActionResult OnPostAgree(long? ended)
    {
        if (ended is { } agreement)
            return EndAgreement(agreement);
        var (today, words, latest) = (time.Today, Words, Agreement.LatestOn(time.Today));
        Targets = ["Agreement.What", "Agreement.Last", "Agreement.Reason"];
        ModelState.Require(Agreement.Asked is not null, "Agreement.What", words["Error.Agreement"]);
        ModelState.Require(
            Agreement.Last > today && Agreement.Last <= latest,
            "Agreement.Last",
            words["Error.Until", ("dag", Texts.Day(latest))]
        );
        ModelState.Require(Agreement.Reason.Length > 0, "Agreement.Reason", words["Error.Reason"]);
        ModelState.RequireShort(Agreement.Reason, "Agreement.Reason");
        if (!ModelState.IsValid)
            return Finds() ? Invalid() : Missing();
        var asked = Agreement.Asked! with
        {
            Reason = Agreement.Reason,
            FromOn = today,
            UntilOn = Agreement.Last!.Value.AddDays(1),
        };
        var isAgreed = Changes(
            Verb.Add.Of(Thing.Agreement),
            (transaction, caregiver) => AgreementHandling.Set(transaction, caregiver, asked, Staff.Coordinator.Id, time)
        );
        return Done(isAgreed, "Saved");
    }

    private IActionResult EndAgreement(long ended)
    {
        List<Agreement> left = [];
        var isEnded = Changes(
            Verb.End.Of(Thing.Agreement),
            (transaction, caregiver) =>
            {
                AgreementHandling.End(transaction, caregiver, ended, Staff.Coordinator.Id, time);
                left = [.. AgreementTable.Of(transaction, caregiver.Id).Where(one => one.HoldsOn(time.Today))];
                return true;
            }
        );
        if (isEnded is null || left.Count == 0)
            return Done(isEnded, "Saved");
        return Saved(T["Saved.StillHolds", ("wat", string.Join(' ', left.Select(AgreementWords.TextOf)))]);
    }

    /// <summary>Has a list asked once, with the next questions.</summary>
    public IActionResult OnPostList()
    {
        var isAsked = Changes(
            Verb.Add.Of(Thing.Agreement),
            (transaction, caregiver) =>
                AskedLists.Ask(transaction, caregiver, plan, AskedList, Staff.Coordinator.Id, time)
        );
        return isAsked != false ? Done(isAsked, "Saved")
            : Finds() ? Invalid(nameof(AskedList), Words["Error.List"])
            : Missing();
    }

    /// <summary>Starts a check-in now, with somebody who is on the phone, at the desk or visited.</summary>
    public IActionResult OnPostAskNow()
    {
        CheckIn? open = null;
        var isOpened = Changes(
            Verb.Open.Of(Thing.CheckIn),
            (transaction, caregiver) =>
            {
                if (caregiver.Status is not (CaregiverStatus.Active or CaregiverStatus.Paused))
                    return false;
                open = CheckInTable.OpenOf(transaction, caregiver.Id);
                if (open is not null || Opening.OpenNow(transaction, caregiver, plan, time) is not { } checkIn)
                    return false;
                // Nothing is sent, so that leaving it open is nobody's silence but ours.
                if (caregiver.Channel.IsSent())
                    NotReachedTable.MarkNotMailed(transaction, checkIn.Id, time.Now);
                Asking.ByHand(transaction, checkIn, time);
                open = checkIn;
                return true;
            }
        );
        return isOpened is null ? Missing()
            : open is null ? Go(Request.Path)
            : Go(EntryModel.PathOf(open.CaregiverId, open.Id));
    }

    /// <param name="isDone">False for what was done before, or can no longer be; null for what is not theirs.</param>
    private IActionResult Done(bool? isDone, string saved, string unchanged = "") =>
        isDone is not { } done ? Missing()
        : done ? Saved(T[saved])
        : NotSaved(T[unchanged]);

    /// <summary>The same, with who is next.</summary>
    private IActionResult DoneHere(bool? isDone, string saved, string unchanged = "")
    {
        if (isDone == true)
            TempData[nameof(Next)] = "";
        return Done(isDone, saved, unchanged);
    }

    private void FindNext()
    {
        Next = database.Read(transaction =>
            WorklistOrder
                .Order(SignalTable.OpenCases(transaction, Staff.ActsFor), time.Today, time.WorkingDays)
                .Where(item => item.Group == WorkGroup.Today && item.Case.TriedOn != time.Today)
                .Where(item => item.Case.CaregiverId != Caregiver.Id)
                .Select(item => CaregiverTable.Get(transaction, item.Case.CaregiverId))
                .FirstOrDefault()
        );
        if (Next is { } next)
            recorder.AddList(Staff.On(Ground.Own), Verb.Look, Thing.Worklist, [next.Id]);
    }

    private IActionResult Wrong(IReadOnlyList<FormError> errors)
    {
        if (!Finds())
            return Missing();
        Targets = errors.Select(error => error.Target);
        foreach (var error in errors)
            ModelState.Require(false, error.Target, error.Text);
        var isNews = errors.Any(one => one.Field == News.Field);
        return Invalid(isNews ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }
}
