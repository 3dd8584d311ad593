using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>One caregiver's case: the story, with everything that a coordinator can do now beside it.</summary>
[Authorize(StaffPolicies.Caregivers)]
public sealed class CaseModel(CaseService cases, SiteTime time) : CasePage(cases)
{
    public static readonly Texts Words = Texts.Of(typeof(CaseModel));

    /// <summary>The placeholder for the name, which the next page fills in.</summary>
    private const string ItsName = "{naam}";

    /// <summary>From the case as the form showed it: <see cref="SentForm"/>.</summary>
    [BindProperty]
    public long? After { get; set; }

    [BindProperty(Name = OwnWordsLine.UpToField)]
    public long UpTo { get; set; }

    /// <summary>The next person on the worklist after this one is done; null if nobody waits today.</summary>
    public Caregiver? Next { get; private set; }

    public DateOnly Today => time.Today;

    private SentForm Sent => new(Signal, Mark, After ?? 0, Later) { UpTo = UpTo };

    public async Task<IActionResult> OnGetAsync(CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        Contact = TakeBackModel.TypedIn<TypedContact>(TempData) ?? Contact with { When = Case.Contact.Usual };
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
            : await DoneAsync(taken.Result, T["Saved.TakenUp"], "Unchanged.Closed", stop);
    }

    public async Task<IActionResult> OnPostContactAsync(CancellationToken stop = default)
    {
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
            return await SavedAsync(SavedWith(next), help, stop);
        if (noticed.Faults.Count == 0)
            return await DoneHereAsync(noticed.Result, NotedWith(next, await BreaksAsync(next, stop)), stop: stop);
        if (noticed.Faults.Any(fault => fault.Field is nameof(Contact.Day) or nameof(Contact.When)))
            AskedOn = next;
        return await WrongAsync(nameof(Contact), noticed, stop);
    }

    /// <summary>Emails the question whether a conversation is welcome, logged as a message, with a review
    /// date.</summary>
    public async Task<IActionResult> OnPostOfferAsync(CancellationToken stop = default) =>
        await DoneHereAsync(
            await Cases.OfferAsync(Id, Sent, T["Offered"], Staff, stop),
            T["Saved.Offered"],
            "Unchanged.Offer",
            stop
        );

    /// <summary>The last day of a call that was promised, where nobody was reached and the next try comes after
    /// it.</summary>
    private async Task<DateOnly?> BreaksAsync(DateOnly? next, CancellationToken stop = default) =>
        Contact.IsTry
        && await FindsAsync(stop)
        && Known.Contacts.LastCall is { DoneAt: null, DueOn: var due }
        && due <= time.Today
        && next > due
            ? due
            : null;

    /// <summary>Such as "Bewaard. Gesproken met Harm. Weer op ma 26 okt.", with the name still to fill in.</summary>
    private string NotedWith(DateOnly? next, DateOnly? breaks) =>
        string.Join(
            ' ',
            new[]
            {
                SavedWith(next),
                T[Contact.IsTry ? "Saved.Tried" : "Saved.Talk", ("naam", ItsName)],
                next is { } day ? T["Saved.Again", ("dag", Texts.ShortDay(day, time.Today))] : null,
                breaks is { } promised ? T["Saved.Breaks", ("dag", Texts.DayOfWeek(promised))] : null,
            }.OfType<string>()
        );

    /// <summary>"Bewaard.", plus a warning if the next day is not a working day.</summary>
    private string SavedWith(DateOnly? next) =>
        next is { } day && !time.WorkingDays.Contains(day)
            ? T["Saved.NoWorkday", ("dag", Texts.DayOfWeek(day))]
            : T["Saved"];

    private async Task<IActionResult> DoneAsync(
        ChangeResult result,
        string saved,
        string unchanged = "",
        CancellationToken stop = default
    ) =>
        result switch
        {
            ChangeResult.NotFound => Missing(),
            ChangeResult.Done => await SavedAsync(saved, stop: stop),
            _ => NotSaved(T[unchanged]),
        };

    private Task<IActionResult> DoneHereAsync(
        ChangeResult result,
        string saved,
        string unchanged = "",
        CancellationToken stop = default
    )
    {
        if (result == ChangeResult.Done)
            TempData[nameof(Next)] = "";
        return DoneAsync(result, saved, unchanged, stop);
    }
}
