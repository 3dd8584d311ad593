using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Case;

/// <summary>Who the caregiver is and for whom they care: what a call needs, and the rest folded.</summary>
/// <param name="BeforeCalling">What whoever calls has to know first; null when there is nothing.</param>
/// <param name="Facts">What a call needs besides for whom they care; the rest is in
/// <paramref name="MoreFacts"/>.</param>
/// <param name="Alike">For somebody who enrolled themselves: who may be the same person.</param>
/// <param name="Asked">What they want to keep doing and to hand over, as they said at the intake or later.</param>
public sealed record WhoModel(
    long CaregiverId,
    string FirstName,
    string? Phone,
    string? BeforeCalling,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<FactLine> MoreFacts,
    IReadOnlyList<FactLine> Asked,
    IReadOnlyList<LooksLike> Alike
)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>
    /// The number that they gave for the call that is promised, and for that call alone; null for the one that is
    /// known.
    /// </summary>
    public string? CallOn { get; init; }

    /// <param name="cares">All the care they give; the hours are added up.</param>
    /// <param name="enrolled">Null when staff added them.</param>
    public static WhoModel Of(
        Caregiver caregiver,
        PersonDetails details,
        IReadOnlyList<Caring> cares,
        Coordinator owner,
        DateOnly today,
        SelfEnrolled? enrolled = null
    ) =>
        new(
            caregiver.Id,
            CalledAs(caregiver),
            caregiver.Phone,
            Details.BeforeCalling.Of(details),
            [.. HoursOf(cares), .. EnrolledOf(caregiver, enrolled, today)],
            MoreFactsOf(caregiver, details, owner, today),
            AskedOf(details),
            enrolled?.Alike ?? []
        );

    /// <summary>The caregiver's name in texts; the number when no first name is known.</summary>
    public static string CalledAs(Caregiver caregiver) => Plainly.Shown(caregiver.FirstName ?? caregiver.Person);

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
    public static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status.Code()];

    /// <summary>A known condition in words, another one as it was typed.</summary>
    public static string ConditionOf(string condition) =>
        Words.Has("Condition." + condition) ? Words["Condition." + condition] : Plainly.Shown(condition);

    /// <summary>All hours together, for who cares in several situations; of one they stand with that one.</summary>
    private static IEnumerable<FactLine> HoursOf(IReadOnlyList<Caring> cares)
    {
        if (cares.Count > 1 && Caring.HoursOf(cares) is { } hours)
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
            yield return new(Words["Fact.Meet"], Words["MeetBy", ("dag", Texts.DayOfWeek(day))]);
    }

    private static List<FactLine> AskedOf(PersonDetails care)
    {
        var asked = new List<FactLine>();
        if (care.KeepsDoing is { } keeps)
            asked.Add(new(Words["Asked.Keeps"], Plainly.Shown(keeps)));
        if (care.HandsOver is { } hands)
            asked.Add(new(Words["Asked.HandsOver"], Plainly.Shown(hands)));
        if (care.TakesOver is { } someone)
            asked.Add(new(Words["Asked.TakesOver"], Words[someone ? "Yes" : "No"]));
        return asked;
    }

    private static List<FactLine> MoreFactsOf(
        Caregiver caregiver,
        PersonDetails care,
        Coordinator owner,
        DateOnly today
    )
    {
        var facts = new List<FactLine> { new(Words["Fact.Number"], Plainly.Shown(caregiver.Person)) };
        if (care.Works is { } works)
            facts.Add(new(Words["Fact.Works"], Words[works ? "Yes" : "No"]));
        facts.Add(
            new(
                Words["Fact.Channel"],
                Words[
                    "Channel."
                        + (
                            caregiver.Channel == Channel.Email
                            && !caregiver.IsMailedOn(today)
                            && Minors.Is(caregiver.Born, today)
                                ? "minor"
                                : caregiver.Channel.Code()
                        )
                ]
            )
        );
        if (care.PostalAddress is { } address)
            facts.Add(new(Words["Fact.Address"], Plainly.Shown(address)));
        if (care.Municipality is not null || care.Neighbourhood is not null)
            facts.Add(
                new(
                    Words["Fact.Place"],
                    Plainly.Shown(string.Join(", ", new[] { care.Neighbourhood, care.Municipality }.OfType<string>()))
                )
            );
        if (care.HadChoice is { } choice)
            facts.Add(new(Words["Fact.Choice"], Words[choice ? "Yes" : "No"]));
        if (care.ReferredBy is { } referrer)
            facts.Add(new(Words["Fact.Referred"], Plainly.Shown(referrer)));
        facts.Add(new(Words["Fact.Status"], StatusOf(caregiver)));
        if (caregiver is { Status: CaregiverStatus.Active, SoonerOn: { } sooner })
            facts.Add(new(Words["Fact.Sooner"], Texts.Day(sooner)));
        facts.Add(new(Words["Fact.Coordinator"], Plainly.Shown(owner.Name ?? owner.Email)));
        return facts;
    }
}
