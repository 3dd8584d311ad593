using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The case of one caregiver: the story, and beside it all that a coordinator can do now.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class CaseModel(CaseService cases, SiteTime time) : CasePage(cases)
{
    public static readonly Texts Words = Texts.Of(typeof(CaseModel));

    /// <summary>Where the page that follows puts whom it is about.</summary>
    private const string ItsName = "{naam}";

    /// <summary>Of the case as a form was shown: <see cref="SentForm"/>.</summary>
    [BindProperty]
    public long? After { get; set; }

    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    /// <summary>Who is next on the worklist, once this one is done; null where nobody waits today.</summary>
    public Caregiver? Next { get; private set; }

    public DateOnly Today => time.Today;

    private SentForm Sent => new(Signal, Mark, After ?? 0, Later) { UpTo = UpTo };

    /// <param name="bewaard">What the worklist did of it.</param>
    public async Task<IActionResult> OnGetAsync(string bewaard = "", CancellationToken stop = default)
    {
        if (bewaard is "gelezen" or "gedaan")
            TempData[SavedKey] = T["Saved"];
        if (!await FindsAsync(stop))
            return Missing();
        Contact = Contact with { When = Case.Contact.Usual };
        if (TempData[SavedKey] is string saved)
            TempData[SavedKey] = saved.Replace(ItsName, Caregiver.FirstName ?? FullName, StringComparison.Ordinal);
        if (TempData[nameof(Next)] is not null)
            Next = await Cases.NextAfterAsync(Caregiver.Id, Staff, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeUpAsync(CancellationToken stop = default)
    {
        var taken = await Cases.TakeUpAsync(Id, Sent, Staff, stop);
        return taken.Faults.Count > 0
            ? await WrongAsync("", taken, stop)
            : Done(taken.Result, T["Saved.TakenUp"], "Unchanged.Closed");
    }

    /// <param name="takenBack">A contact that is taken back; null for a new one.</param>
    public async Task<IActionResult> OnPostContactAsync(long? takenBack, CancellationToken stop = default)
    {
        if (takenBack is { } noted)
            return await TakeBackAsync(noted, stop);
        if (Contact.IsTry)
            Contact = Contact with { When = Contact.When ?? LookAgain.NextWorkday };
        if (Contact.When is LookAgain.Today or LookAgain.Day && IsWrong("Contact.Time"))
            return await FindsAsync(stop) ? Invalid() : Missing();
        var noticed = await Cases.ContactAsync(Id, Contact, Sent, Staff, stop);
        var next = TypedContact.NextOf(Contact.When, Contact.Day, time);
        if (
            noticed.Faults.Count == 0
            && Contact.Arranged is not null
            && await FindsAsync(stop)
            && Case.ToldHelp is { } help
        )
            return Saved(SavedWith(next), help);
        if (noticed.Faults.Count == 0)
            return DoneHere(noticed.Result, NotedWith(next));
        if (noticed.Faults.Any(fault => fault.Field is nameof(Contact.Day) or nameof(Contact.When)))
            AskedOn = next;
        return await WrongAsync(nameof(Contact), noticed, stop);
    }

    /// <summary>Takes back what the reader noted today, and shows it in the form again, to be noted as it
    /// was.</summary>
    private async Task<IActionResult> TakeBackAsync(long noted, CancellationToken stop = default)
    {
        var (result, takenBack) = await Cases.TakeBackAsync(Id, noted, AuditTarget.Contact, Staff, stop);
        if (takenBack is null)
            return Done(result, "", "Unchanged");
        Contact = TypedContact.Of(takenBack.Step, takenBack.Arranged);
        TempData[SavedKey] = T["Saved.TakenBack"];
        return await FindsAsync(stop) ? Page() : Missing();
    }

    /// <summary>Mails the question whether a talk is welcome, and notes it as a message that was left, with the day to
    /// look again.</summary>
    public async Task<IActionResult> OnPostOfferAsync(CancellationToken stop = default) =>
        DoneHere(await Cases.OfferAsync(Id, Sent, T["Offered"], Staff, stop), T["Saved.Offered"], "Unchanged.Offer");

    /// <summary>"Bewaard. Gesproken met Harm. Weer op ma 26 okt.", without the name yet.</summary>
    private string NotedWith(DateOnly? next) =>
        string.Join(
            ' ',
            new[]
            {
                SavedWith(next),
                T[Contact.IsTry ? "Saved.Tried" : "Saved.Talk", ("naam", ItsName)],
                next is { } day ? T["Saved.Again", ("dag", Texts.ShortDay(day, time.Today))] : null,
            }.OfType<string>()
        );

    /// <summary>"Bewaard.", and that nobody works on the next day where that is so.</summary>
    private string SavedWith(DateOnly? next) =>
        next is { } day && !time.WorkingDays.Contains(day)
            ? T["Saved.NoWorkday", ("dag", Texts.DayOfWeek(day))]
            : T["Saved"];

    private IActionResult Done(ChangeResult result, string saved, string unchanged = "") =>
        result switch
        {
            ChangeResult.NotFound => Missing(),
            ChangeResult.Done => Saved(saved),
            _ => NotSaved(T[unchanged]),
        };

    /// <summary>The same, with who is next.</summary>
    private IActionResult DoneHere(ChangeResult result, string saved, string unchanged = "")
    {
        if (result == ChangeResult.Done)
            TempData[nameof(Next)] = "";
        return Done(result, saved, unchanged);
    }
}
