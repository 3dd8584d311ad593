using System.Globalization;
using System.Runtime.CompilerServices;
using CaregiverSignal.Enrolments;
using Way = CaregiverSignal.People.Channel;

namespace CaregiverSignal.Pages.ForCoordinators.Details;

/// <summary>Adds a person while on the phone, and corrects their details.</summary>
/// <remarks>Each property is named after its <see cref="PersonField"/>; the public ones are typed. A page that asks
/// fewer leaves the rest unchanged.</remarks>
[Authorize(StaffPolicies.Caregivers)]
[BindProperties]
public class DetailsModel(Caregivers caregivers, CurrentSettings settings, SiteTime time) : StaffPage
{
    private const int LongestLine = PersonDetails.LongestLine;

    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";
    public string PostalAddress { get; set; } = "";
    public Channel? Channel { get; set; }
    public string SafeToCall { get; set; } = "";
    public Relation? Relation { get; set; }
    public string HoursPerWeek { get; set; } = "";
    public string CaringSince { get; set; } = "";
    public bool? LivesTogether { get; set; }
    public bool? Works { get; set; }
    public string Condition { get; set; } = "";
    public string Called { get; set; } = "";
    public string CaredForBorn { get; set; } = "";
    public string CaredForMunicipality { get; set; } = "";
    public List<CareTask> Tasks { get; set; } = [];
    public bool TasksAsked { get; set; }
    public bool? HadChoice { get; set; }
    public string KeepsDoing { get; set; } = "";
    public string HandsOver { get; set; } = "";
    public bool? TakesOver { get; set; }
    public string Language { get; set; } = "";
    public bool? Interpreter { get; set; }
    public bool? WithPictures { get; set; }
    public MailReaders? MailReaders { get; set; }
    public string Born { get; set; } = "";
    public string Municipality { get; set; } = "";
    public string Neighbourhood { get; set; } = "";
    public string ReferredBy { get; set; } = "";
    public string ReferralAgreedBy { get; set; } = "";

    protected override Type WordsOf => typeof(DetailsModel);

    protected SiteTime Time => time;

    /// <inheritdoc cref="DetailWords.AskedOn"/>
    internal string? AskedOn { get; private set; }

    /// <summary>The newest change when the form was shown.</summary>
    public long Newest { get; set; }

    /// <summary>The possible duplicates of a new person that were shown.</summary>
    public string Likes { get; set; } = "";

    /// <summary>Null for a new person.</summary>
    internal Caregiver? Person { get; private set; }

    /// <summary>What a coordinator must know before saving again; the first line is a heading.</summary>
    internal IReadOnlyList<string> News { get; private set; } = [];

    /// <summary>Possible duplicates of a new person that the reader may see.</summary>
    internal IReadOnlyList<Findable> Alike { get; private set; } = [];

    /// <summary>Text messages only if there is a gateway, or they are chosen already.</summary>
    internal IEnumerable<SelectListItem> Channels =>
        Enum.GetValues<Channel>()
            .Where(channel => channel != Way.Sms || settings.Mail.Sms is not null || Channel == Way.Sms)
            .Select(channel => new SelectListItem(T["Channel." + channel.Code()], channel.Code()));

    internal IEnumerable<SelectListItem> Readers =>
        Codes.All<MailReaders>().Select(code => new SelectListItem(T["MailReaders." + code], code));

    internal IEnumerable<SelectListItem> YesNo => [new(T["YesNo.yes"], "true"), new(T["YesNo.no"], "false")];

    /// <summary>The program's languages, preceded by the person's own if different.</summary>
    internal IEnumerable<SelectListItem> ToRead
    {
        get
        {
            var ours = Languages.ToChoose.Select(language => language.Code()).Select(Of).ToList();
            return Language.Length == 0 || ours.Exists(option => option.Value == Language)
                ? ours
                : ours.Prepend(Of(Language));

            static SelectListItem Of(string tag) => new(DetailWords.Of("language", tag), tag);
        }
    }

    /// <summary>Earlier details, newest first.</summary>
    internal IReadOnlyList<DetailChange> History { get; private set; } = [];

    internal Task<OwnPlaces> PlacesAsync() => caregivers.PlacesAsync();

    internal string ByOf(DetailChange change) => DisplayText.Visible(change.ChangedBy ?? T["Import"]);

    internal DateOnly DayOf(DetailChange change) => time.DayOf(change.ChangedAt);

    public async Task<IActionResult> OnGetAsync(long? caregiver, CancellationToken stop = default)
    {
        if (caregiver is not { } id)
            return Page();
        if (await LookAsync(id, stop) is not { } look)
            return Missing();
        Take(look);
        Fill(look.Details);
        return Page();
    }

    public virtual async Task<IActionResult> OnPostAsync(long? caregiver, CancellationToken stop = default)
    {
        if ((caregiver is { } id ? await CorrectAsync(id, stop) : await AddAsync(stop)) is { } refused)
            return refused;
        return caregiver is null ? Saved(SaidOfNew(Person!), PathOf(Person!.Id)) : Saved(T["Saved"]);
    }

    private string SaidOfNew(Caregiver person)
    {
        var name = ("naam", DisplayText.FullName(person.Person, person.FirstName, person.LastName));
        if (!person.Channel.IsSent())
            return T["Saved.NewByHand", name];
        if (!settings.Mail.IsSaid)
            return T["Saved.NewWaits", name];
        var now = time.Now;
        var first = settings.Mail.Window.NextOpening(now, time);
        if (first == now)
            return T["Saved.New", name];
        var later = T[
            "Saved.NewLater",
            name,
            ("dag", Texts.DayOfWeek(time.DayOf(first))),
            ("tijd", Texts.Time(TimeOnly.FromDateTime(time.Local(first))))
        ];
        return Staff.Coordinator.IsAdministrator ? $"{later} {T["Saved.Days"]}" : later;
    }

    protected virtual Task<CaregiverLook?> LookAsync(long id, CancellationToken stop = default) =>
        caregivers.LookAsync(id, Staff, stop);

    public static string PathOf(long caregiver) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiver}/gegevens");

    protected virtual bool Asks(string name) => true;

    private void Take(CaregiverLook look)
    {
        (Person, Newest) = (look.Caregiver, look.Mark);
        History = [.. look.History.Where(change => change.OldValue is not null && DetailWords.AreOf(change.Field))];
    }

    /// <returns>Null if added.</returns>
    private async Task<IActionResult?> AddAsync(CancellationToken stop = default)
    {
        var (typed, nothing) = (Read(), new PersonDetails { Language = settings.SupportPoint.Language.Code() });
        Say(typed.FaultsOver(nothing, time.Today));
        if (!ModelState.IsValid)
            return Invalid();
        (Person, var alike) = await caregivers.AddAsync(typed.Over(nothing), Likes, Staff, stop);
        if (Person is not null)
            return null;
        (Likes, Alike) = (alike.Mark, alike.People);
        News = [T["News.Alike"], T["News.Sure"]];
        return Invalid(StatusCodes.Status409Conflict);
    }

    /// <returns>Null if saved or already so.</returns>
    protected async Task<IActionResult?> CorrectAsync(long id, CancellationToken stop = default)
    {
        if (await caregivers.CorrectAsync(id, Newest, Read(), Staff, stop) is not { } made)
            return Missing();
        Take(made.Look);
        return made.IsSaved ? null : Show(made);
    }

    private IActionResult Show(Correction made)
    {
        var (stored, typed) = (made.Look.Details, made.Details);
        Say(made.Faults);
        foreach (var changes in made.Since.Where(changes => IsRight(changes.Key)))
        {
            // The oldest change has what the page showed: if that was left alone, the colleague's value stays.
            if (changes.Key.Text(typed) != changes.Last().OldValue)
                continue;
            typed = changes.Key.Copied(typed, stored);
            ModelState.Remove(DetailWords.NameOf(changes.Key.Column));
        }

        Fill(typed);
        News =
            made.Since.Count == 0
                ? []
                :
                [
                    T["News.Changed"],
                    .. made.Since.Select(changes => NewsOf(changes, stored)),
                    Entry.EntryModel.Words["News.LookAgain"],
                ];
        return Invalid(ModelState.IsValid ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    private void Say(IReadOnlyList<DetailFault> faults)
    {
        foreach (var (field, problem) in faults)
            ModelState.Require(false, DetailWords.NameOf(field.Column), T["Error." + problem]);
    }

    private bool IsRight(PersonField field) =>
        ModelState[DetailWords.NameOf(field.Column)]?.Errors is not { Count: > 0 };

    /// <summary>What a field was and is, and who changed it last.</summary>
    private string NewsOf(IGrouping<PersonField, DetailChange> changes, PersonDetails stored) =>
        T[
            "News.Line",
            ("veld", DetailWords.LabelOf(changes.Key.Column)),
            ("was", DetailWords.Of(changes.Key.Column, changes.Last().OldValue)),
            ("nu", DetailWords.Of(changes.Key.Column, changes.Key.Text(stored))),
            ("wie", ByOf(changes.First()))
        ];

    private void Fill(PersonDetails details)
    {
        string Shown(string column) => DetailWords.Shown(column, PersonField.Of(column).Text(details));
        FirstName = details.FirstName ?? "";
        LastName = details.LastName ?? "";
        Phone = details.Phone ?? "";
        Email = details.Email ?? "";
        PostalAddress = details.PostalAddress ?? "";
        Channel = details.Channel;
        SafeToCall = details.SafeToCall ?? "";
        Relation = details.Relation;
        HoursPerWeek = Shown("hours_per_week");
        CaringSince = Shown("caring_since");
        LivesTogether = details.LivesTogether;
        Works = details.Works;
        Condition = Shown("condition");
        Called = details.Called ?? "";
        CaredForBorn = Shown("cared_for_born");
        CaredForMunicipality = details.CaredForMunicipality ?? "";
        Tasks = [.. CareTasks.Of(details.Tasks)];
        AskedOn = DetailWords.AskedOn(details.TasksOn, time.Today);
        HadChoice = details.HadChoice;
        KeepsDoing = details.KeepsDoing ?? "";
        HandsOver = details.HandsOver ?? "";
        TakesOver = details.TakesOver;
        Language = details.Language;
        Interpreter = details.Interpreter;
        WithPictures = details.WithPictures;
        MailReaders = details.MailReaders;
        Born = Shown("born");
        Municipality = details.Municipality ?? "";
        Neighbourhood = details.Neighbourhood ?? "";
        ReferredBy = details.ReferredBy ?? "";
        ReferralAgreedBy = details.ReferralAgreedBy ?? "";
    }

    /// <summary>The typed details; unreadable values are reported at their fields.</summary>
    private TypedDetails Read()
    {
        var (born, isYear) = DetailWords.BirthIn(Born, time.Today) ?? (null, false);
        Require(Born.Length == 0 || born is not null, nameof(Born), T["Error.Born"]);
        var since = DetailWords.SinceIn(CaringSince, time.Today);
        Require(CaringSince.Length == 0 || since is not null, nameof(CaringSince), T["Error.Since"]);
        var caredForBorn = DetailWords.BirthYearIn(CaredForBorn, time.Today);
        Require(CaredForBorn.Length == 0 || caredForBorn is not null, nameof(CaredForBorn), T["Error.CaredForBorn"]);
        var hours = DetailWords.HoursIn(HoursPerWeek);
        Require(HoursPerWeek.Length == 0 || hours is not null, nameof(HoursPerWeek), T["Error.Hours"]);
        var typed = new PersonDetails
        {
            FirstName = Line(FirstName),
            LastName = Line(LastName),
            Phone = Line(Phone),
            Email = Line(Email),
            PostalAddress = Line(PostalAddress),
            SafeToCall = Line(SafeToCall),
            Relation = Relation,
            HoursPerWeek = hours,
            CaringSince = since,
            LivesTogether = LivesTogether,
            Works = Works,
            Condition = DetailWords.ConditionIn(Line(Condition)),
            Called = Line(Called),
            CaredForBorn = caredForBorn,
            CaredForMunicipality = Line(CaredForMunicipality),
            Tasks = CareTasks.Text(Tasks),
            TasksOn = TasksAsked ? time.Today : null,
            HadChoice = HadChoice,
            KeepsDoing = Text(KeepsDoing),
            HandsOver = Text(HandsOver),
            TakesOver = TakesOver,
            Language = Language,
            Interpreter = Interpreter,
            WithPictures = WithPictures,
            MailReaders = MailReaders,
            Born = born,
            BornInYear = isYear,
            Municipality = Line(Municipality),
            Neighbourhood = Line(Neighbourhood),
            ReferredBy = Line(ReferredBy),
            ReferralAgreedBy = Line(ReferralAgreedBy),
        };
        var asked = PersonField.All.Where(field =>
            Asks(DetailWords.NameOf(field.Column)) && (field.Column != "language" || IsSpoken)
        );
        return new(
            typed with
            {
                Channel = Channel ?? UsualOf(typed),
            },
            [.. asked],
            [.. PersonField.All.Where(field => !IsRight(field))],
            ModelState.IsValid
        );

        void Require(bool holds, string field, string text) => ModelState.Require(holds || !Asks(field), field, text);

        string? Line(string text, [CallerArgumentExpression(nameof(text))] string field = "")
        {
            var isLine = OneLine.Problem(text, LongestLine) is null;
            Require(isLine, field, T["Error.Line", ("n", Texts.Number(LongestLine))]);
            return text.Length > 0 ? text : null;
        }

        string? Text(string text, [CallerArgumentExpression(nameof(text))] string field = "")
        {
            var tooLong = Web.Fields.Typed.TooLong(text);
            Require(tooLong is null, field, tooLong ?? "");
            return text.Length > 0 ? text : null;
        }
    }

    /// <summary>Whether the form has a language of the program; otherwise the known one stays.</summary>
    private bool IsSpoken => Codes.Find<Language>(Language) is not null;

    /// <summary>The default channel: email, else phone, else paper.</summary>
    private Channel UsualOf(PersonDetails details) =>
        details.Email is not null && !details.IsAskedByAPersonOn(time.Today) ? Way.Email
        : details.Phone is not null ? Way.Phone
        : Way.Paper;
}
