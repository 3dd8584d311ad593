using System.Globalization;
using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Pages.ForCoordinators.Details;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Who the caregiver is: what a call needs and anything unusual. The rest is on their details page.</summary>
/// <param name="CallOn">A number for the promised call alone; null to use the known one.</param>
/// <param name="BeforeCalling">What to know before calling; null if nothing.</param>
/// <param name="Wants">What they want to keep doing and to hand over, said at the intake or later.</param>
public sealed record WhoModel(
    string? Phone,
    string? CallOn,
    string? BeforeCalling,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<FactLine> Wants,
    IReadOnlyList<FactLine> Asked,
    IReadOnlyList<LooksLike> Alike
)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <param name="cares">All the care they give; the hours are added up.</param>
    /// <param name="home">The carers' centre's own language.</param>
    /// <param name="saidSince">Whether they have said since the intake who can take over.</param>
    /// <param name="enrolled">Null if staff added them.</param>
    public static WhoModel Of(
        Caregiver caregiver,
        PersonDetails details,
        IReadOnlyList<CareFacts> cares,
        string? callOn,
        DateOnly today,
        Language home,
        SelfEnrolled? enrolled,
        bool saidSince = false
    ) =>
        new(
            caregiver.Phone,
            callOn,
            Details.BeforeCalling.Of(details, home),
            [.. HoursOf(cares), .. EnrolledOf(caregiver, enrolled, today), .. UnusualOf(caregiver, today)],
            [.. WantsOf(details)],
            [.. AskedOf(details, saidSince)],
            enrolled?.Alike ?? []
        );

    /// <summary>The caregiver's name in texts; their code if no first name is known.</summary>
    public static string CalledAs(Caregiver caregiver) => DisplayText.Visible(caregiver.FirstName ?? caregiver.Person);

    /// <summary>A known condition in words; any other as typed.</summary>
    public static string ConditionOf(string condition) =>
        Words.Has("Condition." + condition) ? Words["Condition." + condition] : DisplayText.Visible(condition);

    /// <summary>The total hours for several situations; for one, its own line has them.</summary>
    private static IEnumerable<FactLine> HoursOf(IReadOnlyList<CareFacts> cares)
    {
        if (cares.Count > 1 && CareFacts.HoursOf(cares) is { } hours)
            yield return new(
                Words["Fact.Hours"],
                Words[
                    "HoursForMore",
                    ("n", hours.ToString(CultureInfo.InvariantCulture)),
                    ("naasten", cares.Count.ToString(CultureInfo.InvariantCulture))
                ]
            );
    }

    private static IEnumerable<FactLine> EnrolledOf(Caregiver caregiver, SelfEnrolled? enrolled, DateOnly today)
    {
        if (enrolled is null)
            yield break;
        yield return new(
            Words["Fact.Enrolled"],
            Words[caregiver.IsYoungOn(today) ? "EnrolledYoung" : "Enrolled", ("dag", Texts.Day(enrolled.On))]
        );
        if (enrolled.MeetBy is { } day)
            yield return new(Words["Fact.Meet"], Words["Due.By", ("dag", Texts.DayOfWeek(day))]);
    }

    private static IEnumerable<FactLine> WantsOf(PersonDetails care)
    {
        if (care.KeepsDoing is { } keeps)
            yield return new(Words["Asked.Keeps"], DisplayText.Visible(keeps));
        if (care.HandsOver is { } hands)
            yield return new(Words["Asked.HandsOver"], DisplayText.Visible(hands));
    }

    private static IEnumerable<FactLine> AskedOf(PersonDetails care, bool saidSince)
    {
        if (care.Tasks is { } tasks)
            yield return new(DetailWords.LabelOf("tasks"), DetailWords.Of("tasks", tasks));
        if (care.HadChoice is { } choice)
            yield return new(Words["Asked.HadChoice"], Words[choice ? "Yes" : "No"]);
        if (care.TakesOver is { } someone && !saidSince)
            yield return new(DetailWords.LabelOf("takes_over"), Words[someone ? "Yes" : "No"]);
    }

    /// <summary>The coordinator, with a link to hand over if the reader may.</summary>
    public static FactLine OwnerOf(Caregiver caregiver, Coordinator owner, SignedInStaff staff) =>
        new(
            Words["Fact.Coordinator"],
            DisplayText.Visible(owner.CalledAs),
            owner.Id == staff.Coordinator.Id || staff.Leads(owner)
                ? (
                    Texts.Of(typeof(PassingOnModel))["Button"],
                    $"/overdragen{(staff.Leads(owner) ? $"/{owner.Id}" : "")}?Who={caregiver.Id}"
                )
                : null
        );

    private static string StatusOf(Caregiver caregiver) =>
        caregiver.QuestionsWait ? Words["Status.waiting"]
        : caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
        : Words["Status." + caregiver.Status.Code()];

    private static IEnumerable<FactLine> UnusualOf(Caregiver caregiver, DateOnly today)
    {
        if (caregiver.Status != CaregiverStatus.Active)
            yield return new(Words["Fact.Status"], StatusOf(caregiver));
        if (caregiver.Channel != Channel.Email)
            yield return new(Words["Fact.Channel"], Words["Channel." + caregiver.Channel.Code()]);
        else if (!caregiver.IsMailedOn(today) && Minors.Is(caregiver.Born, today))
            yield return new(Words["Fact.Channel"], Words["Channel.minor"]);
    }
}
