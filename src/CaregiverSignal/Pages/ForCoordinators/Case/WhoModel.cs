using System.Globalization;
using CaregiverSignal.Pages.ForCoordinators.Caseloads;
using CaregiverSignal.Pages.ForCoordinators.Details;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Who the caregiver is: what a call needs, and what is not as usual; all else is on their details.</summary>
/// <param name="CallOn">The number that they gave for the call that is promised, and for that call alone; null for the
/// one that is known.</param>
/// <param name="BeforeCalling">What whoever calls has to know first; null when there is nothing.</param>
/// <param name="Wants">What they want to keep doing and to hand over, as they said at the intake or later.</param>
/// <param name="Asked">What else they said then.</param>
/// <param name="Alike">For somebody who enrolled themselves: who may be the same person.</param>
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
    /// <param name="home">What the support point speaks.</param>
    /// <param name="saidSince">Whether they said since the intake who can take over.</param>
    /// <param name="enrolled">Null when staff added them.</param>
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

    /// <summary>The caregiver's name in texts; the number when no first name is known.</summary>
    public static string CalledAs(Caregiver caregiver) => DisplayText.Visible(caregiver.FirstName ?? caregiver.Person);

    /// <summary>A known condition in words, another one as it was typed.</summary>
    public static string ConditionOf(string condition) =>
        Words.Has("Condition." + condition) ? Words["Condition." + condition] : DisplayText.Visible(condition);

    /// <summary>All hours together, for who cares in several situations; of one they stand with that one.</summary>
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

    /// <summary>Who follows them, and where whoever may pass them on does so.</summary>
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

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
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
