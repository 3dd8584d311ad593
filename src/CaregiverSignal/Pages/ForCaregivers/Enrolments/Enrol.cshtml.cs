using CaregiverSignal.Enrolments;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Pages.ForCaregivers.OwnPage;
using CaregiverSignal.Pages.ForCoordinators.Details;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Web.Limits;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCaregivers.Enrolments;

/// <summary>The page to enrol; it answers the same whether the address is known or not.</summary>
[BindProperties]
public sealed class EnrolModel(
    Teams teams,
    CurrentSettings settings,
    EnrolmentService enrolmentService,
    EnrolmentLimits limits,
    LimitsHit hits,
    SiteTime time
) : SitePage
{
    private const int MostHours = PersonDetails.MostHoursPerWeek;

    /// <summary>What a general practitioner may know, each as a separate decision.</summary>
    private static readonly ConsentData[] Tellable =
    [
        ConsentData.Burden,
        ConsentData.Wishes,
        ConsentData.OwnWords,
        ConsentData.Scores,
    ];

    /// <summary>18 for 18 or older, 16 for 16 or 17.</summary>
    [FromRoute]
    public int Age { get; set; }

    /// <summary>Hidden from people: only a bot fills it in.</summary>
    public string Website { get; set; } = "";

    public Language? Language { get; set; }
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";
    public string Mail { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Municipality { get; set; } = "";
    public string BornIn { get; set; } = "";
    public Relation? Relation { get; set; }
    public string CaredForMunicipality { get; set; } = "";
    public string Condition { get; set; } = "";
    public string CaringSince { get; set; } = "";
    public int? Hours { get; set; }
    public List<CareTask> Tasks { get; set; } = [];
    public string KeepsDoing { get; set; } = "";
    public string HandsOver { get; set; } = "";
    public MailReaders? MailReaders { get; set; }
    public List<ConsentData> MayKnow { get; set; } = [];
    public string Gp { get; set; } = "";
    public bool TakesPart { get; set; }

    public bool IsYoung => Age == 16;

    /// <summary>Asks only if there are teams, since a team may serve a municipality.</summary>
    public async Task<bool> AsksMunicipalityAsync() => (await teams.AllAsync()).Count > 0;

    public IEnumerable<SelectListItem> Relations => Choices<Relation>(nameof(Relation));

    public IEnumerable<SelectListItem> Conditions =>
        DetailWords.Conditions.Select(condition => new SelectListItem(T["Condition." + condition], condition));

    /// <summary>As on the own page; left open by those who do not know.</summary>
    public IEnumerable<SelectListItem> Readers => MyPageModel.ReadersFor(known: true);

    public IEnumerable<SelectListItem> Kinds =>
        Tellable.Select(consent => new SelectListItem(MayKnowOf(consent), consent.Code()));

    public static string MayKnowOf(ConsentData consent) => Texts.Of(typeof(MyConsentModel))["Data." + consent.Code()];

    private IActionResult? Closed =>
        Age is not (16 or 18) ? Missing()
        : settings.Now.IsEnrolmentOpen ? null
        : Go(StartModel.Address);

    public IActionResult OnGet()
    {
        Language = Languages.ToRead;
        return Closed ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Closed is { } closed)
            return closed;
        if (Website.Length > 0)
            return Go(ServedPaths.Enrolment);
        var enrolment = Read();
        if (!ModelState.IsValid)
            return Invalid();
        if (TooFastCheck.SecondsSince(Request.Form, time.Now) is not >= TooFastCheck.Seconds)
            return Invalid(nameof(TakesPart), T["Error.Again"]);
        if (limits.Wait(HttpContext) is { } wait)
        {
            await hits.NoteAsync(HttpContext, AuditTarget.Enrolment);
            PageRoutes.SetRetryAfter(HttpContext, wait);
            return Invalid("", T["TooMany"], StatusCodes.Status429TooManyRequests);
        }

        await enrolmentService.AskAsync(enrolment, Actor.Stranger(HttpContext.Network()));
        return Go(ServedPaths.Enrolment);
    }

    /// <returns>The typed details; usable only if valid.</returns>
    public Enrolment Read()
    {
        List<ConsentData> known = IsYoung ? [] : [.. Tellable.Intersect(MayKnow)];
        var gp = IsYoung ? "" : Gp;
        (string Name, string Text)[] lines =
        [
            (nameof(FirstName), FirstName),
            (nameof(LastName), LastName),
            (nameof(Phone), Phone),
            (nameof(Municipality), Municipality),
            (nameof(CaredForMunicipality), CaredForMunicipality),
            (nameof(Gp), gp),
        ];
        foreach (var (name, text) in lines)
            ModelState.Require(
                OneLine.Problem(text, PersonDetails.LongestLine) is null,
                name,
                T["Error.Line", ("n", Texts.Number(PersonDetails.LongestLine))]
            );
        ModelState.Require(FirstName.Length > 0, nameof(FirstName), T["Error.FirstName"]);
        ModelState.Require(Address.TryParse(Mail, out var address), nameof(Mail), T["Error.Email"]);
        ModelState.Require(Phone.Length == 0 || PhoneKey.CanBeCalled(Phone), nameof(Phone), T["Error.Phone"]);
        var isNumber = ModelState.GetFieldValidationState(nameof(Hours)) != ModelValidationState.Invalid;
        ModelState.Require(isNumber && Hours is null or >= 0 and <= MostHours, nameof(Hours), T["Error.Hours"]);
        var since = CaringSince.Length > 0 ? DetailWords.SinceIn(CaringSince, time.Today) : null;
        ModelState.Require(CaringSince.Length == 0 || since is not null, nameof(CaringSince), T["Error.Since"]);
        ModelState.RequireShort(KeepsDoing, nameof(KeepsDoing));
        ModelState.RequireShort(HandsOver, nameof(HandsOver));
        ModelState.Require(gp.Length > 0 || known.Count == 0, nameof(Gp), T["Error.Gp"]);
        ModelState.Require(gp.Length == 0 || known.Count > 0, nameof(MayKnow), T["Error.MayKnow"]);
        ModelState.Require(TakesPart, nameof(TakesPart), T["Error.TakesPart"]);
        return new Enrolment
        {
            IsYoung = IsYoung,
            Language = Language ?? Languages.ToRead,
            Email = address?.ToString() ?? "",
            FirstName = FirstName,
            LastName = Given(LastName),
            Phone = Given(Phone),
            Municipality = Given(Municipality),
            BornIn = IsYoung || BornIn.Length == 0 ? null : YearOfBirth(),
            CaredForMunicipality = Given(CaredForMunicipality),
            Relation = Relation,
            HoursPerWeek = Hours,
            CaringSince = since,
            Condition = DetailWords.Conditions.FirstOrDefault(condition => condition == Condition),
            Tasks = CareTasks.Text(Tasks),
            KeepsDoing = Given(KeepsDoing),
            HandsOver = Given(HandsOver),
            MailReaders = MailReaders == People.MailReaders.ShowNothing ? null : MailReaders,
            Gp = Given(gp),
            GpMayKnow = Given(string.Join(';', known.Select(consent => consent.Code()))),
        };
    }

    private int? YearOfBirth()
    {
        var lastYear = Minors.BornAfter(time.Today).Year;
        var year = DetailWords.BirthYearIn(BornIn, time.Today);
        ModelState.Require(year <= lastYear, nameof(BornIn), T["Error.BornIn", ("jaar", Texts.Number(lastYear))]);
        return year < lastYear ? year : null;
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
