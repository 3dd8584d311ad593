using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Invitations;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case;

/// <summary>The case of one caregiver: the story, and beside it all that a coordinator can do now.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class CaseModel(
    CasePages pages,
    CaseReading reading,
    TalkOfferMail offers,
    Database database,
    Recorder recorder,
    RuleSettings rules,
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

    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    [BindProperty]
    public TypedClosing Closing { get; set; } = new();

    /// <summary>Where what is wrong stands, in the order of the page.</summary>
    public IEnumerable<string> Targets { get; private set; } = [];

    /// <summary>Who is next on the worklist, once this one is done; null where nobody waits today.</summary>
    public Caregiver? Next { get; private set; }

    public DateOnly Today => time.Today;

    private SentForm Sent => new(Signal, Mark, After ?? 0, Later) { UpTo = UpTo };

    /// <param name="bewaard">What the worklist did of it.</param>
    public IActionResult OnGet(string bewaard = "")
    {
        if (bewaard is "gelezen" or "gedaan")
            TempData[SavedKey] = T["Saved"];
        Closing.EndedOn = time.Today;
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
        return isNews ? Wrong([News.CameIn]) : Done(isTaken, T["Saved"], "Unchanged.Closed");
    }

    /// <param name="takenBack">A contact that is taken back; null for a new one.</param>
    public IActionResult OnPostContact(long? takenBack)
    {
        if (takenBack is { } noted)
            return TakeBackNoted(noted, Thing.Contact);
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
        var next = TypedContact.NextOf(Contact.When, Contact.Day, time);
        if (errors.Count == 0)
            return DoneHere(isNoted, SavedWith(next));
        if (errors.Any(one => one.Field is "Contact.Day" or "Contact.When"))
            AskedOn = next;
        return Wrong(errors);
    }

    /// <summary>
    /// Takes back what the reader noted today, and shows it in the form again, to be noted as it was.
    /// </summary>
    private IActionResult TakeBackNoted(long noted, Thing thing)
    {
        var isTakenBack = Changes(
            Verb.TakeBack.Of(thing),
            (transaction, caregiver) =>
            {
                var own = TakeBack.Find(transaction, caregiver.Id, Staff.Coordinator.Id, time);
                if (own?.Id != noted)
                    return false;
                var arranged = TakeBack.Undo(transaction, caregiver.Id, own, time);
                if (own.Outcome is null)
                    Contact = TypedContact.Of(own, arranged);
                else
                    Closing = TypedClosing.Of(own);
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
                var contact = new RecordedContact(ContactWay.LeftMessage, T["Offered"], again);
                Handling.RecordContact(transaction, open, Staff.Coordinator.Id, contact, now);
                return true;
            }
        );
        return DoneHere(isOffered, T["Saved.Offered"], "Unchanged.Offer");
    }

    /// <param name="takenBack">A closing that is taken back; null for a new one.</param>
    public IActionResult OnPostClose(long? takenBack)
    {
        if (takenBack is { } noted)
            return TakeBackNoted(noted, Thing.Signal);
        IReadOnlyList<FormError> errors = [];
        var isClosed = Changes(
            Verb.Close.Of(Thing.Signal),
            (transaction, caregiver) =>
            {
                // One instant for all of it: taking back finds by it what the closing did.
                var now = time.Still();
                (var closed, errors) = Closing.Close(transaction, caregiver, Staff.Coordinator.Id, Sent, rules, now);
                return closed;
            }
        );
        if (errors.Count == 0)
            return DoneHere(isClosed, SavedWith(Closing.NextOn(time.Today)), "Unchanged.Closed");
        var page = Wrong(errors);
        if (Case is { Close: null })
            Contact = Closing.AsContact(time.Today);
        return page;
    }

    /// <summary>"Bewaard.", and that nobody works on the next day where that is so.</summary>
    private string SavedWith(DateOnly? next) =>
        next is { } day && !time.WorkingDays.Contains(day)
            ? T["Saved.NoWorkday", ("dag", Texts.DayOfWeek(day))]
            : T["Saved"];

    /// <param name="isDone">False for what was done before, or can no longer be; null for what is not theirs.</param>
    private IActionResult Done(bool? isDone, string saved, string unchanged = "") =>
        isDone is not { } done ? Missing()
        : done ? Saved(saved)
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
        {
            var cases = SignalTable.OpenCases(transaction, Staff.ActsFor);
            HashSet<long> had = [Caregiver.Id, .. cases.Where(IsTried).Select(one => one.CaregiverId)];
            return WorklistOrder
                .Order(cases, time.Today, time.WorkingDays)
                .Select(item => (item.Case.CaregiverId, item.Place))
                .Concat(
                    OpenTaskTable
                        .Of(transaction, Staff.ActsFor, time)
                        .Where(task => Handling.DoneByATalk.Contains(task.Kind))
                        .Select(task => (task.CaregiverId, Place: TaskLines.PlaceOf(task, time)))
                )
                .Where(one => one.Place.Group == WorkGroup.Today && !had.Contains(one.CaregiverId))
                .OrderBy(one => one.Place.Order)
                .Select(one => CaregiverTable.Get(transaction, one.CaregiverId))
                .FirstOrDefault();
        });
        if (Next is { } next)
            recorder.AddList(Staff.On(Ground.Own), Verb.Look, Thing.Worklist, [next.Id]);
    }

    private bool IsTried(Signal one) => one.TriedOn == time.Today;

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
